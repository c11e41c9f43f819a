"""A customer's browser on the demo shop page, with a real gateway application behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright, expect

from tests.bot.serving import Served

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
expect.set_options(timeout=15_000)


class Visit:
    """One open page and what stands on it."""

    def __init__(self, page: Page, site: Served) -> None:
        self.page = page
        self.site = site
        self.widget = page.locator("frontdesk-chat")
        self.input = self.widget.locator("textarea")
        self.bubble = self.widget.locator(".bubble")
        self.panel = self.widget.locator(".panel")
        self.banner = self.widget.locator(".banner")
        self.rows = self.widget.locator(".row .text")

    def row(self, text: str) -> Locator:
        return self.rows.filter(has_text=text)

    async def open(self) -> None:
        await self.page.goto(self.site.url)
        await self.bubble.click()
        await expect(self.input).to_be_focused()

    async def write(self, text: str) -> None:
        await self.input.fill(text)
        await self.input.press("Enter")

    async def waiting(self) -> list[str]:
        """Texts of a guest that the browser keeps over a reload until the server has taken them."""
        texts: list[str] = await self.page.evaluate(
            """Object.entries(localStorage)
              .filter(([key]) => key.startsWith("frontdesk:guest:"))
              .map(([, item]) => JSON.parse(item).text)"""
        )
        return sorted(texts)

    async def settled(self) -> None:
        """The server has told the browser that it has all of it: the log may be ahead of that answer."""
        await self.page.wait_for_function(
            "() => !Object.keys(localStorage).some((key) => key.startsWith('frontdesk:guest:'))"
        )

    async def conversation(self, who: str = "guest") -> str:
        """Id of the conversation, once there is one."""
        session = await self.page.wait_for_function(
            "key => JSON.parse(localStorage.getItem(key))?.session?.session", arg=f"frontdesk:{who}"
        )
        return str(await session.json_value())

    async def logged(self) -> list[str]:
        """The customer's messages as the server has them."""
        entries = await self.site.desk.entries(await self.conversation())
        return [entry["text"] for entry in entries if entry["from"] == "customer"]


@asynccontextmanager
async def browsing(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        await browser.close()


@asynccontextmanager
async def visiting(
    browser: Browser, site: Served, *, language: str = "zh-CN", **options: Any
) -> AsyncIterator[tuple[Visit, BrowserContext]]:
    """A visit that fails when the page has errors or its content policy was broken."""
    options = {"viewport": {"width": 1280, "height": 800}} | options
    context = await browser.new_context(locale=language, **options)
    page = await context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console", lambda line: problems.append(line.text) if "Content Security Policy" in line.text else None
    )
    yield Visit(page, site), context
    await context.close()
    assert problems == []
