"""What customers on Telegram send beside plain text, and what they get that web customers do not."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from redis import asyncio as aioredis

from bot.channels.telegram.polling import Polling
from bot.channels.telegram.service import POLL_LEASE_MS, POLL_S, make_bot, telegram_jobs
from bot.files import FileStore
from handoff.tasks import end
from handoff.transitions import State
from tests.bot.channels.telegram.api_server import TOKEN, USERNAME, bot_api
from tests.bot.channels.telegram.test_telegram import CHAT, WANG, phone, png
from tests.bot.running import running

SIZE = {"file_unique_id": "x", "width": 8, "height": 8}


def now() -> int:
    return int(time.time() * 1000)


async def test_a_photo_and_its_caption_are_one_message(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.api.files["big"] = png()
        p.api.says(caption="退款，杯子碎了", photo=[{"file_id": "big", **SIZE}])
        await p.until_shown("答：退款，杯子碎了")
        [turn] = p.gateway.dialogue.asked
        assert (turn["text"], len(turn["metadata"]["files"])) == ("退款，杯子碎了", 1)
        [entry] = [e for e in await p.gateway.desk.entries(CHAT, private=True) if e["from"] == "customer"]
        assert (entry["text"], bool(entry["file"])) == ("退款，杯子碎了", True)


async def test_danger_in_a_caption_calls_a_person(redis: aioredis.Redis, domain: str, tmp_path: Path) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.api.files["big"] = png()
        p.api.says(caption="充电宝漏电", photo=[{"file_id": "big", **SIZE}])
        await p.until_shown("现在没有客服在线")
        assert "safety" in (await p.gateway.desk.conversation(CHAT)).reasons


async def test_sharing_the_number_is_offered_beside_the_other_choices(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        person = {"title": "转人工", "payload": {"intent": "ask_human"}}
        p.gateway.dialogue.reply = lambda request, parse: {
            "messages": [{"text": "要先确认是您本人", "choices": [person]}],
            "asks": [{"ask": "contact"}],
        }
        p.api.says("退款")
        await p.until_shown("发送您的手机号就能确认身份")
        inline, keyboard = [sent["reply_markup"] for sent in p.api.sent]
        assert inline["inline_keyboard"][0][0]["text"] == "转人工"
        assert keyboard["keyboard"] == [[{"text": "发送我的手机号", "request_contact": True}]]


async def test_an_update_that_cannot_be_read_stops_no_other(
    redis: aioredis.Redis, domain: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "bot.channels.telegram")
    async with phone(redis, domain, tmp_path) as p:
        unreadable = p.api.says(poll={"id": "1", "question": "秘密？", "options": []})
        p.api.says("到哪了")
        await p.until_shown("答：到哪了")
        [record] = [r.getMessage() for r in caplog.records if "cannot be read" in r.getMessage()]
        assert f"update {unreadable} (message)" in record
        assert "秘密" not in caplog.text


async def test_telegram_that_does_not_answer_is_left_alone_for_longer_and_longer(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(bot_api())
        gateway = await stack.enter_async_context(running(redis, domain, tmp_path, read=False))
        bot = make_bot(TOKEN, api.url)
        await stack.enter_async_context(bot)
        clock = [now()]
        polling = Polling(bot, gateway.desk, FileStore(tmp_path / "f"), poll_s=0, now=lambda: clock[0])
        api.away = True
        for wait_s in (0.5, 1, 2):
            await polling.round()
            asked = len(api.asked_at)
            clock[0] += int(wait_s * 1000) - 100
            await polling.round()
            assert len(api.asked_at) == asked
            clock[0] += 100
        assert polling.away
        api.away = False
        api.says("到哪了")
        assert await polling.round() == 1
        assert not polling.away


async def test_readiness_tells_whether_telegram_answers(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(bot_api())
        gateway = await stack.enter_async_context(running(redis, domain, tmp_path, read=False))
        files = FileStore(tmp_path / "f")
        telegram = await stack.enter_async_context(
            telegram_jobs(gateway.desk, files, token=TOKEN, api_url=api.url, poll_s=0)
        )
        assert telegram.reached is not None
        assert telegram.reached() is False
        tasks = [asyncio.create_task(job) for job in telegram.jobs]
        stack.push_async_callback(end, tasks)

        async def told(expected: bool) -> bool:
            return telegram.reached is not None and telegram.reached() is expected

        await gateway.until(lambda: told(True))
        api.away = True
        await gateway.until(lambda: told(False))


def test_after_a_killed_process_the_next_one_listens_within_ten_seconds() -> None:
    assert POLL_S * 1000 < POLL_LEASE_MS <= 9_000


async def test_a_long_text_with_a_photo_arrives_whole(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.api.says("到哪了")
        await p.until_shown("答：")
        await p.gateway.desk.start(CHAT, WANG, now())
        file = (await p.files.save(CHAT, png())).id
        text = "x" * 3_990 + "END"
        await p.gateway.desk.say(CHAT, WANG, text=text, file=file, client_message_id="1", now_ms=now())
        await p.until_shown("END")
        photo, message = p.api.sent[-2:]
        assert ("photo" in photo, photo.get("caption")) == (True, None)
        assert message["text"] == f"小王：{text}"


async def test_a_slow_chat_holds_up_nobody_else(redis: aioredis.Redis, domain: str, tmp_path: Path) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.api.slow[41] = 6
        p.api.says("到哪了", chat=41)
        await asyncio.sleep(1)
        before = time.monotonic()
        p.api.says("到哪了")
        await p.until_shown("答：到哪了")
        assert time.monotonic() - before < 3


async def test_the_menu_offers_what_the_commands_do(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        await p.until(lambda: {"", "zh"} <= set(p.api.menus))
        hant: dict[str, Any] = {"id": 42, "is_bot": False, "first_name": "王", "language_code": "zh-hant"}
        p.api.says("/start", user=hant)
        await p.until(lambda: len(p.api.menus) == 3)
        assert [one["command"] for one in p.api.menus["zh"]] == ["start", "help", "human"]
        assert {menu[0]["description"] for menu in p.api.menus.values()} == {
            "Start the chat",
            "开始对话",
            "開始對話",
        }


async def test_start_leaves_the_language_that_the_customer_writes(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.gateway.dialogue.reply = lambda request, parse: {
            "messages": [{"text": "ok"}],
            "parse": parse["parse"] | {"language": request["metadata"]["language"]},
        }
        p.api.says("到哪了")
        await p.until_shown("ok")
        await redis.hset(p.gateway.desk.store.keys.conversation(CHAT), "language", "en")
        p.api.says("/start")
        await p.until(lambda: len(p.gateway.dialogue.asked) == 2)
        assert p.gateway.dialogue.asked[1]["choice"] == {"intent": "greet", "entities": {}}
        p.api.says("/nonsense")
        await p.until_shown("I find parcels")


async def test_a_message_changed_before_it_is_answered_is_replaced(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.gateway.dialogue.delay_s = 0.6
        p.api.says("快递倒哪了")
        await p.until(lambda: p.gateway.dialogue.asked)
        p.api.edits(1, "快递到哪了")
        await p.until_shown("答：快递到哪了")
        assert p.api.texts() == ["答：快递到哪了"]


async def test_a_message_changed_after_its_answer_is_answered_in_its_place_and_counted_once(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.api.says("快递倒哪了")
        await p.until_shown("答：快递倒哪了")
        p.api.edits(1, "快递到哪了")
        await p.until_shown("答：快递到哪了")
        first, second = p.gateway.dialogue.asked
        assert (second["replaces"], second["text"]) == (first["turn"], "快递到哪了")
        assert second["metadata"]["history"] == []
        p.api.edits(1, "快递到哪里了")
        await p.until_shown("答：快递到哪里了")
        assert len((await p.gateway.desk.store.memory(CHAT))["history"]) == 1


async def test_a_message_changed_after_its_answer_is_understood_without_that_answer(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.api.says("你好")
        await p.until_shown("答：你好")
        number = p.api.says("我要退宽") - 1  # the update's comes after the message's
        await p.until_shown("答：我要退宽")
        p.api.edits(number, "我要退款")
        await p.until_shown("答：我要退款")
        assert [one["metadata"]["said"] for one in p.gateway.dialogue.asked] == ["", "答：你好", "答：你好"]
        p.api.edits(number, "我要退款吧")
        await p.until_shown("答：我要退款吧")
        assert p.gateway.dialogue.asked[-1]["metadata"]["said"] == "答：你好"


async def test_a_change_of_what_is_settled_undoes_nothing_and_says_how_to_take_it_back(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.gateway.dialogue.reply = lambda request, parse: {"messages": [{"text": "已退"}], "changed": True}
        p.api.says("退款")
        await p.until_shown("已退")
        p.api.edits(1, "退款吧")

        async def marked() -> bool:
            log = await p.gateway.desk.entries(CHAT, private=True)
            return any(e["kind"] == "note" and e["text"] == "客户修改了之前的一条消息。" for e in log)

        await p.gateway.until(marked)
        await p.until_shown("改旧消息不会撤回")
        assert [text for text in p.api.texts() if text == "已退"] == ["已退", "已退"]
        assert len(p.gateway.dialogue.asked) == 1


async def test_who_is_with_a_person_hears_that_a_voice_message_cannot_be_opened(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.api.says("到哪了")
        await p.until_shown("答：")
        await p.gateway.desk.start(CHAT, WANG, now())
        p.api.says(voice={"file_id": "v", "file_unique_id": "v", "duration": 3})
        await p.until_shown("语音、视频、文件和位置这里打不开")
        assert (await p.gateway.desk.conversation(CHAT)).state is State.HUMAN


async def test_the_agent_is_told_that_the_customer_blocked_the_bot(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.api.says("到哪了")
        await p.until_shown("答：")
        await p.gateway.desk.start(CHAT, WANG, now())
        await p.until_shown("小王")
        p.api.faults.append("403")
        await p.gateway.desk.say(CHAT, WANG, text="看得到吗", client_message_id="1", now_ms=now())

        async def told() -> bool:
            log = await p.gateway.desk.entries(CHAT, private=True)
            return any("客户屏蔽了机器人" in (e.get("text") or "") for e in log if e["kind"] == "note")

        await p.gateway.until(told)


async def test_a_group_is_answered_only_where_this_bot_is_meant(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        for text in ("/start@other_bot", "/weather", f"@{USERNAME}_fan hi", f"/help@{USERNAME}"):
            p.api.says(text, chat=-100, kind="group")
        await p.until(lambda: p.api.texts(-100))
        p.api.says("到哪了")
        await p.until_shown("答：")
        assert len(p.api.texts(-100)) == 1
