"""Agents' browsers on the console, with its real application, Redis and archive behind it."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from handoff.model import Draft
from handoff.queue.rank import score
from handoff.store.commit import Commit
from handoff.transitions import Move
from tests.handoff.build import opened
from tests.handoff.console.world import PASSWORD, World


def now_ms() -> int:
    return time.time_ns() // 1_000_000


class Seat:
    """One agent's open console and what stands on it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.queue = page.locator(".queue .row")
        self.mine = page.locator(".mine .row")
        self.composer = page.locator("#composer")
        self.log = page.locator(".log")
        self.context = page.locator(".context")
        self.dialog = page.locator("dialog")

    def said(self, text: str) -> Locator:
        """What the server has taken."""
        return self.log.locator(".entry:not(.pending)").filter(has_text=text)

    async def log_in(self, name: str, password: str = PASSWORD) -> None:
        await self.page.goto(self.url)
        await self.page.locator("input[name=user]").fill(name)
        await self.page.locator("input[name=password]").fill(password)
        await self.page.keyboard.press("Enter")

    async def sit_down(self, name: str = "wang") -> None:
        await self.log_in(name)
        await expect(self.page.locator(".presence [aria-checked=true]")).to_have_class("online")


@asynccontextmanager
async def seat(browser: Browser, url: str, *, language: str = "zh-CN", **options: Any) -> AsyncIterator[Seat]:
    """A console in a browser of its own; fails when the page had errors or broke its content policy."""
    options = {"viewport": {"width": 1360, "height": 860}} | options
    context = await browser.new_context(locale=language, **options)
    page = await context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.append(line.text) if "Content Security" in line.text else None)
    yield Seat(page, url + "/console")
    await context.close()
    assert problems == []


@asynccontextmanager
async def seats(browser: Browser, url: str, *names: str) -> AsyncIterator[list[Seat]]:
    """One browser for each agent, all logged in and online."""
    async with AsyncExitStack() as stack:
        taken = [await stack.enter_async_context(seat(browser, url)) for _ in names]
        for one, name in zip(taken, names, strict=True):
            await one.sit_down(name)
        yield taken


UPSET_WORDS = "等了半个月了还没到，你们到底管不管"
ORDER_ID = "20261105883412"
FROZEN = {
    "summary": "包裹在武汉停滞六天，客户第三次追问。",
    "score": 0.82,
    "reasons": [
        {
            "reason": "emotion",
            "evidence": [{"turn": 0, "rule": "angry", "threshold": 0.5, "score": 0.82, "quote": UPSET_WORDS}],
        }
    ],
    "customer_name": "陈晓雯",
    "orders": [
        {
            "id": ORDER_ID,
            "state": "shipped",
            "items": [{"name": "懒人沙发", "spec": "蓝", "quantity": 1}],
            "parcels": [{"courier": "中通快递", "tracking": "ZT771002", "state": "stalled", "last": None}],
        }
    ],
    "slots": {"order_id": ORDER_ID},
}


def soothing(asked: str) -> Draft:
    """What the assistant says to the angry words, with what it understood and did."""
    meta = {
        "turn": "t-1",
        "about": [asked],
        "intent": "urge_delivery",
        "confidence": 0.91,
        "emotion": "angry",
        "intensity": 0.82,
        "actions": [{"name": "action_urge", "result": "已提交催单 P2201"}],
    }
    return Draft(sender="bot", text="我请同事马上来处理。", data={"meta": meta})


async def an_upset_customer(world: World, id: str = "web-a", queue_class: int = 1) -> None:
    """Waits for a person, with everything that the assistant hands over."""
    start = now_ms() - 60_000
    await opened(world.desk, id, start, customer="C0001")
    asked = await world.says(id, UPSET_WORDS, start, client_id=f"first-{id}")
    queued_ms = now_ms()
    await world.desk.store.commit(
        Commit(
            conversation=await world.desk.conversation(id),
            now_ms=queued_ms,
            move=Move.ESCALATE,
            entries=[soothing(asked)],
            fields={
                "queued_ms": str(queued_ms),
                "queue_class": str(queue_class),
                "waiting_since_ms": str(start),
                "reasons": "emotion",
                "topic": "urge_delivery",
                "emotion": "angry",
                "intensity": "0.82",
            },
            queue_score=score(queued_ms, queue_class),
            context=FROZEN,
        )
    )
