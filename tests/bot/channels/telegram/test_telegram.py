"""Telegram over real HTTP against a local Bot API server, with the gateway's workers and a real Redis."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from redis import asyncio as aioredis

from bot.channels.telegram.delivery import Delivery
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.service import make_bot, telegram_jobs
from bot.files import FileStore
from handoff.errors import Unavailable
from handoff.model import AgentRef
from handoff.tasks import end
from handoff.transitions import State
from tests.bot.channels.telegram.api_server import TOKEN, USERNAME, BotApi, bot_api
from tests.bot.running import Running, running

WANG = AgentRef(id="wang", name="小王")
CHAT = "telegram-42"


@dataclass
class Phone:
    api: BotApi
    gateway: Running
    files: FileStore

    async def until(self, check: Callable[[], Any], within_s: float = 10.0) -> Any:
        async def asked() -> Any:
            return check()

        return await self.gateway.until(asked, within_s)

    async def until_shown(self, text: str, within_s: float = 10.0) -> None:
        await self.until(lambda: any(text in shown for shown in self.api.texts()), within_s)


@asynccontextmanager
async def phone(redis: aioredis.Redis, domain: str, folder: Path) -> AsyncIterator[Phone]:
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(bot_api())
        gateway = await stack.enter_async_context(running(redis, domain, folder))
        files = FileStore(folder / "files")
        telegram = await stack.enter_async_context(
            telegram_jobs(gateway.desk, files, token=TOKEN, api_url=api.url, poll_s=1)
        )
        tasks = [asyncio.create_task(job) for job in telegram.jobs]
        stack.push_async_callback(end, tasks)
        yield Phone(api, gateway, files)


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out.getvalue()


async def test_a_question_is_answered_in_the_chat(redis: aioredis.Redis, domain: str, tmp_path: Path) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.api.says("我的快递到哪了")
        await p.until_shown("答：我的快递到哪了")
        assert p.api.texts() == ["答：我的快递到哪了"]


async def test_an_update_that_is_given_twice_is_answered_once(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.api.says("我的快递到哪了")
        await p.until_shown("答：")
        await redis.set(p.gateway.desk.store.keys.value("telegram_offset"), 0)
        await asyncio.sleep(1.5)
        assert p.api.texts() == ["答：我的快递到哪了"]


async def test_the_offset_moves_only_behind_what_is_stored(
    redis: aioredis.Redis, domain: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bot_api() as api, running(redis, domain, tmp_path, read=False) as gateway:
        async with make_bot(TOKEN, api.url) as bot:
            polling = Polling(bot, gateway.desk, FileStore(tmp_path / "f"), poll_s=0)
            api.says("第一条")
            api.says("第二条")
            accept, calls = gateway.desk.accept, []

            async def fails_at_second(message: Any) -> Any:
                calls.append(message)
                if len(calls) == 2:
                    raise Unavailable("redis_unavailable", "away")
                return await accept(message)

            monkeypatch.setattr(gateway.desk, "accept", fails_at_second)
            with pytest.raises(Unavailable):
                await polling.round()
            await polling.round()
        assert await gateway.texts(CHAT) == ["第一条", "第二条"]
        assert api.offsets[-1] == 3  # the first update is not asked for again, the second is


async def test_buttons_are_pressed_by_opaque_ids(redis: aioredis.Redis, domain: str, tmp_path: Path) -> None:
    async with phone(redis, domain, tmp_path) as p:
        choice = {"title": "退款", "payload": {"intent": "request_refund"}}
        p.gateway.dialogue.reply = lambda request, parse: {
            "messages": [{"text": "请选择", "choices": [choice]}]
        }
        p.api.says("到哪了")
        await p.until_shown("请选择")
        [[button]] = p.api.sent[-1]["reply_markup"]["inline_keyboard"]
        assert button["text"] == "退款"
        assert "request_refund" not in button["callback_data"]
        p.api.presses(button["callback_data"])
        await p.until(lambda: p.gateway.dialogue.asked[-1].get("choice"))
        assert p.gateway.dialogue.asked[-1]["choice"] == {"intent": "request_refund", "entities": {}}
        await p.until(lambda: p.api.answered)


async def test_a_forged_button_does_nothing_and_stops_nobody(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.api.presses('/request_refund{"amount": "9999"}')
        p.api.says("到哪了")
        await p.until_shown("答：到哪了")
        assert len(p.gateway.dialogue.asked) == 1


async def test_a_photo_is_kept_and_the_agent_sends_one_back(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.api.files["big"] = png()
        size = {"file_unique_id": "x", "width": 8, "height": 8}
        p.api.says(photo=[{"file_id": "small", **size}, {"file_id": "big", **size}])
        await p.until(lambda: p.gateway.dialogue.asked)
        [file] = p.gateway.dialogue.asked[0]["metadata"]["files"]
        stored, data = await p.files.read(CHAT, file)
        assert (stored.media_type, data[:4]) == ("image/png", b"\x89PNG")
        await p.gateway.desk.start(CHAT, WANG, int(time.time() * 1000))
        sent = await p.files.save(CHAT, png())
        await p.gateway.desk.say(CHAT, WANG, text="看这张", file=sent.id, client_message_id="1", now_ms=1)
        await p.until_shown("小王：看这张")
        assert p.api.sent[-1]["photo"][:4] == b"\x89PNG" or "attach" in str(p.api.sent[-1]["photo"])


async def test_a_sticker_reaches_the_assistant_as_what_it_is(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        sticker = {"file_id": "s", "file_unique_id": "s", "width": 1, "height": 1, "is_animated": False}
        p.api.says(sticker=sticker | {"is_video": False, "type": "regular"})
        await p.until(lambda: p.gateway.dialogue.asked)
        assert p.gateway.dialogue.asked[0]["choice"] == {"intent": "inform", "entities": {"media": "sticker"}}


@pytest.mark.parametrize(("owner", "identified"), [(42, True), (43, False)])
async def test_only_the_senders_own_contact_identifies(
    redis: aioredis.Redis, domain: str, tmp_path: Path, owner: int, identified: bool
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.api.says(contact={"phone_number": "13800138000", "first_name": "王", "user_id": owner})
        await p.until(lambda: p.gateway.dialogue.asked)
        given = p.gateway.dialogue.asked[0]["metadata"]["contact_phone"]
        assert given == ("13800138000" if identified else None)


async def test_in_a_group_nothing_is_shown_but_a_way_into_private(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.api.says("大家好", chat=-100, kind="group")
        p.api.says(f"@{USERNAME} 我的快递到哪了", chat=-100, kind="group")
        await p.until(lambda: p.api.texts(-100))
        [[button]] = p.api.sent[-1]["reply_markup"]["inline_keyboard"]
        assert p.api.texts(-100) == ["群里不便显示订单信息。\n请点下面的按钮私聊我。"]
        assert button["url"] == f"https://t.me/{USERNAME}?start=group"
        assert p.gateway.dialogue.asked == []


async def test_too_many_requests_and_outages_delay_and_lose_nothing(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.gateway.dialogue.reply = lambda request, parse: {"messages": [{"text": t} for t in "一二三"]}
        p.api.faults.extend(["429", "500"])
        p.api.says("到哪了")
        await p.until(lambda: len(p.api.texts()) == 3, within_s=15)
        assert p.api.texts() == ["一", "二", "三"]


async def test_a_customer_who_blocked_us_stops_nobody_else(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.api.faults.append("403")
        p.api.says("到哪了", chat=41)
        await p.until(lambda: not p.api.faults)
        p.api.says("到哪了")
        await p.until_shown("答：到哪了")
        await asyncio.sleep(0.5)
        assert await redis.zcard(p.gateway.desk.store.keys.outbox) == 0


async def test_a_send_whose_answer_is_lost_is_marked_and_sent_again(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with bot_api() as api, running(redis, domain, tmp_path) as gateway:
        bot = make_bot(TOKEN, api.url)
        bot.request._client_kwargs["timeout"] = 0.5  # type: ignore[attr-defined]
        async with bot:
            files = FileStore(tmp_path / "f")
            clock = [int(time.time() * 1000)]
            delivery = Delivery(bot, gateway.desk, files, now=lambda: clock[0], wait_s=5)
            api.says("到哪了")
            await Polling(bot, gateway.desk, files, poll_s=0).round()
            await gateway.until_said("答：到哪了", CHAT)
            api.faults.append("lost")
            bot.request._client.timeout = 0.5  # type: ignore[attr-defined]
            assert await delivery.round() == 0
            assert await redis.hget(gateway.desk.store.keys.delivered(CHAT), "uncertain")
            clock[0] += 60_000
            assert await delivery.round() == 1
        assert api.texts() == ["答：到哪了", "答：到哪了"]


async def test_a_handover_is_told_and_the_person_speaks_by_name(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.api.says("转人工")
        await p.until_shown("现在没有客服在线")
        await p.gateway.desk.claim(CHAT, WANG, int(time.time() * 1000))
        await p.until_shown("客服小王为您服务")
        await p.gateway.desk.say(CHAT, WANG, text="您好，我来看看", client_message_id="1", now_ms=1)
        await p.until_shown("小王：您好，我来看看", within_s=15)
        assert (await p.gateway.desk.conversation(CHAT)).state is State.HUMAN


async def test_asking_for_the_number_offers_a_button_that_shares_it(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with phone(redis, domain, tmp_path) as p:
        p.gateway.dialogue.reply = lambda request, parse: {
            "messages": [{"text": "请发订单号"}],
            "asks": [{"ask": "contact"}],
        }
        p.api.says("到哪了")
        await p.until_shown("请发订单号")
        assert p.api.sent[-1]["reply_markup"]["keyboard"] == [
            [{"text": "发送我的手机号", "request_contact": True}]
        ]
