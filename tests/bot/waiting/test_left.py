from typing import Any

import pytest

from handoff.transitions import State
from tests.bot.running import Running
from tests.bot.settling import waits


async def leaves_a_message_without_contact(gateway: Running) -> dict[str, Any]:
    await waits(gateway)
    await gateway.say("留言")
    await gateway.until_said("请直接写下要留言的内容")
    await gateway.say("我的包要改颜色")
    await gateway.until_said("怎么联系您")
    await gateway.say("不想留电话")
    await gateway.until_said("留言编号 T")
    [ticket] = gateway.archive.tickets()
    return ticket


@pytest.mark.parametrize(
    ("said", "contact"),
    [
        ({"contact_phone": "8613700001111"}, "8613700001111"),
        ({"text": "我的手机是 13812345678"}, "13812345678"),
        ({"text": "test@example.com"}, "test@example.com"),
    ],
)
async def test_a_contact_given_right_after_the_message_is_kept_with_it_and_thanked_for(
    gateway: Running, said: dict[str, str], contact: str
) -> None:
    said = dict(said)
    ticket = await leaves_a_message_without_contact(gateway)
    assert ticket["contact"] is None
    await gateway.say(said.pop("text", ""), **said)
    await gateway.until_said(f"谢谢，联系方式已记在留言 {ticket['id']} 里")
    [kept] = gateway.archive.tickets()
    assert kept["contact"] == contact


async def test_who_asks_for_the_message_hears_where_it_stands(gateway: Running) -> None:
    ticket = await leaves_a_message_without_contact(gateway)
    await gateway.say("我的留言处理了吗")
    await gateway.until_said("已交给客服，还没有答复")
    await gateway.say("你们什么时候联系我")
    await gateway.until_said_times("已交给客服，还没有答复", 2)
    gateway.archive.close_ticket(ticket["id"], now_ms=1)
    await gateway.say("我的留言处理了吗")
    await gateway.until_said("客服已经处理")


async def test_a_number_that_comes_later_belongs_to_what_is_talked_about_then(gateway: Running) -> None:
    await leaves_a_message_without_contact(gateway)
    await gateway.say("快递到哪了")
    await gateway.until_said("答：快递到哪了")
    await gateway.say("13812345678")
    await gateway.until_said("答：13812345678")
    [kept] = gateway.archive.tickets()
    assert kept["contact"] is None


async def the_ticket(gateway: Running) -> dict[str, Any]:
    [ticket] = gateway.archive.tickets()
    return ticket


async def test_what_is_added_joins_the_message_and_is_confirmed(gateway: Running) -> None:
    left = await leaves_a_message_without_contact(gateway)
    await gateway.say("再补充一句，是蓝色那个")
    await gateway.until_said(f"已补充到留言 {left['id']}")
    await gateway.say("改成下午打给我")

    async def added() -> bool:
        return str((await the_ticket(gateway))["text"]).endswith("再补充一句，是蓝色那个\n改成下午打给我")

    await gateway.until(added)
    assert gateway.dialogue.asked == [gateway.dialogue.asked[0]]  # only what called the person


async def test_another_contact_replaces_the_first_and_what_is_said_beside_it_joins_the_message(
    gateway: Running,
) -> None:
    left = await leaves_a_message_without_contact(gateway)
    await gateway.say("13812345678")
    await gateway.until_said("联系方式已记在留言")
    await gateway.say("电话改成 13900002222，是蓝色那个")

    async def changed() -> bool:
        ticket = await the_ticket(gateway)
        return ticket["contact"] == "13900002222" and "是蓝色那个" in ticket["text"]

    await gateway.until(changed)
    assert left["contact"] is None


async def test_a_message_that_is_taken_back_is_closed_and_agents_see_why(gateway: Running) -> None:
    left = await leaves_a_message_without_contact(gateway)
    await gateway.say("不用了，刚才的留言撤掉吧")
    await gateway.until_said(f"留言 {left['id']} 已撤回")
    [closed] = gateway.archive.tickets(status="closed")
    assert (closed["how"], closed["note"]) == ("withdrawn", "不用了，刚才的留言撤掉吧")
    assert gateway.archive.tickets() == []


async def test_who_takes_it_back_and_wants_something_else_gets_both(gateway: Running) -> None:
    await leaves_a_message_without_contact(gateway)
    await gateway.say("留言撤掉吧，我要退货")
    await gateway.until_said("已撤回")
    await gateway.until_said("答：留言撤掉吧，我要退货")


async def test_a_message_is_taken_back_from_the_queue_as_well(gateway: Running) -> None:
    await leaves_a_message_without_contact(gateway)
    await gateway.say("转人工")

    async def queues() -> bool:
        c = await gateway.desk.conversation("web-a")
        return c.state is State.QUEUED

    await gateway.until(queues)
    await gateway.say("可以取消那条留言吗")
    await gateway.until_said("已撤回")
    assert await queues()


async def test_who_asks_on_which_number_they_are_called_sees_it_masked(gateway: Running) -> None:
    await leaves_a_message_without_contact(gateway)
    await gateway.say("你们会打我哪个电话")
    await gateway.until_said("客服会在这里回复")
    await gateway.say("13812345678")
    await gateway.until_said("联系方式已记在留言")
    await gateway.say("你们会打我哪个电话")
    await gateway.until_said("客服会用 138****5678 联系您")
    assert (await gateway.desk.conversation("web-a")).state is State.BOT


async def test_danger_is_never_kept_with_a_message_for_later(gateway: Running) -> None:
    await leaves_a_message_without_contact(gateway)
    await gateway.say("再补充一句，锅漏电了")
    await gateway.until_said("答：再补充一句，锅漏电了")
    assert "漏电" not in (await the_ticket(gateway))["text"]


async def test_a_wrong_number_is_noted_for_agents_and_the_right_one_is_asked_for(gateway: Running) -> None:
    await leaves_a_message_without_contact(gateway)
    await gateway.say("13812345678")
    await gateway.until_said("联系方式已记在留言")
    await gateway.say("手机号写错了，最后一位是1")
    await gateway.until_said("要换，直接发新的号码或邮箱")
    assert "最后一位是1" in (await the_ticket(gateway))["text"]
    await gateway.say("轉打 61234567")

    async def changed() -> bool:
        return str((await the_ticket(gateway))["contact"]) == "61234567"

    await gateway.until(changed)


async def test_who_has_settled_it_alone_takes_the_message_back(gateway: Running) -> None:
    left = await leaves_a_message_without_contact(gateway)
    await gateway.say("我自己搞定了，别打给我了")
    await gateway.until_said(f"留言 {left['id']} 已撤回")
    assert gateway.archive.tickets() == []
