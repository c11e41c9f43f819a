import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from redis import asyncio as aioredis

from bot import turns
from handoff.store.keys import shard_of
from handoff.transitions import State
from tests.bot.running import Running, running
from tests.handoff.build import WANG


async def test_a_question_is_answered_once(redis: aioredis.Redis, gateway: Running) -> None:
    await gateway.say("我的快递到哪了")
    await gateway.until_said("答：我的快递到哪了")
    assert await gateway.texts(sender="bot") == ["答：我的快递到哪了"]
    assert await redis.xlen(gateway.desk.store.keys.inbound(shard_of("web-a"))) == 0


async def test_pieces_of_one_utterance_are_answered_together(gateway: Running) -> None:
    for piece in ("在吗", "我昨天买的", "到哪了"):
        await gateway.say(piece)
    await gateway.until_said("答：")
    await asyncio.sleep(0.3)
    assert await gateway.texts(sender="bot") == ["答：在吗，我昨天买的，到哪了"]
    assert len(await gateway.texts(sender="customer")) == 3


async def test_a_call_for_a_person_never_waits_for_further_pieces(gateway: Running) -> None:
    await gateway.say("在吗")
    await asyncio.sleep(0.2)
    before = time.monotonic()
    await gateway.say("转人工")
    await gateway.until_said("没有客服在线")
    assert time.monotonic() - before < 1.0
    assert (await gateway.desk.conversation("web-a")).reasons == ("asked_for_human",)


async def test_a_new_piece_replaces_an_answer_not_yet_sent(gateway: Running) -> None:
    gateway.dialogue.delay_s = 0.6
    await gateway.say("我的快递到哪了")
    await gateway.dialogue.entered.wait()
    await gateway.say("尾号1234那单到哪了")
    await gateway.until_said("答：我的快递到哪了，尾号1234那单到哪了")
    assert len(await gateway.texts(sender="bot")) == 1
    assert gateway.dialogue.asked[1]["replaces"] == gateway.dialogue.asked[0]["turn"]


async def test_an_answer_that_reports_a_change_is_never_replaced(gateway: Running) -> None:
    gateway.dialogue.delay_s = 0.5
    gateway.dialogue.reply = lambda request, parse: {
        "messages": [{"text": f"退款已申请：{request['text']}"}],
        "changed": True,
    }
    await gateway.say("退款")
    await gateway.dialogue.entered.wait()
    await gateway.say("到哪了")
    await gateway.until_said("退款已申请：到哪了")
    assert await gateway.texts(sender="bot") == ["退款已申请：退款", "退款已申请：到哪了"]


async def test_an_answer_computed_while_a_person_took_over_never_appears(gateway: Running) -> None:
    gateway.dialogue.delay_s = 0.5
    await gateway.say("我的快递到哪了")
    await gateway.dialogue.entered.wait()
    await gateway.desk.start("web-a", WANG, int(time.time() * 1000))
    await asyncio.sleep(0.8)
    assert await gateway.texts(sender="bot") == []
    assert len(await gateway.texts(sender="customer")) == 1


async def test_a_turn_whose_answer_was_lost_takes_effect_once(gateway: Running) -> None:
    gateway.dialogue.lost_answers = 2
    await gateway.say("退款")
    await gateway.until_said("答：退款")
    assert len(gateway.dialogue.effects) == 1
    assert len(await gateway.texts(sender="bot")) == 1


async def test_a_turn_begun_before_a_crash_is_run_again_as_the_same_turn(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path, read=False) as gateway:
        gateway.dialogue.delay_s = 30
        await gateway.say("退款")
        first = asyncio.create_task(gateway.new_reader().run())
        await gateway.dialogue.entered.wait()
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        await gateway.say("到哪了")  # would join the turn, had it not been begun
        gateway.dialogue.delay_s = 0
        second = asyncio.create_task(gateway.new_reader().run())
        await gateway.until_said("答：到哪了")
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        assert await gateway.texts(sender="bot") == ["答：退款", "答：到哪了"]
        assert gateway.dialogue.asked[0]["turn"] == gateway.dialogue.asked[1]["turn"]


async def test_an_engine_that_is_down_gives_a_true_answer_and_a_person(
    gateway: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "ANSWER_WITHIN_S", 0.5)
    gateway.dialogue.down = True
    await gateway.say("我的快递到哪了")
    await gateway.until_said("系统出了点问题", within_s=5)
    c = await gateway.desk.conversation("web-a")
    assert (c.state, c.reasons) == (State.QUEUED, ("failure",))


async def test_with_the_engine_down_a_call_for_a_person_is_still_heard(
    gateway: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "ANSWER_WITHIN_S", 0.5)
    gateway.dialogue.down = True
    await gateway.say("转人工")
    await gateway.until_said("系统出了点问题", within_s=5)
    assert (await gateway.desk.conversation("web-a")).reasons == ("asked_for_human", "failure")


async def test_a_slow_outcome_is_announced_and_told_when_it_comes(
    gateway: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "ANSWER_WITHIN_S", 0.4)
    gateway.dialogue.lost_answers = 3
    await gateway.say("退款")
    await gateway.until_said("答：退款")
    assert await gateway.texts(sender="bot") == [
        "还在为您处理，结果还没出来。\n一有结果就告诉您。",
        "答：退款",
    ]


