import pytest
from redis import asyncio as aioredis

from handoff.errors import Forbidden, IllegalMove, Invalid, NotYours, StaleEpoch
from handoff.model import Draft, Inbound
from handoff.store.commit import Commit
from handoff.transitions import Move, State
from tests.handoff.build import BOSS, LI, T0, WANG, a_desk, opened, queued


async def with_wang(redis: aioredis.Redis, domain: str):  # type: ignore[no-untyped-def]
    desk = a_desk(redis, domain)
    await queued(desk)
    await desk.claim("web-a", WANG, T0)
    return desk


async def test_the_customer_is_told_who_joined_in_their_own_language(
    redis: aioredis.Redis, domain: str
) -> None:
    desk = a_desk(redis, domain)
    await opened(desk, language="en")
    await queued(desk)
    await desk.claim("web-a", WANG, T0)
    assert (await desk.entries("web-a"))[-1]["text"] == "小王 has joined and takes over."
    assert (await desk.entries("web-a", language="zh-Hant"))[-1]["text"] == "客服小王為您服務。"


async def test_a_reply_is_once_in_the_log_and_stops_the_reply_clock(
    redis: aioredis.Redis, domain: str
) -> None:
    desk = await with_wang(redis, domain)
    ids = {
        await desk.say("web-a", WANG, text="您好", client_message_id="k1", now_ms=T0 + 1) for _ in range(2)
    }
    c = await desk.conversation("web-a")
    assert len(ids) == 1
    assert c.waiting_since_ms == 0
    assert [e["text"] for e in await desk.entries("web-a") if e["from"] == "agent"] == ["您好"]


async def test_only_the_holder_may_speak(redis: aioredis.Redis, domain: str) -> None:
    desk = await with_wang(redis, domain)
    with pytest.raises(NotYours):
        await desk.say("web-a", LI, text="?", client_message_id="k", now_ms=T0)


async def test_a_note_never_reaches_the_customer(redis: aioredis.Redis, domain: str) -> None:
    desk = await with_wang(redis, domain)
    await desk.note("web-a", WANG, text="熟客，小心处理", client_message_id="n1", now_ms=T0)
    assert not any("熟客" in str(e) for e in await desk.entries("web-a"))
    assert any(e.get("text") == "熟客，小心处理" for e in await desk.entries("web-a", private=True))


async def test_dialogue_data_and_payloads_never_reach_the_customer(
    redis: aioredis.Redis, domain: str
) -> None:
    desk = a_desk(redis, domain)
    c = await opened(desk)
    data = {
        "choices": [{"title": "退款"}],
        "payloads": [{"intent": "request_refund"}],
        "meta": {"intent": "greet"},
    }
    entry = Draft(sender="bot", text="您好", data=data)
    await desk.store.commit(Commit(conversation=c, now_ms=T0, once="t", entries=[entry]))
    [seen] = await desk.entries("web-a")
    assert set(seen) == {"id", "from", "text", "choices", "at_ms"}
    assert seen["choices"] == [{"id": f"{seen['id']}:0", "title": "退款"}]


async def test_only_an_offered_choice_is_taken(redis: aioredis.Redis, domain: str) -> None:
    desk = a_desk(redis, domain)
    c = await opened(desk)
    entry = Draft(sender="bot", text="您好", data={"choices": [{"title": "退款"}], "payloads": [{}]})
    [offered] = (await desk.store.commit(Commit(conversation=c, now_ms=T0, once="t", entries=[entry]))).ids
    taken = await desk.accept(
        Inbound(conversation="web-a", client_message_id="1", sent_ms=T0, choice=f"{offered}:0")
    )
    assert (await desk.entries("web-a"))[-1] | {"at_ms": 0} == {
        "id": taken.id,
        "from": "customer",
        "text": "退款",
        "at_ms": 0,
        "client_message_id": "1",
    }
    for forged in (f"{offered}:1", "x", "/refund", "1-1:0", f"{offered}:-1"):
        with pytest.raises(Invalid) as refused:
            await desk.accept(
                Inbound(conversation="web-a", client_message_id=forged, sent_ms=T0, choice=forged)
            )
        assert refused.value.field == "choice"


async def test_transfer_keeps_the_waiting_time_and_prefers_the_named_agent(
    redis: aioredis.Redis, domain: str
) -> None:
    desk = await with_wang(redis, domain)
    await desk.transfer("web-a", WANG, to_agent="li", skill=None, note="懂退款", now_ms=T0 + 5_000)
    c = await desk.conversation("web-a")
    assert (c.state, c.queued_ms, c.agent, c.preferred_agent) == (State.QUEUED, T0, None, "li")
    assert await desk.claim_next(BOSS, T0 + 6_000) is None
    assert await desk.claim_next(LI, T0 + 6_000) == "web-a"


