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


async def leaves_a_message_of_nothing_known(gateway: Running) -> dict[str, Any]:
    await waits(gateway)
    await gateway.say("留言")
    await gateway.until_said("请直接写下要留言的内容")
    await gateway.say("麻烦尽快找我")
    await gateway.until_said("怎么联系您")
    await gateway.say("不想留电话")
    await gateway.until_said("留言编号 T")
    return await the_ticket(gateway)


async def test_what_is_added_reaches_the_summary_and_the_category_and_the_steps_of_the_agent(
    gateway: Running,
) -> None:
    left = await leaves_a_message_of_nothing_known(gateway)
    assert left["category"] == "ask_human"
    await gateway.say("补充一下，是退款，吊牌还在")
    await gateway.until_said(f"已补充到留言 {left['id']}")
    assert (await the_ticket(gateway))["category"] == "request_refund"
    package = await gateway.desk.package("web-a")
    assert package["summary"].startswith("退款")
    assert package["summary"].endswith("麻烦尽快找我 / 是退款，吊牌还在")
    assert package["suggest"]["category"] == "request_refund"
    await gateway.say("补充：只要退货")  # what is known stays: another matter is read in the words
    await gateway.until_said_times("已补充到留言", 2)
    assert (await the_ticket(gateway))["category"] == "request_refund"
    assert (await gateway.desk.package("web-a"))["summary"].endswith("吊牌还在 / 只要退货")


async def test_what_is_wanted_instead_becomes_what_the_message_is_about(gateway: Running) -> None:
    await leaves_a_message_of_nothing_known(gateway)
    await gateway.say("补充一下，是退款")
    await gateway.until_said("已补充到留言")
    await gateway.say("补充：不要退款了，退货就行")
    await gateway.until_said_times("已补充到留言", 2)
    assert (await the_ticket(gateway))["category"] == "request_return"
    assert (await gateway.desk.package("web-a"))["summary"].startswith("退货")


async def test_when_to_be_called_makes_no_matter_of_the_message(gateway: Running) -> None:
    await leaves_a_message_of_nothing_known(gateway)
    await gateway.say("改天再打给我，周四下午")
    await gateway.until_said("已补充到留言")
    assert (await the_ticket(gateway))["category"] == "ask_human"
    assert (await gateway.desk.package("web-a"))["summary"].endswith("改天再打给我，周四下午")


@pytest.mark.parametrize("said", ["还是留着吧", "ok never mind, keep it", "恢复那条留言"])
async def test_a_message_that_was_taken_back_is_restored_when_it_is_to_stay(
    gateway: Running, said: str
) -> None:
    left = await leaves_a_message_without_contact(gateway)
    for n in (1, 2):
        await gateway.say("撤掉留言")
        await gateway.until_said_times(f"留言 {left['id']} 已撤回", n)
        assert gateway.archive.tickets() == []
        await gateway.say(said)

        async def is_open() -> bool:
            return len(gateway.archive.tickets()) == 1

        await gateway.until(is_open)
    [kept] = gateway.archive.tickets()
    assert (kept["id"], kept["text"], kept["due_ms"]) == (left["id"], left["text"], left["due_ms"])
    said_back = (await gateway.texts())[-1]
    assert f"{left['id']} 已恢复" in said_back or f"{left['id']} is open again" in said_back


async def test_what_people_settled_is_not_opened_again(gateway: Running) -> None:
    left = await leaves_a_message_without_contact(gateway)
    gateway.archive.close_ticket(left["id"], now_ms=1)
    await gateway.say("恢复那条留言")
    await gateway.until_said("答：恢复那条留言")
    assert gateway.archive.tickets() == []


async def test_who_asks_whether_it_is_taken_back_hears_it(gateway: Running) -> None:
    left = await leaves_a_message_without_contact(gateway)
    await gateway.say("留言撤了没")  # a question takes nothing back
    await gateway.until_said("已交给客服，还没有答复")
    await gateway.say("那撤掉留言")
    await gateway.until_said(f"留言 {left['id']} 已撤回")
    await gateway.say("有收回吗")
    await gateway.until_said_times(f"留言 {left['id']} 已撤回", 2)


async def test_who_asks_what_the_message_says_reads_it(gateway: Running) -> None:
    left = await leaves_a_message_without_contact(gateway)
    await gateway.say("我刚才写了什么")
    await gateway.until_said(f"留言 {left['id']} 里写的是：\n{left['text']}")


async def queues_again(gateway: Running) -> None:
    await gateway.say("转人工")
    await gateway.until(lambda: in_state(gateway, State.QUEUED))


async def in_state(gateway: Running, state: State) -> bool:
    return (await gateway.desk.conversation("web-a")).state is state


async def test_who_takes_it_back_and_still_waits_hears_that_he_does(gateway: Running) -> None:
    left = await leaves_a_message_without_contact(gateway)
    await queues_again(gateway)
    await gateway.say("取消那条留言")
    await gateway.until_said(f"留言 {left['id']} 已撤回。\n您仍在排队，第 1 位。")
    await gateway.say("撤了没")
    await gateway.until_said(f"留言 {left['id']} 已撤回，\n客服不会再为它联系您")
    assert await in_state(gateway, State.QUEUED)


async def test_who_takes_it_back_as_it_is_solved_waits_no_longer(gateway: Running) -> None:
    left = await leaves_a_message_without_contact(gateway)
    await queues_again(gateway)
    await gateway.say("这条留言撤了吧，我自己解决了")
    await gateway.until_said(f"留言 {left['id']} 已撤回，\n客服不会再为它联系您")
    await gateway.until(lambda: in_state(gateway, State.BOT))
    assert await gateway.desk.store.queue(10) == []


async def test_who_waits_again_still_changes_how_the_message_is_answered(gateway: Running) -> None:
    await leaves_a_message_without_contact(gateway)
    await queues_again(gateway)
    await gateway.say("别打电话了，发邮件 li@qq.com")
    await gateway.until_said("联系方式已记在留言")
    assert (await the_ticket(gateway))["contact"] == "li@qq.com"
