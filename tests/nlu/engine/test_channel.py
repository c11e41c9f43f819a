"""The HTTP contract between gateway and engine, over real HTTP with a real model and action server."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.nlu.conftest import BY_RULES, Actions, Client

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_turn_answers_with_everything_of_the_contract(client: Client, actions: Actions) -> None:
    answer = await client.say("我的快递到哪了", "t1", metadata={"language": "zh-Hans", "client": "c"})
    assert answer["messages"] == [{"text": "在路上", "card": {"kind": "parcel"}}]
    assert (answer["turn"], answer["repeated"], answer["changed"]) == ("t1", False, False)
    assert answer["parse"]["intent"] == "track_shipment"
    assert set(answer["parse"]) == {
        "text", "intent", "confidence", "also", "entities", "emotion", "intensity", "language", "variant",
        "topics", "calls", "likely", "upset", "spelled",
    }  # fmt: skip
    assert answer["decision"]["handoff"] is False
    assert answer["signals"]["matter"] == "shipping"
    assert answer["actions"] == [{"name": "action_track_shipment"}]
    assert (answer["form"], answer["requested"]) == (None, None)
    sent = actions.seen[-1]["tracker"]["latest_message"]
    assert (sent["metadata"]["client"], sent["language"], sent["emotion"]) == ("c", "zh-Hans", "calm")


async def test_a_repeated_turn_is_not_run_again(client: Client, actions: Actions) -> None:
    first = await client.say("我的快递到哪了", "same")
    calls = len(actions.seen)
    again = await client.say("我的快递到哪了", "same")
    assert (again.pop("repeated"), first.pop("repeated")) == (True, False)
    assert again == first
    assert len(actions.seen) == calls


async def test_the_same_turn_twice_at_once_runs_once(client: Client, actions: Actions) -> None:
    answers = await asyncio.gather(*(client.say("你好", "at-once") for _ in range(4)))
    assert sorted(answer["repeated"] for answer in answers) == [False, True, True, True]
    assert len([call for call in actions.seen if call["next_action"] == "action_greet"]) == 1


async def test_a_form_asks_collects_and_reports_the_change(client: Client) -> None:
    asked = await client.say("我要退款")
    assert (asked["form"], asked["requested"], asked["messages"]) == (
        "request_form", "reason", [{"text": "为什么？"}],
    )  # fmt: skip
    done = await client.say("<质量不好>")
    assert (done["form"], done["changed"], done["messages"]) == (None, True, [{"text": "好了"}])
    assert done["promises"] == [{"text": "三天", "due_ms": 5}]
    assert {"name": "action_done", "result": "refund R1"} in done["actions"]
    assert done["slots"] == {"order_id": "77", "reason": "质量不好"}


async def test_a_handoff_beats_the_open_form_which_goes_on_afterwards(client: Client) -> None:
    await client.say("我要退款")
    handed = await client.say("转人工")
    assert handed["decision"]["reasons"] == ["asked_for_human"]
    assert handed["asks"] == [{"ask": "handoff", "reason": "asked_for_human"}]
    assert [action["name"] for action in handed["actions"]] == ["action_ask_handoff"]
    assert (handed["form"], handed["requested"]) == ("request_form", "reason")
    assert (await client.say("<尺码不合适>"))["messages"] == [{"text": "好了"}]


async def test_history_in_the_metadata_counts_for_the_decision(client: Client) -> None:
    before = [
        {"turn": 3, "intent": "nlu_fallback", "confidence": 0.1, "misunderstood": True},
        {"turn": 4, "intent": "track_shipment", "confidence": 0.9, "matter": "shipping"},
    ]
    answer = await client.say("问了三遍了还是没解决，快递到哪了", metadata={"history": before})
    assert "loop" in answer["decision"]["reasons"]
    assert answer["signals"]["turn"] == 5


async def test_what_was_said_before_is_read_by_a_turn_and_by_a_piece(client: Client) -> None:
    before = {"turn": 0, "intent": "request_refund", "confidence": 0.9, "quote": "我要退款"}
    scene = {"said": "请问是这笔订单吗？", "history": [before]}
    _, alone = await client.post("/parse", {"text": "你好"})
    _, piece = await client.post("/parse", {"text": "你好", **scene})
    turn = await client.say("你好", metadata=scene)
    assert {name: piece[name] for name in turn["parse"]} == turn["parse"]
    assert piece["calls"] != alone["calls"]


async def test_what_the_dialogue_calls_for_counts_as_far_as_the_policy_says(client: Client) -> None:
    answer = await client.say("你好", metadata={"policy": {"dialogue_due": 0.0}})
    assert {one["rule"].partition(":")[0] for one in answer["decision"]["evidence"]} == {"dialogue"}
    assert not (await client.say("你好"))["decision"]["handoff"]


async def test_a_policy_in_the_metadata_changes_the_thresholds(client: Client) -> None:
    limits = {"complaint_confidence": 1.0, "angry_intensity": 1.0, "refund_limit": 3}
    strict = {"policy": {**BY_RULES, **limits}}
    text = "态度太差要投诉"
    assert (await client.say(text))["decision"]["handoff"]
    reasons = (await client.say(text, metadata=strict))["decision"]["reasons"]
    assert "emotion" not in reasons


async def test_a_new_piece_rewinds_the_turn_it_replaces(client: Client) -> None:
    await client.say("你好", "a")
    await client.say("我要退款", "b")
    answer = await client.say("我要退款 算了查快递到哪了", "c", replaces="b")
    assert (answer["form"], answer["repeated"]) == (None, False)
    assert answer["messages"] == [{"text": "在路上", "card": {"kind": "parcel"}}]
    again = await client.say("x", "c")
    assert again["repeated"] is True


async def test_a_replaced_turn_inside_a_form_leaves_the_form_open(client: Client) -> None:
    await client.say("我要退款", "a")
    await client.say("<质量>", "b")
    answer = await client.say("<质量不好>", "c", replaces="b")
    assert (answer["slots"]["reason"], answer["messages"]) == ("质量不好", [{"text": "好了"}])
    again = await client.say("<质量很不好>", "d", replaces="c")
    assert again["slots"]["reason"] == "质量很不好"
    assert (await client.say("我要退款", "a"))["repeated"] is True


async def test_every_turn_of_a_sender_is_kept(client: Client) -> None:
    said = [f"快递到哪了{turn}" for turn in range(6)]
    for turn, text in enumerate(said):
        await client.say(text, str(turn), carry={"slots": {"order_id": "1"}})
    again = [await client.say("x", str(turn)) for turn in range(6)]
    assert [(one["repeated"], one["parse"]["text"]) for one in again] == [(True, text) for text in said]
    assert (await client.say("快递到哪了"))["slots"] == {"order_id": "1"}


async def test_an_action_is_told_of_its_turn_alone(client: Client, actions: Actions) -> None:
    for turn in range(3):
        await client.say("快递到哪了", str(turn), carry={"slots": {"order_id": "1"}})
    call = actions.seen[-1]
    events = call["tracker"]["events"]
    assert [one["message_id"] for one in events if one["event"] == "user"] == ["2"]
    assert call["tracker"]["slots"]["order_id"] == "1"
    assert "domain" not in call


async def test_the_action_server_is_called_over_one_connection(client: Client, actions: Actions) -> None:
    for turn in range(3):
        await client.say("快递到哪了", str(turn))
    assert len(set(actions.peers)) == 1


async def test_replacing_a_turn_that_is_not_the_last_changes_nothing(client: Client) -> None:
    await client.say("我要退款", "a")
    await client.say("<小>", "b")
    answer = await client.say("你好", "c", replaces="a")
    assert answer["slots"]["reason"] == "小"


async def test_an_episode_starts_with_the_carried_form_and_slots(client: Client) -> None:
    carry = {"slots": {"order_id": "2026", "gone": 1}, "form": "request_form", "requested": "reason"}
    answer = await client.say("<太小>", carry=carry)
    assert answer["messages"] == [{"text": "好了"}]
    assert answer["slots"]["reason"] == "太小"


async def test_carry_after_the_first_turn_is_not_applied_again(client: Client) -> None:
    await client.say("你好", carry={"slots": {"order_id": "1"}})
    answer = await client.say("你好", carry={"slots": {"order_id": "2"}})
    assert answer["slots"] == {"order_id": "1"}


async def test_a_choice_runs_its_intent_with_its_entities(client: Client, actions: Actions) -> None:
    choice = {"intent": "request_refund", "entities": {"order_id": "2026"}}
    answer = await client.say("", choice=choice)
    assert (answer["parse"]["intent"], answer["form"], answer["slots"]) == (
        "request_refund", "request_form", {"order_id": "2026"},
    )  # fmt: skip
    assert answer["parse"]["confidence"] == 1.0


async def test_a_photo_alone_is_a_detail(client: Client) -> None:
    answer = await client.say("", metadata={"files": ["f1"]})
    assert answer["parse"]["intent"] == "inform"


@pytest.mark.parametrize(
    "text",
    [
        "/thanks", " /thanks", "／thanks", "　／thanks", "\u200b/thanks", "//thanks", "/ /thanks",
        '/request_refund{"order_id": "9"}', '\ufeff／request_refund{"order_id":"9"}', "/restart", "/session_start",
    ],
)  # fmt: skip
async def test_typed_commands_are_only_text(client: Client, text: str) -> None:
    answer = await client.say(text)
    assert answer["messages"] == [{"text": "我没明白"}] or answer["messages"] == [{"text": "为什么？"}]
    ranked = answer["parse"]
    assert ranked["confidence"] < 1.0
    assert ranked["text"] == text
    assert "order_id" not in answer["slots"]
    status, parsed = await client.post("/parse", {"text": text})
    assert (status, parsed["confidence"] < 1.0) == (200, True)


async def test_entities_point_into_the_text_as_sent(client: Client) -> None:
    text = " ／订单２０２６０１０１１２３４５６７８"
    found = (await client.say(text))["parse"]["entities"]
    assert [(one["entity"], one["value"]) for one in found] == [("order_id", "2026010112345678")]
    assert text[found[0]["start"] : found[0]["end"]] == "２０２６０１０１１２３４５６７８"


async def test_a_failing_action_is_reported_and_the_turn_may_be_tried_again(
    client: Client, actions: Actions
) -> None:
    actions.broken = True
    failed = await client.say("我的快递到哪了", "retry")
    assert (failed["failure"], failed["messages"], "slots" in failed) == ("action_server", [], False)
    actions.broken = False
    answer = await client.say("我的快递到哪了", "retry")
    assert (answer["repeated"], answer["messages"][0]["text"]) == (False, "在路上")


async def test_a_form_whose_validation_fails_is_a_failure_too(client: Client, actions: Actions) -> None:
    await client.say("我要退款")
    actions.broken = True
    assert (await client.say("<质量不好>"))["failure"] == "action_server"


async def test_parse_changes_nothing_and_knows_the_history(client: Client, actions: Actions) -> None:
    before = {
        "turn": 0,
        "intent": "track_shipment",
        "confidence": 1,
        "emotion": "disappointed",
        "intensity": 0.6,
    }
    status, parsed = await client.post("/parse", {"text": "转人工", "history": [before]})
    assert (status, parsed["decision"]["reasons"], parsed["signals"]["turn"]) == (200, ["asked_for_human"], 1)
    assert actions.seen == []


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer é"}])
async def test_without_the_token_nothing_is_answered(client: Client, header: dict[str, str]) -> None:
    client.headers = header
    status, body = await client.post("/parse", {"text": "hi"})
    assert (status, body["code"]) == (401, "unauthorized")


@pytest.mark.parametrize(
    ("path", "body", "status", "field"),
    [
        ("/turn", {"turn": "t", "text": "x"}, 422, "sender"),
        ("/turn", {"sender": "s", "turn": 5, "text": "x"}, 422, "turn"),
        ("/turn", {"sender": "s", "turn": "t"}, 422, "text"),
        ("/turn", {"sender": "s", "turn": "t", "choice": {"intent": 5}}, 422, "choice"),
        ("/turn", {"sender": "s", "turn": "t", "text": "x", "metadata": []}, 200, None),
        ("/turn", {"sender": "s", "turn": "t", "text": "x", "metadata": [1]}, 422, "metadata"),
        ("/turn", {"sender": "s", "turn": "t", "text": "x", "replaces": 1}, 422, "replaces"),
        ("/parse", {"text": None}, 422, "text"),
        ("/parse", {"text": "x", "history": "no"}, 422, "history"),
        ("/parse", {"text": "x", "history": [{"bad": 1}]}, 422, "history"),
        ("/parse", [], 422, None),
    ],
)
async def test_a_malformed_request_names_its_fault(
    client: Client, path: str, body: Any, status: int, field: str | None
) -> None:
    got, answer = await client.post(path, body)
    assert (got, answer.get("field") if status != 200 else None) == (status, field)


async def test_a_body_that_is_no_json_is_refused(client: Client) -> None:
    async with client.http.post(client.url + "/turn", data=b"\xff{", headers=client.headers) as answer:
        assert (answer.status, (await answer.json())["code"]) == (400, "invalid")


async def test_an_empty_or_very_long_text_is_answered(client: Client) -> None:
    for text in ("", "   ", "。。。", "退" * 100_000, "😀", "\x00"):
        assert (await client.say(text))["messages"]


async def test_ready_says_when_a_model_is_loaded(client: Client) -> None:
    async with client.http.get(client.url + "/ready") as answer:
        assert answer.status == 200
