"""A turn of the assistant: from the turn's closing to the reply in the log, on the running engine, actions and shop."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable

from redis import asyncio as aioredis

from benchmarks.machine import percentile
from bot.dialogue import RasaDialogue
from bot.ownership.handover import Handover
from bot.settings import Settings
from bot.turns import Piece, Turns, wall_clock_ms
from handoff.escalation.policy import load_policy
from handoff.model import Inbound
from handoff.queue.desk import Desk
from handoff.store.keys import Keys
from handoff.store.store import Store
from handoff.wording.texts import load_texts

SAID = (
    "你好",
    "我的快递到哪了",
    "什么时候发货",
    "七天无理由怎么算",
    "谢谢",
    "where is my parcel",
    "优惠券怎么用",
    "还要几天到",
)
ALONE = 160
AT_ONCE = 8
TOGETHER = 320


async def measure(settings: Settings, *, alone: int = ALONE, together: int = TOGETHER) -> dict[str, float]:
    """Turns one after another, then of AT_ONCE conversations at a time; eight turns a conversation."""
    redis = aioredis.Redis.from_url(settings.redis_url, decode_responses=True)
    desk = Desk(Store(redis, Keys("bench-turns")), load_texts())
    dialogue = RasaDialogue(settings.engine_url, settings.engine_token, turn_timeout_s=30)
    turns = Turns(desk, dialogue, Handover(desk, load_policy()))
    await _converse(desk, turns, 16)  # warm
    each: list[float] = []
    while len(each) < alone:
        each += await _converse(desk, turns, len(SAID))
    start = time.perf_counter()
    many = await asyncio.gather(*(_many(desk, turns, together // AT_ONCE) for _ in range(AT_ONCE)))
    took = time.perf_counter() - start
    await dialogue.close()
    await redis.aclose()
    return {
        "bot_turn_p50_ms": percentile(each, 0.5) * 1000,
        "bot_turn_p95_ms": percentile(each, 0.95) * 1000,
        "bot_turn_per_s": sum(many) / took,
    }


async def _many(desk: Desk, turns: Turns, count: int) -> int:
    done = 0
    while done < count:
        done += len(await _converse(desk, turns, len(SAID)))
    return done


async def _converse(desk: Desk, turns: Turns, count: int) -> list[float]:
    """Seconds of each turn of one fresh conversation of a signed-in customer."""
    id = f"web-{secrets.token_hex(8)}"
    await desk.open_conversation(
        id=id, channel="web", client="bench", language="zh-Hans", customer="C0001", now_ms=wall_clock_ms()
    )
    return [await _turn(desk, turns, id, SAID[n % len(SAID)]) for n in range(count)]


async def _turn(desk: Desk, turns: Turns, id: str, text: str) -> float:
    said = Inbound(
        conversation=id, client_message_id=secrets.token_hex(6), sent_ms=wall_clock_ms(), text=text
    )
    accepted = await desk.accept(said)
    entry = await desk.entry(id, accepted.id)
    conversation = await desk.conversation(id)
    if entry is None:
        raise RuntimeError("an accepted message is not in the log")
    start = time.perf_counter()
    await turns.run(conversation, [Piece(entry=entry, inbound="0-1")], _nothing_more)
    took = time.perf_counter() - start
    log = await desk.store.entries(id, limit=1, latest=True)
    if log[-1]["from"] == "customer":
        raise RuntimeError(f"no answer to '{text}'")
    return took


async def _nothing_more() -> list[Piece]:
    return []


async def engine_rates(
    ours: Callable[[str, str], Awaitable[None]],
    theirs: Callable[[str, str], Awaitable[None]],
    *,
    rounds: int = 3,
    each: int = 80,
) -> tuple[float, float]:
    """Messages a second of two engines, AT_ONCE senders at a time, in alternating rounds on the same machine."""
    took = [0.0, 0.0]
    for number in range(rounds):
        for which, send in enumerate((ours, theirs)):
            start = time.perf_counter()
            await asyncio.gather(
                *(_sender(send, f"bench-{which}-{number}-{n}", each // AT_ONCE) for n in range(AT_ONCE))
            )
            took[which] += time.perf_counter() - start
    return rounds * each / took[0], rounds * each / took[1]


async def _sender(send: Callable[[str, str], Awaitable[None]], sender: str, count: int) -> None:
    for n in range(count):
        await send(sender, SAID[n % len(SAID)])
