"""Enqueue and claim on a real Redis, beside what the same client does with an empty script in the same run."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from redis import asyncio as aioredis

from benchmarks.machine import percentile
from handoff.clocks import ServiceTimes
from handoff.model import AgentRef, Draft
from handoff.queue.desk import Desk
from handoff.queue.rank import score
from handoff.store.commit import Commit
from handoff.store.keys import Keys
from handoff.store.store import Store
from handoff.transitions import Move
from handoff.wording.texts import load_texts

WAITING = 4_000
AT_ONCE = 32
ROUNDS = 3


async def measure(redis_url: str) -> dict[str, float]:
    """Claims of many agents at once; rounds of both alternate, so that a noisy machine hits both."""
    redis = aioredis.Redis.from_url(redis_url, decode_responses=True)
    claims: list[float] = []
    enqueues: list[float] = []
    claim_s = evalsha_s = enqueue_s = 0.0
    for number in range(ROUNDS):
        desk = Desk(Store(redis, Keys(f"bench{number}")), load_texts(), ServiceTimes())
        ids = [f"web-{n}" for n in range(WAITING)]
        for id in ids:
            await desk.open_conversation(
                id=id, channel="web", client="c", language="zh-Hans", customer=None, now_ms=0
            )
        took, each = await _timed([partial(_enqueue, desk, id) for id in ids])
        enqueue_s, enqueues = enqueue_s + took, [*enqueues, *each]
        evalsha_s += (await _timed(_empty_scripts(redis, WAITING)))[0]
        agents = [AgentRef(id=f"a{n}", name=f"A{n}", capacity=WAITING) for n in range(AT_ONCE)]
        took, each = await _timed([partial(desk.claim_next, agents[n % AT_ONCE], n) for n in range(WAITING)])
        claim_s, claims = claim_s + took, [*claims, *each]
        if await redis.zcard(desk.store.keys.queue):
            raise RuntimeError("claims were lost: the queue is not empty")
    await redis.aclose()
    total = WAITING * ROUNDS
    return {
        "enqueue_per_s": total / enqueue_s,
        "enqueue_p99_ms": percentile(enqueues, 0.99) * 1000,
        "claim_per_s": total / claim_s,
        "claim_p50_ms": percentile(claims, 0.5) * 1000,
        "claim_p99_ms": percentile(claims, 0.99) * 1000,
        "evalsha_per_s": total / evalsha_s,
        "claim_ratio_vs_evalsha": evalsha_s / claim_s,
    }


async def _enqueue(desk: Desk, id: str) -> None:
    c = await desk.conversation(id)
    fields = {"queued_ms": "1", "queue_class": "2", "waiting_since_ms": "1", "reasons": "asked_for_human"}
    entry = Draft(sender="system", say=("queued_next", {}))
    await desk.store.commit(
        Commit(
            conversation=c,
            now_ms=1,
            move=Move.ESCALATE,
            entries=[entry],
            fields=fields,
            queue_score=score(1, 2),
        )
    )


def _empty_scripts(redis: aioredis.Redis, count: int) -> list[Callable[[], Awaitable[Any]]]:
    script = redis.register_script("return 1")
    key = f"bench:{secrets.token_hex(4)}"
    return [lambda: script(keys=[key], args=[])] * count


async def _timed(calls: Sequence[Callable[[], Awaitable[Any]]]) -> tuple[float, list[float]]:
    """Seconds for all, AT_ONCE of them at a time, and for each."""
    waiting = iter(calls)
    each: list[float] = []

    async def work() -> None:
        for call in waiting:
            start = time.perf_counter()
            await call()
            each.append(time.perf_counter() - start)

    start = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return time.perf_counter() - start, each