async def test_a_preference_ends_after_its_time(redis: aioredis.Redis, domain: str) -> None:
    desk = await with_wang(redis, domain)
    await desk.transfer("web-a", WANG, to_agent="li", skill=None, note="", now_ms=T0)
    assert await desk.claim_next(BOSS, T0 + desk.times.prefer_agent_ms + 1) == "web-a"


async def test_a_transfer_to_nobody_is_refused(redis: aioredis.Redis, domain: str) -> None:
    desk = await with_wang(redis, domain)
    with pytest.raises(Invalid):
        await desk.transfer("web-a", WANG, to_agent=None, skill=None, note="", now_ms=T0)


async def test_resolving_asks_the_customer_and_the_assistant_learns_what_was_settled(
    redis: aioredis.Redis, domain: str
) -> None:
    desk = await with_wang(redis, domain)
    await desk.say("web-a", WANG, text="已退 50 元", client_message_id="k", now_ms=T0 + 5)
    await desk.resolve(
        "web-a", WANG, category="refund_status", outcome="solved", note="客户很烦", now_ms=T0 + 9
    )
    c = await desk.conversation("web-a")
    asked = (await desk.entries("web-a"))[-1]
    assert c.state is State.RATING
    assert [choice["title"] for choice in asked["choices"]] == ["解决了", "没有解决"]
    assert (await desk.store.memory("web-a"))["settled"] == [
        {
            "category": "refund_status",
            "outcome": "solved",
            "note": "客户很烦",
            "words": ["已退 50 元"],
            "agent": "小王",
            "at_ms": T0 + 9,
        }
    ]
    assert await desk.mine("wang") == []


@pytest.mark.parametrize(
    ("outcome", "told"), [("solved", "处理完毕"), ("promised", "继续跟进"), ("unsolved", "先接待到这里")]
)
async def test_only_what_is_solved_is_said_to_be_finished(
    redis: aioredis.Redis, domain: str, outcome: str, told: str
) -> None:
    desk = await with_wang(redis, domain)
    await desk.resolve("web-a", WANG, category="refund_status", outcome=outcome, note="", now_ms=T0)
    asked = (await desk.entries("web-a"))[-1]["text"]
    assert told in asked
    assert ("处理完毕" in asked) is (outcome == "solved")


@pytest.mark.parametrize("end", ["resolve", "hand_back"])
async def test_a_form_that_was_open_ends_with_the_persons_part(
    redis: aioredis.Redis, domain: str, end: str
) -> None:
    desk = await with_wang(redis, domain)
    open_form = {"task": "request_return", "order_id": "2026", "quantity": 1}
    memory = {"slots": open_form, "form": "request_form", "requested": "quantity"}
    c = await desk.conversation("web-a")
    await desk.store.commit(Commit(conversation=c, now_ms=T0, once="form", memory=memory))
    if end == "resolve":
        await desk.resolve("web-a", WANG, category="request_return", outcome="solved", note="", now_ms=T0)
    else:
        await desk.return_to_bot("web-a", WANG, note="", now_ms=T0)
    after = await desk.store.memory("web-a")
    assert (after["slots"], after["form"], after["requested"]) == ({"order_id": "2026"}, None, None)


async def test_a_known_customers_settled_matter_is_known_in_another_conversation(
    redis: aioredis.Redis, domain: str
) -> None:
    desk = a_desk(redis, domain)
    await opened(desk, customer="C0005")
    await queued(desk)
    await desk.claim("web-a", WANG, T0)
    await desk.say("web-a", WANG, text="18点前回电 13812345678", client_message_id="k", now_ms=T0 + 1)
    await desk.resolve("web-a", WANG, category="refund_status", outcome="promised", note="烦", now_ms=T0 + 2)
    new = await opened(desk, "web-b", customer="C0005")
    [known] = await desk.settled.of(new, T0 + 3)
    assert (known["words"], known["outcome"]) == (["18点前回电 138****5678"], "promised")
    assert known["note"] == ""
    assert await desk.settled.of(new, T0 + 8 * 86_400_000) == []
    assert 0 < await redis.ttl(desk.store.keys.settled("C0005")) <= 7 * 86_400


