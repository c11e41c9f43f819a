import asyncio
from pathlib import Path

import sqlalchemy as sa
from redis import asyncio as aioredis

from bot.sweeper import Sweeper
from handoff.archive import schema
from handoff.transitions import State
from tests.bot.running import running
from tests.bot.settling import now, resolved, state
from tests.handoff.build import WANG, opened


async def test_with_somebody_online_the_place_is_told(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await gateway.desk.set_presence(WANG, "online", "", now())
        await gateway.say("转人工")
        await gateway.until_said("您是下一位")
        assert "已转告客服：\n找人工\n如有不对，直接写下来即可。" in await gateway.texts()


async def test_what_is_passed_on_is_told_in_the_language_of_the_turn(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        gateway.dialogue.reply = lambda request, parse: {"parse": {**parse["parse"], "language": "en"}}
        await gateway.say("转人工")
        await gateway.until_said("Passed on")
        assert not any("要求人工" in text for text in await gateway.texts())


async def test_who_prefers_the_bot_leaves_the_queue(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await gateway.say("转人工")
        await gateway.until_said("没有客服在线")
        await gateway.press("继续问智能助手")
        await gateway.until_said("我继续为您服务")
        assert await gateway.desk.waiting() == []
        assert (await gateway.desk.store.memory("web-a"))[
            "history"
        ] == []  # what called a person calls no more
        await gateway.say("到哪了")
        await gateway.until_said("答：到哪了")


async def test_solved_asks_for_stars_once_and_closes(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await resolved(gateway)
        await gateway.press("解决了")
        await gateway.until_said("请为这次服务打分")
        await gateway.press("★★★★★ 非常满意")
        await gateway.until_said("谢谢您的评价")
        assert await state(gateway) is State.CLOSED
        assert gateway.archive.rated_since("web-a", now() - 60_000)


async def test_typed_answers_to_the_rating_mean_what_its_buttons_mean(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await resolved(gateway)
        await gateway.say("解决了")
        await gateway.until_said("请为这次服务打分")
        await gateway.say("5")
        await gateway.until_said("谢谢您的评价")
        assert await state(gateway) is State.CLOSED
        assert (await gateway.desk.conversation("web-a")).rated == "5"


async def test_a_word_beside_the_rating_is_kept_with_it(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await resolved(gateway)
        await gateway.say("解决了但是太慢")
        await gateway.until_said("请为这次服务打分")
        await gateway.say("马马虎虎")
        await gateway.until_said("谢谢您的评价")
        with gateway.archive.engine.connect() as connection:
            [row] = connection.execute(sa.select(schema.ratings)).all()
        assert (row.solved, row.stars, row.comment) == (1, 3, "解决了但是太慢")


async def test_a_yes_to_solved_asks_for_the_stars_once(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await resolved(gateway)
        await gateway.say("是的")
        await gateway.until_said("请为这次服务打分")
        await gateway.say("是的")
        await gateway.until_said("谢谢您，有需要随时找我")
        assert await state(gateway) is State.CLOSED


async def test_guests_behind_one_address_are_each_asked_for_stars(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        gateway.archive.rate("web-other", epoch=1, stars=5, customer="c1", now_ms=now())
        await resolved(gateway)
        await gateway.press("解决了")
        await gateway.until_said("请为这次服务打分")


async def test_not_solved_goes_back_to_the_same_person(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await resolved(gateway)
        await gateway.press("没有解决")
        await gateway.until_said("已重新为您接入客服")
        c = await gateway.desk.conversation("web-a")
        assert (c.state, c.preferred_agent) == (State.QUEUED, "wang")


async def test_a_new_conversation_of_a_known_customer_knows_what_was_settled_before(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        for id in ("web-old", "web-new"):
            await opened(gateway.desk, id, now(), customer="C0005")
        await resolved(gateway, "web-old", told="今天 18 点前回复您")
        await gateway.say("刚才客服怎么说的", "web-new")
        await gateway.until_said("答：刚才客服怎么说的", "web-new")
        [told] = gateway.dialogue.asked[-1]["metadata"]["settled"]
        assert (told["words"], told["elsewhere"]) == (["今天 18 点前回复您"], True)
        assert "note" not in told


async def test_another_matter_while_rating_is_answered_and_the_bot_knows_what_was_settled(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await resolved(gateway)
        await gateway.say("到哪了")
        await gateway.until_said("答：到哪了")
        told = gateway.dialogue.asked[-1]["metadata"]["settled"]
        assert [(s["category"], s["agent"], s["words"]) for s in told] == [
            ("refund_status", "小王", ["已为您退款"])
        ]


async def test_thanks_after_the_person_closes_politely(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await resolved(gateway)
        await gateway.say("谢谢")
        await gateway.until_said("谢谢您，有需要随时找我")
        assert await state(gateway) is State.CLOSED


async def test_a_closed_conversation_is_the_bots_again_or_the_persons_when_not_solved(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await resolved(gateway)
        await gateway.say("谢谢")
        await gateway.until_said("谢谢您，有需要随时找我")
        await gateway.say("还是没解决")
        await gateway.until_said("已重新为您接入客服")
        assert await state(gateway) is State.QUEUED


async def test_what_is_said_to_a_person_stays_with_the_person(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await gateway.say("转人工")
        await gateway.until_said("没有客服在线")
        await gateway.desk.claim("web-a", WANG, now())
        turns = len(gateway.dialogue.asked)
        await gateway.say("到哪了")
        await asyncio.sleep(0.3)
        assert len(gateway.dialogue.asked) == turns
        assert (await gateway.texts())[-1] == "到哪了"


async def test_an_agent_whose_lease_ends_loses_the_conversation_and_the_customer_is_told(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await gateway.say("转人工")
        await gateway.until_said("没有客服在线")
        queued_ms = (await gateway.desk.conversation("web-a")).queued_ms
        await gateway.desk.claim("web-a", WANG, now())
        later = now() + gateway.desk.times.lease_ms + 1
        assert await Sweeper(gateway.desk, lambda: later).sweep() == 1
        c = await gateway.desk.conversation("web-a")
        assert (c.state, c.queued_ms, c.agent) == (State.QUEUED, queued_ms, None)
        assert "您的位置已保留" in (await gateway.texts())[-1]


async def test_unanswered_warns_twice_and_then_goes_back_though_the_lease_is_renewed(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await gateway.say("转人工")
        await gateway.until_said("没有客服在线")
        await gateway.desk.claim("web-a", WANG, now())
        warned = []
        for seconds in (101, 181, 301):
            later = now() + seconds * 1000
            await gateway.desk.renew("wang", later)
            await Sweeper(gateway.desk, lambda later=later: later).sweep()  # type: ignore[misc]
            warned.append((await gateway.desk.conversation("web-a")).warned)
        assert warned[:2] == [1, 2]
        assert await state(gateway) is State.QUEUED


async def test_an_idle_conversation_closes_quietly(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await gateway.say("到哪了")
        await gateway.until_said("答：到哪了")
        said = await gateway.texts()
        await Sweeper(gateway.desk, lambda: now() + 31 * 60_000).sweep()
        assert await state(gateway) is State.CLOSED
        assert await gateway.texts() == said


async def test_what_a_silent_customer_was_told_stays_known(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await gateway.say("转人工")
        await gateway.until_said("没有客服在线")
        await gateway.desk.claim("web-a", WANG, now())
        await gateway.desk.say("web-a", WANG, text="已退 50 元", client_message_id="k", now_ms=now())
        for minutes in (11, 21, 52):
            later = now() + minutes * 60_000
            await gateway.desk.renew("wang", later)
            await Sweeper(gateway.desk, lambda later=later: later).sweep()  # type: ignore[misc]
        assert await state(gateway) is State.RATING
        assert "先接待到这里" in (await gateway.texts())[-1]
        [kept] = (await gateway.desk.store.memory("web-a"))["settled"]
        assert (kept["words"], kept["outcome"]) == (["已退 50 元"], "unsolved")


async def test_a_silent_customer_of_a_person_is_nudged_and_then_asked(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await gateway.say("转人工")
        await gateway.until_said("没有客服在线")
        await gateway.desk.claim("web-a", WANG, now())
        await gateway.desk.say("web-a", WANG, text="您好", client_message_id="k", now_ms=now())
        for minutes in (11, 21, 31):
            later = now() + minutes * 60_000
            await gateway.desk.renew("wang", later)
            await Sweeper(gateway.desk, lambda later=later: later).sweep()  # type: ignore[misc]
        texts = await gateway.texts()
        assert sum("您还在吗" in text for text in texts) == 2
        assert await state(gateway) is State.RATING


async def test_parked_wakes_with_the_customer_or_goes_to_the_queue_when_the_agent_is_gone(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
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


async def test_a_change_whose_outcome_was_unknown_is_looked_at_again_unasked(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        due = now() + 60_000
        gateway.dialogue.reply = lambda request, parse: {
            "messages": [{"text": "还在处理"}],
            "asks": [{"ask": "recheck", "task": "request_refund", "due_ms": due}],
        }
        await gateway.say("退款")
        await gateway.until_said("还在处理")
        gateway.dialogue.reply = lambda request, parse: {
            "messages": [{"text": "退款单号 R1"}],
            "changed": True,
        }
        assert await Sweeper(gateway.desk, lambda: due - 1).sweep() == 0
        for _ in range(2):
            await Sweeper(gateway.desk, lambda: due + 1).sweep()
        await gateway.until_said("退款单号 R1")
        assert gateway.dialogue.asked[-1]["choice"] == {"intent": "inform", "entities": {}}
        assert await gateway.texts() == ["退款", "还在处理", "退款单号 R1"]