async def test_what_an_action_asked_for_is_kept_for_later_turns(gateway: Running) -> None:
    asks = [
        {"ask": "grant", "order_id": "2026"},
        {"ask": "identify", "customer": "C7", "level": "contact"},
        {"ask": "matter", "category": "track_shipment", "order_id": "2026", "status": "open"},
    ]
    gateway.dialogue.reply = lambda request, parse: {"messages": [{"text": "好"}], "asks": asks}
    await gateway.say("到哪了")
    await gateway.until_said("好")
    gateway.dialogue.reply = lambda request, parse: {"messages": [{"text": "再见"}]}
    await gateway.say("到哪了")
    await gateway.until_said("再见")
    meta: Any = gateway.dialogue.asked[-1]["metadata"]
    assert meta["grants"] == ["2026"]
    assert meta["identity"] == {"customer": "C7", "level": "contact"}
    assert meta["matters"] == [{"category": "track_shipment", "order_id": "2026", "status": "open"}]
    assert len(meta["history"]) == 1


async def test_an_action_that_asks_for_a_person_gets_one_with_the_reason(gateway: Running) -> None:
    order = {"id": "2026110412345678901", "state": "shipped"}
    ask = {
        "ask": "handoff",
        "reason": "authority",
        "detail": "refund:amount",
        "snapshot": {"orders": [order]},
    }
    gateway.dialogue.reply = lambda request, parse: {"messages": [{"text": "金额较大"}], "asks": [ask]}
    await gateway.say("退款")
    await gateway.until_said("没有客服在线")
    package = await gateway.desk.package("web-a")
    assert package["reasons"] == [
        {
            "reason": "authority",
            "evidence": [
                {
                    "reason": "authority",
                    "turn": 0,
                    "rule": "refund:amount",
                    "threshold": 1.0,
                    "score": 1.0,
                }
            ],
        }
    ]
    assert package["orders"] == [order]
    assert package["summary"] == "退款，订单尾号 8901，需人工决定"
    assert "金额较大" in await gateway.texts(sender="bot")


async def test_what_is_passed_on_names_the_request_when_only_a_detail_of_it_was_just_given(
    gateway: Running,
) -> None:
    asks = [
        {"ask": "matter", "category": "request_refund", "status": "open"},
        {
            "ask": "handoff",
            "reason": "authority",
            "detail": "refund ¥738.00, changed_mind: amount: ¥738.00 > ¥200.00",
            "snapshot": {"orders": [{"id": "2026110412347586"}]},
        },
    ]
    gateway.dialogue.reply = lambda request, parse: {"messages": [{"text": "金额较大"}], "asks": asks}
    await gateway.say("不想要了")
    await gateway.until_said("已转告客服：\n退款 ¥738.00，订单尾号 7586，不想要了")
    assert (await gateway.desk.conversation("web-a")).topic == "request_refund"


async def test_a_detail_in_a_form_does_not_hide_what_the_conversation_is_about(gateway: Running) -> None:
    await gateway.say("退款")
    await gateway.until_said("答：退款")
    await gateway.say("昨天的")
    await gateway.until_said("答：昨天的")
    await gateway.say("转人工")
    await gateway.until_said("已转告客服：\n退款，要求人工")


@pytest.mark.parametrize("reason", ["emotion", "complaint"])
async def test_a_grievance_is_acknowledged_first_however_calmly_it_is_put(
    gateway: Running, reason: str
) -> None:
    decision = {"handoff": True, "score": 0.8, "reasons": [reason], "evidence": [], "queue_class": 1}
    gateway.dialogue.reply = lambda request, parse: {"messages": [], "decision": decision}
    await gateway.say("还有两个包裹没到，你们到底管不管啊")
    await gateway.until_said("已转告客服")
    said = await gateway.texts(sender="bot")
    assert said[0].startswith({"emotion": "让您失望了", "complaint": "给您添麻烦了"}[reason])


async def test_an_action_server_that_comes_back_answers_the_same_turn(gateway: Running) -> None:
    gateway.dialogue.failures.extend(["action_server", "action_server"])
    await gateway.say("退款")
    await gateway.until_said("答：退款")
    assert await gateway.texts(sender="bot") == ["答：退款"]
    assert len({asked["turn"] for asked in gateway.dialogue.asked}) == 1


async def test_an_outcome_that_stays_unknown_is_said_and_checked_by_a_person(
    gateway: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "ANSWER_WITHIN_S", 0.3)
    monkeypatch.setattr(turns, "GIVE_UP_AFTER_S", 1.0)
    gateway.dialogue.failures.extend(["action_unknown"] * 99)
    await gateway.say("退款")
    await gateway.until_said("请同事核对后告诉您")
    said = await gateway.texts(sender="bot")
    assert said == [
        "还在为您处理，结果还没出来。\n一有结果就告诉您。",
        "抱歉，这一步的结果还没确认。\n请同事核对后告诉您。",
    ]
    assert (await gateway.desk.conversation("web-a")).reasons == ("failure",)


async def test_a_message_that_we_cannot_handle_ourselves_goes_to_a_person(
    redis: aioredis.Redis, gateway: Running
) -> None:
    gateway.dialogue.reply = lambda request, parse: {"messages": "not a list of messages"}
    await gateway.say("退款")
    await gateway.until_said("系统出了点问题")
    assert (await gateway.desk.conversation("web-a")).reasons == ("failure",)
    assert await redis.xlen(gateway.desk.store.keys.inbound(shard_of("web-a"))) == 0
