import asyncio

from handoff.transitions import State
from tests.bot.running import Running
from tests.bot.settling import claimed, now, resolved, state, waits
from tests.handoff.build import WANG, opened


async def test_with_somebody_online_the_place_is_told(gateway: Running) -> None:
    await gateway.desk.set_presence(WANG, "online", "", now())
    await gateway.say("转人工")
    await gateway.until_said("您是下一位")
    assert "已转告客服：\n找人工\n如有不对，直接写下来即可。" in await gateway.texts()


async def test_what_is_passed_on_is_told_in_the_language_of_the_turn(gateway: Running) -> None:
    gateway.dialogue.reply = lambda request, parse: {"parse": {**parse["parse"], "language": "en"}}
    await gateway.say("转人工")
    await gateway.until_said("Passed on")
    assert not any("要求人工" in text for text in await gateway.texts())


async def test_who_prefers_the_bot_leaves_the_queue_and_what_called_a_person_calls_no_more(
    gateway: Running,
) -> None:
    await waits(gateway)
    await gateway.press("继续问智能助手")
    await gateway.until_said("我继续为您服务")
    assert await gateway.desk.waiting() == []
    assert (await gateway.desk.store.memory("web-a"))["history"] == []
    await gateway.say("到哪了")
    await gateway.until_said("答：到哪了")


async def test_a_new_conversation_of_a_known_customer_knows_what_was_settled_before(
    gateway: Running,
) -> None:
    for id in ("web-old", "web-new"):
        await opened(gateway.desk, id, now(), customer="C0005")
    await resolved(gateway, "web-old", told="今天 18 点前回复您")
    await gateway.say("刚才客服怎么说的", "web-new")
    await gateway.until_said("答：刚才客服怎么说的", "web-new")
    [told] = gateway.dialogue.asked[-1]["metadata"]["settled"]
    assert (told["words"], told["elsewhere"]) == (["今天 18 点前回复您"], True)
    assert "note" not in told


async def test_what_is_said_to_a_person_stays_with_the_person(gateway: Running) -> None:
    await claimed(gateway)
    turns = len(gateway.dialogue.asked)
    await gateway.say("到哪了")
    await asyncio.sleep(0.3)
    assert len(gateway.dialogue.asked) == turns
    assert (await gateway.texts())[-1] == "到哪了"


async def test_parked_wakes_with_the_customer_or_goes_to_the_queue_when_the_agent_is_gone(
    gateway: Running,
) -> None:
    await gateway.desk.set_presence(WANG, "online", "", now())
    await gateway.say("转人工")
    await gateway.until_said("您是下一位")
    await gateway.desk.claim("web-a", WANG, now())
    await gateway.desk.park("web-a", WANG, until_ms=None, note="等客户", now_ms=now())
    await gateway.say("照片发了")

    async def awake() -> bool:
        return await state(gateway) is State.HUMAN

    await gateway.until(awake)
    await gateway.desk.park("web-a", WANG, until_ms=None, note="等客户", now_ms=now())
    await gateway.desk.set_presence(WANG, "offline", "", now())
    await gateway.say("还在吗")
    await gateway.until_said("之前的客服不在线")
    await gateway.until_said("现在没有客服在线")
    assert await state(gateway) is State.QUEUED
