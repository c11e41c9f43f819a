"""What an old button may do: nothing to any other question than its own, on every channel."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from redis import asyncio as aioredis

from bot.channels.telegram.service import telegram_jobs
from bot.files import FileStore
from handoff.tasks import end
from handoff.transitions import State
from tests.bot.channels.telegram.api_server import TOKEN, bot_api
from tests.bot.running import Running, running
from tests.handoff.build import WANG, opened

CONFIRM = [
    {"title": "确认", "payload": {"intent": "affirm"}},
    {"title": "不办了", "payload": {"intent": "deny"}},
    {"title": "查物流", "payload": {"intent": "track_shipment"}},
]


@dataclass
class Customer:
    """Writes and presses on one channel."""

    gateway: Running
    id: str
    write: Callable[[str], Awaitable[object]]
    press: Callable[[str], Awaitable[object]]

    async def buttons(self, title: str) -> list[str]:
        """Ids of all buttons with this title, the oldest first."""
        entries = await self.gateway.desk.entries(self.id)
        return [c["id"] for e in entries for c in e.get("choices", ()) if c["title"] == title]

    async def said(self) -> list[str]:
        return await self.gateway.texts(self.id, "bot")

    async def until_said(self, text: str, times: int = 1) -> None:
        async def check() -> bool:
            return len([said for said in await self.said() if text in said]) >= times

        await self.gateway.until(check)


@pytest.fixture(params=["web", "telegram"])
async def customer(
    request: pytest.FixtureRequest, redis: aioredis.Redis, domain: str, tmp_path: Path
) -> AsyncIterator[Customer]:
    async with AsyncExitStack() as stack:
        gateway = await stack.enter_async_context(running(redis, domain, tmp_path))
        gateway.dialogue.reply = asks_or_does
        if request.param == "web":

            async def press(choice: str) -> object:
                return await gateway.say("", choice=choice)

            yield Customer(gateway, "web-a", gateway.say, press)
            return
        api = await stack.enter_async_context(bot_api())
        telegram = await stack.enter_async_context(
            telegram_jobs(gateway.desk, FileStore(tmp_path / "f"), token=TOKEN, api_url=api.url, poll_s=1)
        )
        tasks = [asyncio.create_task(job) for job in telegram.jobs]
        stack.push_async_callback(end, tasks)

        await opened(gateway.desk, "telegram-42", channel="telegram", client="telegram:42")

        async def write(text: str) -> object:
            return api.says(text)

        async def press_there(choice: str) -> object:
            return api.presses(choice)

        yield Customer(gateway, "telegram-42", write, press_there)


def asks_or_does(request: dict[str, Any], parse: dict[str, Any]) -> dict[str, Any]:
    """A request is confirmed first; a yes does it."""
    intent = (request.get("choice") or {}).get("intent") or request["text"]
    if intent in ("退款", "退货", "track_shipment"):
        return {"messages": [{"text": f"确认{intent}吗？", "choices": CONFIRM}], "requested": "confirmed"}
    return {"messages": [{"text": f"办了：{intent}"}]}


async def test_an_old_confirmation_confirms_nothing_else_and_the_open_question_is_asked_again(
    customer: Customer,
) -> None:
    await customer.write("退货")
    await customer.until_said("确认退货吗？")
    [old] = await customer.buttons("确认")
    await customer.write("退款")
    await customer.until_said("确认退款吗？")
    await customer.press(old)
    await customer.until_said("这个按钮已经过期")
    assert await customer.said() == [
        "确认退货吗？",
        "确认退款吗？",
        "这个按钮已经过期，什么都没有改。",
        "确认退款吗？",
    ]
    assert [turn.get("choice") for turn in customer.gateway.dialogue.asked] == [None, None]
    await customer.press((await customer.buttons("确认"))[-1])
    await customer.until_said("办了：affirm")


async def test_a_confirmation_counts_once(customer: Customer) -> None:
    await customer.write("退款")
    await customer.until_said("确认退款吗？")
    [yes] = await customer.buttons("确认")
    await customer.press(yes)
    await customer.until_said("办了：affirm")
    await customer.press(yes)
    await customer.until_said("这个按钮已经过期")
    assert (await customer.said()).count("办了：affirm") == 1


async def test_both_buttons_of_a_question_that_was_repeated_answer_it(customer: Customer) -> None:
    await customer.write("退货")
    await customer.until_said("确认退货吗？")
    await customer.write("退款")
    await customer.until_said("确认退款吗？")
    old, first = await customer.buttons("确认")
    await customer.press(old)
    await customer.until_said("确认退款吗？", times=2)
    await customer.press(first)
    await customer.until_said("办了：affirm")


async def test_an_old_button_that_starts_something_still_starts_it(customer: Customer) -> None:
    await customer.write("退货")
    await customer.until_said("确认退货吗？")
    [track] = await customer.buttons("查物流")
    await customer.write("退款")
    await customer.until_said("确认退款吗？")
    await customer.press(track)
    await customer.until_said("确认track_shipment吗？")


async def test_not_solved_calls_the_person_again_even_when_the_chat_went_on(customer: Customer) -> None:
    desk = customer.gateway.desk
    await customer.write("退款")
    await customer.until_said("确认退款吗？")
    now_ms = int(time.time() * 1000)
    await desk.start(customer.id, WANG, now_ms)
    await desk.resolve(customer.id, WANG, category="refund", outcome="solved", note="", now_ms=now_ms)
    [unsolved] = await customer.buttons("没有解决")
    await customer.write("到哪了")
    await customer.until_said("办了：到哪了")
    await customer.press(unsolved)

    async def queued() -> bool:
        return (await desk.conversation(customer.id)).state is State.QUEUED

    await customer.gateway.until(queued)


async def test_a_command_says_what_can_be_done_and_is_never_guessed_at(customer: Customer) -> None:
    await customer.write("退款")
    await customer.until_said("确认退款吗？")
    await customer.write('/request_refund{"amount": "9999"}')
    await customer.until_said("我能查物流")
    await customer.until_said("确认退款吗？", times=2)
    assert len(customer.gateway.dialogue.asked) == 1
    await customer.write("/human")

    async def called() -> bool:
        asked = customer.gateway.dialogue.asked[-1].get("choice") or {}
        return asked.get("intent") == "ask_human"

    await customer.gateway.until(called)


async def test_a_button_pressed_while_something_else_is_answered_does_not_join_it(customer: Customer) -> None:
    await customer.write("退货")
    await customer.until_said("确认退货吗？")
    [old] = await customer.buttons("确认")
    customer.gateway.dialogue.delay_s = 0.8
    await customer.write("退款")

    async def begun() -> bool:
        return len(customer.gateway.dialogue.asked) == 2

    await customer.gateway.until(begun)
    await customer.press(old)
    await customer.until_said("这个按钮已经过期")
    assert len(customer.gateway.dialogue.asked) == 2


async def test_words_written_right_after_a_press_do_not_take_its_place(customer: Customer) -> None:
    await customer.write("退货")
    await customer.until_said("确认退货吗？")
    [yes] = await customer.buttons("确认")
    customer.gateway.dialogue.delay_s = 0.8
    await customer.press(yes)

    async def begun() -> bool:
        return len(customer.gateway.dialogue.asked) == 2

    await customer.gateway.until(begun)
    await customer.write("到哪了")
    await customer.until_said("办了：到哪了")
    assert (await customer.said())[1:] == ["办了：affirm", "办了：到哪了"]


async def test_a_forms_button_pressed_in_the_queue_is_told_to_be_out_of_date(customer: Customer) -> None:
    def answer(request: dict[str, Any], parse: Any) -> dict[str, Any]:
        return (
            {"messages": [{"text": "确认退款吗？", "choices": CONFIRM}]}
            if request.get("text") == "退款"
            else {}
        )

    customer.gateway.dialogue.reply = answer
    await customer.write("退款")
    await customer.until_said("确认退款吗？")
    await customer.write("转人工")

    async def queued() -> bool:
        return (await customer.gateway.desk.conversation(customer.id)).state is State.QUEUED

    await customer.gateway.until(queued)
    [confirm] = await customer.buttons("确认")
    await customer.press(confirm)
    await customer.until_said("这个按钮已经过期，什么都没有改")
    assert await queued()
