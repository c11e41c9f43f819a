"""What an agent reads beside the log."""

from typing import Any

import pytest

from handoff.context.package import bot_did, draft, matters, suggested_steps
from handoff.context.summary import Request
from handoff.wording.texts import load_texts
from tests.handoff.build import a_conversation

TEXTS = load_texts()


def done(*actions: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"at_ms": 5, "meta": {"actions": list(actions)}}]


def test_what_the_assistant_did_is_in_words_and_its_machinery_is_left_out() -> None:
    log = done(
        {"name": "action_ask_handoff"},
        {"name": "action_track_shipment"},
        {"name": "action_perform", "result": "urge 2026"},
        {"name": "request_form"},
    )
    did = [(row["action"], row["result"]) for row in bot_did(log, "zh-Hans", TEXTS)]
    assert did == [("查物流", ""), ("催了一次", "2026")]
    assert bot_did(log, "en", TEXTS)[0]["action"] == "tracking"


def test_what_is_handed_over_is_among_the_matters_with_its_order() -> None:
    frozen = {"request": Request(topic="urge_delivery", order="2026").to_dict()}
    urged = {"category": "urge_delivery", "order_id": "2026", "status": "open"}
    assert matters(frozen, {}) == [urged]
    assert matters(frozen, {"matters": [{**urged, "order_id": None, "status": "done"}]}) == [
        {**urged, "status": "done"}
    ]
    assert matters({"request": Request(topic="ask_human").to_dict()}, {}) == []


@pytest.mark.parametrize(
    ("danger", "first", "other"),
    [
        ("fire", "先确认断电离人，再谈商品，不要寄回", "看图片，决定补发、退款或换货"),
        ("fraud", "先确认没有转账，提醒报警并记录对方信息", None),
        ("self_harm", "先倾听陪伴，问是否安全，告知 12356", None),
    ],
)
def test_in_danger_the_first_step_is_that_of_its_kind(danger: str, first: str, other: str | None) -> None:
    c = a_conversation(reasons=("safety",), topic="damaged_or_defective")
    steps = suggested_steps(c, {"request": Request(danger=danger).to_dict()}, TEXTS)
    assert steps == [first, other] if other else steps == [first]


def test_in_danger_the_first_reply_asks_about_the_customer_and_not_about_an_order() -> None:
    c = a_conversation(reasons=("safety",), agent={"id": "wang", "name": "小王"})
    frozen = {"orders": [{"id": "2026"}], "request": Request(danger="injury").to_dict()}
    assert "您现在安全吗" in draft(c, frozen, TEXTS)


def test_after_fraud_the_first_reply_asks_what_was_paid_and_not_whether_somebody_is_hurt() -> None:
    c = a_conversation(reasons=("safety",), agent={"id": "wang", "name": "小王"}, emotion="anxious")
    said = draft(c, {"request": Request(danger="fraud").to_dict()}, TEXTS)
    assert "您付过钱" in said
    assert "您现在安全吗" not in said


@pytest.mark.parametrize("reasons", [("safety",), ("emotion",)])
@pytest.mark.parametrize("emotion", ["calm", "angry"])
@pytest.mark.parametrize("orders", [[], [{"id": "2026"}]])
@pytest.mark.parametrize("agent", [None, {"id": "wang", "name": ""}])
def test_a_draft_never_holds_an_empty_name(
    reasons: tuple[str, ...], emotion: str, orders: list[dict[str, str]], agent: dict[str, str] | None
) -> None:
    c = a_conversation(reasons=reasons, emotion=emotion, language="en", agent=agent)
    assert "this is customer service" in draft(c, {"orders": orders}, TEXTS)
    assert "this is ." not in draft(c, {"orders": orders, "left": {"ticket": "T1"}}, TEXTS)
