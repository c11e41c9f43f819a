"""Orders and goods named to a queue: proved, found and put first."""

from typing import Any

from handoff.store.commit import Commit
from handoff.transitions import State
from tests.bot.running import Running
from tests.bot.settling import now, waits
from tests.bot.waiting.queue_ahead import conversation
from tests.handoff.build import opened

ORDER = "7030706177234459787"
OTHER = "1866854887012272185"


def a_shop(digits: str = "1408") -> Any:
    """Answers as the skills do: number and digits are proved, the proved or own order is read."""

    def reply(request: dict[str, Any], parse: dict[str, Any]) -> dict[str, Any]:
        choice = request.get("choice")
        if not choice:
            return {"messages": [{"text": f"答：{request['text']}"}]}
        entities, meta = choice["entities"], request["metadata"]
        order = entities.get("order_id")
        if entities.get("phone_tail") == digits:
            return {"messages": [{"text": "不该说出来"}], "asks": [{"ask": "grant", "order_id": order}]}
        known = order and (order in meta["grants"] or meta["identity"])
        orders = [{"id": order, "state": "shipped"}] if known else []
        return {"asks": [{"ask": "handoff", "snapshot": {"orders": orders, "refunds": []}}]}

    return reply


def by_goods(request: dict[str, Any], parse: dict[str, Any]) -> dict[str, Any]:
    item = ((request.get("choice") or {}).get("entities") or {}).get("item", "")
    orders = [{"id": OTHER if "箱" in item else ORDER}]
    return {"asks": [{"ask": "handoff", "snapshot": {"orders": orders, "refunds": []}}]}


async def test_who_gives_number_and_digits_while_waiting_is_identified_and_the_order_joins(
    gateway: Running,
) -> None:
    gateway.dialogue.reply = a_shop()
    await waits(gateway)
    await gateway.say(f"订单{ORDER} 尾号1408 少东西了")
    await gateway.until_said("订单尾号 9787")
    package = await gateway.desk.package("web-a")
    assert package["orders"] == [{"id": ORDER, "state": "shipped"}]
    assert (await gateway.desk.store.memory("web-a"))["grants"] == [ORDER]
    assert "不该说出来" not in await gateway.texts()


async def test_number_and_digits_may_come_in_two_messages(gateway: Running) -> None:
    gateway.dialogue.reply = a_shop()
    await waits(gateway)
    await gateway.say(ORDER)
    await gateway.until_said("请再发收货手机后四位")
    await gateway.say("1408")
    await gateway.until_said("订单尾号 9787")


async def test_wrong_digits_show_no_order_and_keep_the_place(gateway: Running) -> None:
    gateway.dialogue.reply = a_shop()
    await waits(gateway)
    await gateway.say(f"{ORDER} 尾号9999")
    await gateway.until_said("没有对上")
    assert (await gateway.desk.package("web-a"))["orders"] == []
    assert (await conversation(gateway)).state is State.QUEUED


async def test_who_is_signed_in_names_another_order_and_it_comes_first(gateway: Running) -> None:
    gateway.dialogue.reply = a_shop()
    await opened(gateway.desk, "web-b", customer="C0001")
    await waits(gateway, id="web-b")
    await gateway.say(f"不是，是{OTHER}", "web-b")
    await gateway.until_said("订单尾号 2185", "web-b")
    assert (await gateway.desk.package("web-b"))["orders"][0]["id"] == OTHER


async def test_the_order_that_a_guest_proves_is_that_of_the_matter(gateway: Running) -> None:
    gateway.dialogue.reply = a_shop()
    await waits(gateway)
    await gateway.say("我要退款")
    await gateway.say(f"订单{ORDER} 尾号1408")
    await gateway.until_said("订单尾号 9787")
    package = await gateway.desk.package("web-a")
    assert package["matters"] == [{"category": "request_refund", "order_id": ORDER, "status": "open"}]
    assert package["slots"]["order_id"] == ORDER


async def test_goods_named_in_a_correction_choose_the_order(gateway: Running) -> None:
    gateway.dialogue.reply = by_goods
    await opened(gateway.desk, "web-b", customer="C0001")
    await waits(gateway, id="web-b")
    await gateway.say("不是裙子，是行李箱轮子坏了", "web-b")
    await gateway.until_said("订单尾号 2185", "web-b")
    package = await gateway.desk.package("web-b")
    assert package["orders"][0]["id"] == OTHER
    assert package["summary"].endswith("：是行李箱轮子坏了")
    asked = gateway.dialogue.asked[-1]
    assert asked["choice"]["entities"] == {"item": "是行李箱轮子坏了"}


async def test_a_message_in_no_language_keeps_the_conversations(gateway: Running) -> None:
    await waits(gateway)
    await gateway.desk.store.commit(
        Commit(conversation=await conversation(gateway), now_ms=now(), once="x", fields={"language": "en"})
    )
    await gateway.say(ORDER)
    await gateway.until_said("Please also send the last 4 digits")
    assert (await conversation(gateway)).language == "en"
