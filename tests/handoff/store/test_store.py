import asyncio

import pytest
from redis import asyncio as aioredis

from handoff.errors import AlreadyClaimed, Conflict, NotFound, NotYours, StaleEpoch, Unavailable
from handoff.model import Draft, Inbound
from handoff.store.commit import Commit
from handoff.store.keys import Keys, shard_of
from handoff.store.store import Store
from handoff.transitions import Move, State
from tests.handoff.build import LI, T0, WANG, a_conversation, a_desk, opened, queued


def message(id: str = "web-a", client_message_id: str = "m1", text: str = "我的快递到哪了") -> Inbound:
    return Inbound(conversation=id, client_message_id=client_message_id, sent_ms=T0, text=text)


def entry(text: str = "您好") -> Draft:
    return Draft(sender="bot", text=text)


async def test_a_message_is_in_the_log_and_in_the_inbound_stream(redis: aioredis.Redis, domain: str) -> None:
    desk = a_desk(redis, domain)
    await opened(desk)
    taken = await desk.store.accept(message(), T0)
    [logged] = await desk.store.entries("web-a")
    [[_, inbound]] = await desk.store.redis.xrange(desk.store.keys.inbound(shard_of("web-a")))
    assert (logged["id"], logged["from"], logged["text"]) == (taken.id, "customer", "我的快递到哪了")
    assert inbound == {"conversation": "web-a", "entry": taken.id}


async def test_a_repeated_message_is_taken_once_and_answered_alike(
    redis: aioredis.Redis, domain: str
) -> None:
    desk = a_desk(redis, domain)
    await opened(desk)
    answers = await asyncio.gather(*(desk.store.accept(message(), T0) for _ in range(20)))
    assert {a.id for a in answers} == {answers[0].id}
    assert sorted(a.repeated for a in answers) == [False] + [True] * 19
    assert len(await desk.store.entries("web-a")) == 1


async def test_a_message_to_no_conversation_is_refused(redis: aioredis.Redis, domain: str) -> None:
    with pytest.raises(NotFound):
        await a_desk(redis, domain).store.accept(message("web-none"), T0)


async def test_opening_twice_keeps_the_first(redis: aioredis.Redis, domain: str) -> None:
    desk = a_desk(redis, domain)
    await opened(desk, customer="C1")
    again = await opened(desk, customer="C2", now_ms=T0 + 5)
    assert (again.customer, again.created_ms) == ("C1", T0)


async def test_an_answer_under_an_old_epoch_is_refused(redis: aioredis.Redis, domain: str) -> None:
    desk = a_desk(redis, domain)
    before = await opened(desk)
    await queued(desk)
    with pytest.raises(StaleEpoch):
        await desk.store.commit(Commit(conversation=before, now_ms=T0, once="turn:1", entries=[entry()]))
    assert [e["from"] for e in await desk.store.entries("web-a")] == ["system"]


async def test_a_repeated_commit_does_nothing_and_gives_the_first_id(
    redis: aioredis.Redis, domain: str
) -> None:
    desk = a_desk(redis, domain)
    c = await opened(desk)
    commit = Commit(conversation=c, now_ms=T0, once="turn:1", entries=[entry(), entry("再见")])
    first, second = await desk.store.commit(commit), await desk.store.commit(commit)
    assert not first.repeated
    assert second.repeated
    assert first.ids[0] == second.ids[0]
    assert len(await desk.store.entries("web-a")) == 2


async def test_a_repeated_commit_that_moved_is_recognised_by_its_id(
    redis: aioredis.Redis, domain: str
) -> None:
    desk = a_desk(redis, domain)
    c = await opened(desk)
    commit = Commit(
        conversation=c, now_ms=T0, once="turn:1", entries=[entry()], move=Move.ESCALATE, queue_score=5
    )
    await desk.store.commit(commit)
    assert (await desk.store.commit(commit)).repeated
    assert (await desk.conversation("web-a")).epoch == 2


async def test_another_holder_is_refused(redis: aioredis.Redis, domain: str) -> None:
    desk = a_desk(redis, domain)
    await queued(desk)
    await desk.claim("web-a", WANG, T0)
    c = await desk.conversation("web-a")
    with pytest.raises(NotYours):
        await desk.store.commit(Commit(conversation=c, now_ms=T0, once="x", agent="li"))


async def test_a_commit_on_nothing_is_refused(redis: aioredis.Redis, domain: str) -> None:
    with pytest.raises(NotFound):
        await a_desk(redis, domain).store.commit(Commit(conversation=a_conversation(), now_ms=T0, once="x"))


async def test_a_live_lease_stops_a_requeue(redis: aioredis.Redis, domain: str) -> None:
    desk = a_desk(redis, domain)
    await queued(desk)
    await desk.claim("web-a", WANG, T0)
    c = await desk.conversation("web-a")
    requeue = Commit(conversation=c, now_ms=T0 + 1, move=Move.REQUEUE, lapsed="wang", queue_score=1)
    with pytest.raises(Conflict) as refused:
        await desk.store.commit(requeue)
    assert refused.value.code == "lease_alive"


async def test_a_commit_without_operation_id_or_move_is_a_bug() -> None:
    redis = aioredis.Redis(decode_responses=True)
    with pytest.raises(ValueError, match="operation id"):
        await Store(redis, Keys()).commit(Commit(conversation=a_conversation(), now_ms=T0))
    await redis.aclose()


