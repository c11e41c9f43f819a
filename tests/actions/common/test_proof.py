"""Number and digits of a guest: corrected, and of several orders at once."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.actions.chat import Begin

TRACK = "track_shipment"


@pytest.fixture
def known(shop: object, tmp_path: Path) -> list[tuple[str, str]]:
    """Orders that are on their way, with the digits of their phone."""
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        rows = connection.execute(
            "select id, phone from orders where state = 'shipped' and customer in ('C0001', 'C0005')"
        ).fetchall()
    connection.close()
    return [(order, phone[-4:]) for order, phone in rows]


@pytest.mark.parametrize(
    ("said", "intent"), [("{}", "inform"), ("是{} 打错", "affirm"), ("sorry {}", "inform")]
)
async def test_wrong_digits_alone_can_be_corrected(
    chat: Begin, known: list[tuple[str, str]], said: str, intent: str
) -> None:
    (order, tail), *_ = known
    guest = chat()
    wrong = await guest.say(f"{order} 0000", "inform", {"order_id": order})
    assert [say["text"].splitlines()[0] for say in wrong.says] == ["订单号和手机尾号没有对上。"]
    right = await guest.say(said.format(tail), intent)
    assert right.asked("grant") == [{"ask": "grant", "order_id": order}]


async def test_two_orders_in_one_message_are_both_told(chat: Begin, known: list[tuple[str, str]]) -> None:
    (one, first), (other, second), *_ = known
    guest = chat()
    answer = await guest.say(f"{one} {first} 和 {other} {second} 到哪了", TRACK, {"order_id": [one, other]})
    assert [grant["order_id"] for grant in answer.asked("grant")] == [one, other]
    told = [say for say in answer.says if say.get("card")]
    assert [say["card"]["kind"] for say in told] == ["parcel", "parcel"]
    assert [say["text"] for say in answer.says].count("这样解决您的问题了吗？") == 1


async def test_digits_that_come_later_are_tried_for_both_orders(
    chat: Begin, known: list[tuple[str, str]]
) -> None:
    (one, first), (other, _), *_ = known
    guest = chat()
    await guest.say(f"查一下 {other} 和 {one} 到哪了", TRACK, {"order_id": [other, one]})
    answer = await guest.say(first, "inform")
    assert f"尾号 {other[-4:]} 的订单" in answer.says[0]["text"]
    assert [grant["order_id"] for grant in answer.asked("grant")] == [one]
    assert answer.says[1]["card"]["kind"] == "parcel"


async def test_of_two_orders_the_one_whose_digits_are_wrong_is_named(
    chat: Begin, known: list[tuple[str, str]]
) -> None:
    (one, first), (other, _), *_ = known
    answer = await chat().say(f"{other} 0000 {one} {first}", TRACK, {"order_id": [other, one]})
    assert f"尾号 {other[-4:]} 的订单" in answer.says[0]["text"]
    assert [grant["order_id"] for grant in answer.asked("grant")] == [one]
