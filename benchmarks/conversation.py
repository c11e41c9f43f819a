"""One turn at a time at the engine: how long it takes, and whether it grows with its conversation."""

from __future__ import annotations

import secrets
import statistics
import time
from collections.abc import Sequence

from redis import asyncio as aioredis

from benchmarks.machine import percentile
from benchmarks.turns import SAID
from bot.dialogue import RasaDialogue
from bot.memory import JSON, after_turn, engine_request
from bot.settings import Settings
from bot.turns import wall_clock_ms
from handoff.escalation.policy import load_policy
from handoff.model import Conversation
from handoff.queue.desk import Desk
from handoff.store.keys import Keys
from handoff.store.store import Store
from handoff.wording.texts import load_texts

SHORT = 40  # conversations of one round of SAID each
LONG = 4
EARLY, LATE = 10, 400
TURNS = LATE + len(SAID) // 2


async def measure(settings: Settings) -> dict[str, float]:
    """Turns of fresh conversations, then of some that last until the 400th turn; episodes as the gateway cuts them."""
    redis = aioredis.Redis.from_url(settings.redis_url, decode_responses=True)
    desk = Desk(Store(redis, Keys("bench-conversation")), load_texts())
    dialogue = RasaDialogue(settings.engine_url, settings.engine_token, turn_timeout_s=30)
    await _converse(desk, dialogue, 2 * len(SAID))  # warm
    fresh = [took for _ in range(SHORT) for took in await _converse(desk, dialogue, len(SAID))]
    grown = [growth(await _converse(desk, dialogue, TURNS)) for _ in range(LONG)]
    await dialogue.close()
    await redis.aclose()
    return {
        "engine_turn_p50_ms": percentile(fresh, 0.5) * 1000,
        "engine_turn_p95_ms": percentile(fresh, 0.95) * 1000,
        "turn_400_vs_10": statistics.median(grown),
    }


def growth(took: Sequence[float]) -> float:
    """The 400th turn's time to the 10th's: each is the median of one round of SAID around it, so that both are of the
    same messages and one late answer counts little. Raises ValueError when there are too few turns."""
    if len(took) < TURNS:
        raise ValueError(f"{len(took)} turns; {TURNS} are needed")
    return _around(took, LATE) / _around(took, EARLY)


def _around(took: Sequence[float], turn: int) -> float:
    first = turn - len(SAID) // 2
    return statistics.median(took[first : first + len(SAID)])


async def _converse(desk: Desk, dialogue: RasaDialogue, count: int) -> list[float]:
    """Seconds of each turn of one fresh conversation of a signed-in customer."""
    conversation = await desk.open_conversation(
        id=f"web-{secrets.token_hex(8)}",
        channel="web",
        client="bench",
        language="zh-Hans",
        customer="C0001",
        now_ms=wall_clock_ms(),
    )
    memory: JSON = {}
    return [await _turn(dialogue, conversation, memory, SAID[n % len(SAID)]) for n in range(count)]


async def _turn(dialogue: RasaDialogue, conversation: Conversation, memory: JSON, text: str) -> float:
    """Seconds of the turn; the memory goes on."""
    now_ms = wall_clock_ms()
    request = engine_request(
        conversation,
        memory,
        turn=secrets.token_hex(8),
        text=text,
        choice=None,
        files=(),
        contact_phone=None,
        replaces=None,
        agents_online=1,
        policy=load_policy().to_dict(),
        now_ms=now_ms,
    )
    start = time.perf_counter()
    answer = await dialogue.turn(request)
    took = time.perf_counter() - start
    if not answer["messages"]:
        raise RuntimeError(f"no answer to '{text}': {answer.get('failure') or answer['decision']}")
    memory.update(after_turn(memory, answer, c=conversation, now_ms=now_ms))
    return took
