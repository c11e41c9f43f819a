from bot.sweeper import Sweeper
from handoff.transitions import State
from tests.bot.running import Running
from tests.bot.settling import claimed, now, state

MINUTE_MS = 60_000


async def passed(gateway: Running, ms: int) -> None:
    """So much time later, 小王's console being open all the while."""
    later = now() + ms
    await gateway.desk.renew("wang", later)
    await Sweeper(gateway.desk, lambda: later).sweep()


async def test_an_agent_whose_lease_ends_loses_the_conversation_and_the_customer_is_told(
    gateway: Running,
) -> None:
    await claimed(gateway)
    queued_ms = (await gateway.desk.conversation("web-a")).queued_ms
    later = now() + gateway.desk.times.lease_ms + 1
    assert await Sweeper(gateway.desk, lambda: later).sweep() == 1
    c = await gateway.desk.conversation("web-a")
    assert (c.state, c.queued_ms, c.agent) == (State.QUEUED, queued_ms, None)
    assert "您的位置已保留" in (await gateway.texts())[-1]


async def test_unanswered_warns_twice_and_then_goes_back_though_the_lease_is_renewed(
    gateway: Running,
) -> None:
    await claimed(gateway)
    warned = []
    for seconds in (101, 181, 301):
        await passed(gateway, seconds * 1000)
        warned.append((await gateway.desk.conversation("web-a")).warned)
    assert warned[:2] == [1, 2]
    assert await state(gateway) is State.QUEUED


async def test_an_idle_conversation_closes_quietly(gateway: Running) -> None:
    await gateway.say("到哪了")
    await gateway.until_said("答：到哪了")
    said = await gateway.texts()
    await passed(gateway, 31 * MINUTE_MS)
    assert await state(gateway) is State.CLOSED
    assert await gateway.texts() == said


async def test_what_a_silent_customer_was_told_stays_known(gateway: Running) -> None:
    await claimed(gateway, told="已退 50 元")
    for minutes in (11, 21, 52):
        await passed(gateway, minutes * MINUTE_MS)
    assert await state(gateway) is State.RATING
    assert "先接待到这里" in (await gateway.texts())[-1]
    [kept] = (await gateway.desk.store.memory("web-a"))["settled"]
    assert (kept["words"], kept["outcome"]) == (["已退 50 元"], "unsolved")


async def test_a_silent_customer_of_a_person_is_nudged_and_then_asked(gateway: Running) -> None:
    await claimed(gateway, told="您好")
    for minutes in (11, 21, 31):
        await passed(gateway, minutes * MINUTE_MS)
    assert sum("您还在吗" in text for text in await gateway.texts()) == 2
    assert await state(gateway) is State.RATING


async def test_a_change_whose_outcome_was_unknown_is_looked_at_again_unasked(gateway: Running) -> None:
    due = now() + MINUTE_MS
    gateway.dialogue.reply = lambda request, parse: {
        "messages": [{"text": "还在处理"}],
        "asks": [{"ask": "recheck", "task": "request_refund", "due_ms": due}],
    }
    await gateway.say("退款")
    await gateway.until_said("还在处理")
    gateway.dialogue.reply = lambda request, parse: {"messages": [{"text": "退款单号 R1"}], "changed": True}
    assert await Sweeper(gateway.desk, lambda: due - 1).sweep() == 0
    for _ in range(2):
        await Sweeper(gateway.desk, lambda: due + 1).sweep()
    await gateway.until_said("退款单号 R1")
    assert gateway.dialogue.asked[-1]["choice"] == {"intent": "inform", "entities": {}}
    assert await gateway.texts() == ["退款", "还在处理", "退款单号 R1"]
