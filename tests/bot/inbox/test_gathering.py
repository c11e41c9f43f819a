import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.inbox.gathering import MAX_PIECES, QUIET_AFTER_FILLER_S, QUIET_S, joined_text, quiet_s, turn_id


def said(*texts: str) -> list[dict[str, object]]:
    return [{"id": f"{n + 1}-0", "text": text} for n, text in enumerate(texts)]


def understood(
    intent: str, confidence: float = 0.9, handoff: bool = False, **parse: object
) -> dict[str, object]:
    return {"parse": {"intent": intent, "confidence": confidence, **parse}, "decision": {"handoff": handoff}}


@pytest.mark.parametrize(
    ("texts", "parse", "asked", "seconds"),
    [
        (["我的快递到哪了"], understood("track_shipment"), False, 0),
        (["在吗"], understood("greet"), False, QUIET_AFTER_FILLER_S),
        (["那个"], understood("chitchat"), False, QUIET_AFTER_FILLER_S),
        (["我昨天买的"], understood("inform"), False, QUIET_S),
        (["你们到底管不管"], understood("complaint", handoff=True), False, 0),
        (["转人工"], understood("ask_human", handoff=True), False, 0),
        (["2026110412345678901"], understood("inform", entities=[{"entity": "order_id"}]), True, 0),
        (["是的"], understood("affirm"), True, 0),
        (["好的"], understood("affirm"), False, QUIET_S),
        (["怎么还没发"], None, False, QUIET_S),
    ],
)
def test_a_complete_piece_ends_the_turn_and_a_fragment_waits(
    texts: list[str], parse: dict[str, object] | None, asked: bool, seconds: float
) -> None:
    assert quiet_s(said(*texts), parse, asked=asked) == seconds


def test_nobody_is_waited_for_without_end() -> None:
    assert quiet_s(said(*["在吗"] * MAX_PIECES), understood("greet"), asked=False) == 0


def test_a_piece_without_text_ends_the_turn() -> None:
    assert quiet_s([{"id": "1-0", "file": "f"}], None, asked=False) == 0


def test_pieces_are_joined_as_clauses_of_their_script() -> None:
    assert joined_text(said("在吗", "怎么还没发")) == "在吗，怎么还没发"
    assert joined_text(said("hi", "where is it")) == "hi, where is it"


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5))
def test_a_turn_id_depends_on_its_entries_only(texts: list[str]) -> None:
    again = [{**piece, "text": "x"} for piece in said(*texts)]
    assert turn_id("web-a", said(*texts)) == turn_id("web-a", again)
    assert turn_id("web-a", said(*texts)) != turn_id("web-b", again)
