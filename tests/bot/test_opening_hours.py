"""What customers are told of the desk: the hours, nobody there, a full queue; by the clock and who is online."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from redis import asyncio as aioredis

from bot.sweeper import Sweeper
from bot.waiting.telling import waiting_told
from handoff.hours.opening import DeskRules, DeskState
from handoff.hours.week import Hours
from handoff.queue.waiting import Place
from handoff.store.views import for_customer
from handoff.transitions import State
from handoff.wording.texts import load_texts
from handoff.wording.times import moment
from tests.bot.running import Running, running
from tests.handoff.build import WANG, queued
from tests.handoff.hours.test_week import NINE_TO_NINE, SHANGHAI, at

NIGHT, NOON = at("2026-11-30T23:00"), at("2026-11-30T12:00")
RULES = DeskRules(hours=Hours(week=NINE_TO_NINE), longest_per_agent=2)
ALL_CHOICES = ["我等客服", "留言，稍后联系我", "继续问智能助手"]


def desk_at(redis: aioredis.Redis, domain: str, folder: Path, now_ms: int) -> Any:
    return running(redis, domain, folder, now=lambda: now_ms, rules=RULES)


async def choices(gateway: Running, said: str) -> list[str]:
    entries = await gateway.desk.entries("web-a")
    return [one["title"] for e in entries if said in e["text"] for one in e.get("choices", ())]


async def online(gateway: Running, now_ms: int, waiting: int = 0) -> None:
    """An agent with full hands and so many others in the queue."""
    await gateway.desk.set_presence(WANG, "online", "", now_ms)
    for number in range(WANG.capacity):
        await queued(gateway.desk, f"web-held-{number}", now_ms=now_ms - 120_000)
        await gateway.desk.claim_next(WANG, now_ms)
    for number in range(waiting):
        await queued(gateway.desk, f"web-before-{number}", now_ms=now_ms - 60_000)


async def test_off_hours_the_customer_is_told_when_somebody_is_there_and_chooses(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with desk_at(redis, domain, tmp_path, NIGHT) as gateway:
        await gateway.say("转人工")
        await gateway.until_said("现在没有客服在线，\n明天 9:00 上班，您已排上队。")
        assert await choices(gateway, "明天 9:00") == ALL_CHOICES
        assert (await gateway.desk.conversation("web-a")).state is State.QUEUED


async def test_who_waits_over_night_keeps_the_place_till_the_morning(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with desk_at(redis, domain, tmp_path, NIGHT) as gateway:
        await gateway.say("转人工")
        await gateway.until_said("明天 9:00")
        await gateway.press("我等客服")
        await asyncio.sleep(0.3)
        morning = at("2026-12-01T09:00")
        await queued(gateway.desk, "web-b", now_ms=morning - 60_000)
        await gateway.desk.set_presence(WANG, "online", "", morning)
        assert await gateway.desk.claim_next(WANG, morning) == "web-a"


async def test_off_hours_a_message_can_be_left_or_the_assistant_asked(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with desk_at(redis, domain, tmp_path, NIGHT) as gateway:
        await gateway.say("转人工")
        await gateway.until_said("明天 9:00")
        await gateway.press("留言，稍后联系我")
        await gateway.until_said("请直接写下要留言的内容")
        await gateway.press("继续问智能助手")
        await gateway.until_said("好的，我继续为您服务")


async def test_an_agent_who_is_online_off_hours_counts_before_the_hours(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with desk_at(redis, domain, tmp_path, NIGHT) as gateway:
        await gateway.desk.set_presence(WANG, "online", "", NIGHT)
        await gateway.say("转人工")
        await gateway.until_said("您是下一位")
        assert await gateway.desk.claim_next(WANG, NIGHT) == "web-a"


async def test_within_the_hours_nobody_online_names_no_time(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with desk_at(redis, domain, tmp_path, NOON) as gateway:
        await gateway.say("转人工")
        await gateway.until_said("现在没有客服在线。\n您的问题已经排上队")
        assert await choices(gateway, "现在没有客服在线") == ALL_CHOICES


async def test_a_full_queue_is_told_with_the_wait_and_the_place_is_kept(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with desk_at(redis, domain, tmp_path, NOON) as gateway:
        await online(gateway, NOON, waiting=2)
        await gateway.say("转人工")
        await gateway.until_said("前面还有 2 位，\n约 2 分钟，您的位置已保留")
        assert await choices(gateway, "排队的人较多") == ALL_CHOICES
        assert (await gateway.desk.conversation("web-a")).state is State.QUEUED


@pytest.mark.parametrize(
    ("said", "told"), [("骗子公司 我要投诉", "前面还有 3 位"), ("插头漏电", "已转告客服")]
)
async def test_anger_and_danger_are_never_told_that_the_queue_is_full(
    redis: aioredis.Redis, domain: str, tmp_path: Path, said: str, told: str
) -> None:
    async with desk_at(redis, domain, tmp_path, NOON) as gateway:
        await online(gateway, NOON)
        for number in range(3):  # have waited so long that they go before an angry one
            await queued(gateway.desk, f"web-{number}", now_ms=NOON - 29 * 60_000)
        await gateway.say(said)
        await gateway.until_said(told)
        assert "排队的人较多" not in "".join(await gateway.texts())


async def test_the_time_is_told_in_the_readers_language(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with desk_at(redis, domain, tmp_path, NIGHT) as gateway:
        await gateway.say("转人工")
        await gateway.until_said("明天 9:00")

        async def read(language: str) -> str:
            return "\n".join(e["text"] for e in await gateway.desk.entries("web-a", language=language))

        assert "Back tomorrow at 9:00. Your place is kept." in await read("en")
        assert "現在沒有客服線上，\n明天 9:00" in await read("zh-Hant")


@pytest.mark.parametrize(
    ("said", "asked"), [("现在有人工吗", True), ("is anyone there right now", True), ("退款", False)]
)
async def test_how_the_desk_stands_goes_to_the_engine_where_it_is_asked_for(
    redis: aioredis.Redis, domain: str, tmp_path: Path, said: str, asked: bool
) -> None:
    async with desk_at(redis, domain, tmp_path, NIGHT) as gateway:
        await gateway.say(said)
        await gateway.until_said("答：")
        desk = gateway.dialogue.asked[0]["metadata"]["desk"]
        until = moment(at("2026-12-01T09:00"), NIGHT, SHANGHAI)
        told = {"state": "closed", "until": until, "ahead": 0, "minutes": None}
        assert desk == (told if asked else None)


async def test_whose_agent_disappears_at_night_is_told_till_when_nobody_comes(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with desk_at(redis, domain, tmp_path, NIGHT) as gateway:
        await gateway.desk.set_presence(WANG, "online", "", NIGHT - 60_000)
        await queued(gateway.desk, now_ms=NIGHT - 60_000)
        await gateway.desk.claim_next(WANG, NIGHT - 60_000)
        await Sweeper(gateway.desk, lambda: NIGHT).sweep()
        told = (await gateway.texts())[-1]
        assert told == "客服暂时离开，您的位置已保留。\n现在没有其他客服在线，\n明天 9:00 上班。"
        assert await choices(gateway, "明天 9:00") == ALL_CHOICES


async def test_who_writes_up_the_last_one_is_there_soon(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with desk_at(redis, domain, tmp_path, NOON) as gateway:
        await gateway.desk.set_presence(WANG, "wrap_up", "", NOON)
        await gateway.say("转人工")
        await gateway.until_said("您是下一位，约 1 分钟")
        assert await choices(gateway, "您是下一位") == ["继续问智能助手"]


@pytest.mark.parametrize("state", ["away", "offline"])
async def test_who_takes_a_break_is_not_there(
    redis: aioredis.Redis, domain: str, tmp_path: Path, state: str
) -> None:
    async with desk_at(redis, domain, tmp_path, NOON) as gateway:
        await gateway.desk.set_presence(WANG, state, "", NOON)
        await gateway.say("转人工")
        await gateway.until_said("现在没有客服在线")


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (Place(ahead=2, minutes=9, free=False, state=DeskState.OPEN, until=None), "您排在第 3 位，约 9 分钟"),
        (Place(ahead=2, minutes=None, free=False, state=DeskState.NOBODY, until=None), "现在没有客服在线"),
        (
            Place(
                ahead=2,
                minutes=None,
                free=False,
                state=DeskState.CLOSED,
                until=moment(at("2026-12-01T09:00"), NIGHT, SHANGHAI),
            ),
            "明天 9:00 上班",
        ),
    ],
)
def test_while_waiting_place_and_wait_are_told_or_till_when_nobody_comes(place: Place, says: str) -> None:
    entry = {
        "id": "1-1",
        "from": "system",
        "kind": "message",
        "at_ms": NIGHT,
        **waiting_told(place).content(),
    }
    shown = for_customer(entry, "zh-Hans", load_texts())
    assert shown is not None
    assert says in shown["text"]
    assert "第 3 位" in shown["text"]