async def test_a_visitors_settled_matter_stays_in_their_conversation(
    redis: aioredis.Redis, domain: str
) -> None:
    desk = await with_wang(redis, domain)
    await desk.resolve("web-a", WANG, category="refund_status", outcome="solved", note="", now_ms=T0)
    assert await desk.settled.of(await opened(desk, "web-b"), T0) == []
    assert await redis.keys(f"{desk.store.keys.prefix}settled:*") == []


async def test_returning_to_the_bot_frees_the_agent(redis: aioredis.Redis, domain: str) -> None:
    desk = await with_wang(redis, domain)
    await desk.return_to_bot("web-a", WANG, note="只想查物流", now_ms=T0)
    assert (await desk.conversation("web-a")).state is State.BOT
    assert await redis.scard(desk.store.keys.held("wang")) == 0


async def test_parking_stops_the_clock_and_speaking_wakes(redis: aioredis.Redis, domain: str) -> None:
    desk = await with_wang(redis, domain)
    await desk.park("web-a", WANG, until_ms=T0 + 60_000, note="等仓库", now_ms=T0)
    parked = await desk.conversation("web-a")
    assert (parked.state, parked.waiting_since_ms) == (State.PARKED, 0)
    await desk.say("web-a", WANG, text="仓库回复了", client_message_id="k", now_ms=T0 + 1)
    assert (await desk.conversation("web-a")).state is State.HUMAN


async def test_parking_until_the_past_is_refused(redis: aioredis.Redis, domain: str) -> None:
    desk = await with_wang(redis, domain)
    with pytest.raises(Invalid) as refused:
        await desk.park("web-a", WANG, until_ms=T0, note="", now_ms=T0)
    assert refused.value.field == "until_ms"


async def test_a_supervisor_takes_over_and_the_first_agent_is_refused(
    redis: aioredis.Redis, domain: str
) -> None:
    desk = await with_wang(redis, domain)
    await desk.take_over("web-a", BOSS, T0)
    assert (await desk.conversation("web-a")).agent == {"id": "boss", "name": "老张"}
    assert [c.id for c in await desk.mine("boss")] == ["web-a"]
    assert await desk.mine("wang") == []
    with pytest.raises(NotYours):
        await desk.say("web-a", WANG, text="?", client_message_id="k", now_ms=T0)


async def test_an_agent_cannot_take_over(redis: aioredis.Redis, domain: str) -> None:
    desk = await with_wang(redis, domain)
    with pytest.raises(Forbidden):
        await desk.take_over("web-a", LI, T0)


async def test_an_agent_starts_from_the_bot_but_not_from_another_agent(
    redis: aioredis.Redis, domain: str
) -> None:
    desk = a_desk(redis, domain)
    await opened(desk)
    await desk.start("web-a", WANG, T0)
    assert (await desk.conversation("web-a")).agent == {"id": "wang", "name": "小王"}
    with pytest.raises(IllegalMove):
        await desk.start("web-a", LI, T0)


async def test_two_who_take_over_at_once_do_not_both_win(redis: aioredis.Redis, domain: str) -> None:
    desk = await with_wang(redis, domain)
    seen = await desk.conversation("web-a")
    await desk.take_over("web-a", BOSS, T0)
    with pytest.raises(StaleEpoch):
        await desk.store.commit(
            Commit(conversation=seen, now_ms=T0, move=Move.TAKE_OVER, hold="li", fields={"agent": "li"})
        )


async def test_the_queue_shows_masked_previews_in_rank_order(redis: aioredis.Redis, domain: str) -> None:
    desk = a_desk(redis, domain)
    await opened(desk, "web-1")
    await desk.accept(
        Inbound(conversation="web-1", client_message_id="1", sent_ms=T0, text="电话13812345678快回")
    )
    await queued(desk, "web-1", queue_class=3)
    await queued(desk, "web-2", queue_class=0)
    rows = await desk.waiting()
    assert [(r.id, r.position) for r in rows] == [("web-2", 1), ("web-1", 2)]
    assert rows[1].preview == "电话138****5678快回"


async def test_the_package_has_every_part_of_the_contract(redis: aioredis.Redis, domain: str) -> None:
    desk = await with_wang(redis, domain)
    package = await desk.package("web-a")
    assert set(package) >= {
        "id", "version", "state", "epoch", "channel", "language", "agent", "customer", "reasons", "score",
        "queue_class", "queued_ms", "waiting_since_ms", "summary", "emotion_curve", "matters", "slots", "form",
        "bot_did", "promises", "orders", "refunds", "steps", "draft", "deadlines", "suggest", "log",
    }  # fmt: skip
    assert package["draft"].startswith("您好，我是客服小王")