async def test_of_many_agents_that_ask_at_once_each_gets_another(redis: aioredis.Redis, domain: str) -> None:
    desk = a_desk(redis, domain)
    for n in range(10):
        await queued(desk, f"web-{n}", now_ms=T0 + n)
    agents = [WANG.__class__(id=f"a{n}", name=f"A{n}") for n in range(30)]
    got = await asyncio.gather(*(desk.claim_next(agent, T0 + 100) for agent in agents))
    claimed = [id for id in got if id]
    assert sorted(claimed) == sorted({f"web-{n}" for n in range(10)})
    assert await redis.zcard(desk.store.keys.queue) == 0


async def test_claim_by_second_agent_changes_nothing(redis: aioredis.Redis, domain: str) -> None:
    desk = a_desk(redis, domain)
    await queued(desk)
    await desk.claim("web-a", WANG, T0)
    before = await desk.conversation("web-a")
    with pytest.raises(AlreadyClaimed) as refused:
        await desk.claim("web-a", LI, T0)
    assert refused.value.holder == "小王"
    assert await desk.conversation("web-a") == before


async def test_the_most_urgent_is_next_and_skills_are_respected(redis: aioredis.Redis, domain: str) -> None:
    desk = a_desk(redis, domain)
    await queued(desk, "web-old", now_ms=T0, queue_class=3)
    await queued(desk, "web-angry", now_ms=T0 + 1_000, queue_class=1)
    await queued(desk, "web-refund", now_ms=T0 + 2_000, queue_class=0, skill="refund")
    assert await desk.claim_next(WANG, T0 + 3_000) == "web-angry"
    assert await desk.claim_next(LI, T0 + 3_000) == "web-refund"
    assert await desk.claim_next(WANG, T0 + 3_000) == "web-old"
    assert await desk.claim_next(WANG, T0 + 3_000) is None


async def test_who_is_full_takes_no_next_one(redis: aioredis.Redis, domain: str) -> None:
    desk = a_desk(redis, domain)
    small = WANG.__class__(id="small", name="S", capacity=1)
    await queued(desk, "web-1")
    await queued(desk, "web-2")
    await desk.claim_next(small, T0)
    with pytest.raises(Conflict) as refused:
        await desk.claim_next(small, T0)
    assert refused.value.code == "at_capacity"


async def test_what_is_parked_takes_no_room(redis: aioredis.Redis, domain: str) -> None:
    desk = a_desk(redis, domain)
    small = WANG.__class__(id="small", name="S", capacity=1)
    await queued(desk, "web-1")
    await queued(desk, "web-2")
    await desk.presence.set(small, "online", "", T0)
    parked = await desk.claim_next(small, T0)
    assert parked is not None
    await desk.park(parked, small, until_ms=None, note="", now_ms=T0)
    assert [row.holds for row in await desk.presence.online(T0)] == [0]
    assert await desk.claim_next(small, T0) not in (None, parked)


async def test_a_lease_is_one_holders_until_it_ends(redis: aioredis.Redis, domain: str) -> None:
    store, key = Store(redis, Keys(domain)), Keys(domain).duty("sweep")
    assert await store.lease(key, "one", 150)
    assert not await store.lease(key, "two", 150)
    await store.release(key, "two")
    assert not await store.lease(key, "two", 150)
    await asyncio.sleep(0.2)
    assert await store.lease(key, "two", 150)


async def test_a_closed_conversation_is_kept_for_a_while_and_kept_on_when_it_returns(
    redis: aioredis.Redis, domain: str
) -> None:
    desk = a_desk(redis, domain)
    c = await opened(desk)
    await desk.store.commit(Commit(conversation=c, now_ms=T0, move=Move.FINISH))
    assert 0 < await redis.ttl(desk.store.keys.conversation("web-a")) <= 30 * 24 * 3600
    c = await desk.conversation("web-a")
    await desk.store.commit(Commit(conversation=c, now_ms=T0, move=Move.WRITE_AGAIN))
    assert await redis.ttl(desk.store.keys.conversation("web-a")) == -1
    assert (await desk.conversation("web-a")).state is State.BOT


async def test_a_redis_that_is_away_acknowledges_nothing() -> None:
    away = aioredis.Redis(host="127.0.0.1", port=1, decode_responses=True)
    with pytest.raises(Unavailable) as refused:
        await Store(away, Keys()).accept(message(), T0)
    assert refused.value.code == "redis_unavailable"
    await away.aclose()


async def test_an_id_that_is_none_is_refused_by_name(redis: aioredis.Redis, domain: str) -> None:
    with pytest.raises(NotFound, match="'abc'"):
        await a_desk(redis, domain).store.entries("web-a", after="abc")


async def test_who_waits_is_ranked_anew_without_a_move_and_nobody_else_is_queued_by_it(
    redis: aioredis.Redis, domain: str
) -> None:
    desk = a_desk(redis, domain)
    waits, talks = await queued(desk, "web-a"), await opened(desk, "web-b")
    for c in (waits, talks):
        await desk.store.commit(Commit(conversation=c, now_ms=T0, once="ranked", queue_score=7))
    assert [await desk.store.rank(id) for id in ("web-a", "web-b")] == [7, None]
