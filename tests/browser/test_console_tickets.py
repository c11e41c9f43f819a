"""Messages that customers left, in a real browser. Skipped where no Chromium is found."""

import re
import time

import pytest
from playwright.async_api import Browser, expect

from tests.browser.desk_at_work import Seat, an_upset_customer, seat, seats
from tests.browser.desk_fixtures import browser, url, world
from tests.browser.test_console_look import OVERFLOWING
from tests.conftest import servers
from tests.handoff.console.left_messages import leaves
from tests.handoff.console.world import World

__all__ = ["browser", "url", "world"]
pytestmark = pytest.mark.parametrize("redis_url", list(servers())[:1], indirect=True)

PHONE = "13812345678"
TEXT = "空气炸锅到了少一个篮子，麻烦补发"


async def on_the_list(one: Seat, count: int) -> None:
    await expect(one.page.locator("#tickets-title .count")).to_have_text(re.compile(rf"^{count}\b"))
    await one.page.keyboard.press("Alt+l")
    rows = one.page.locator(".tickets .row")
    await expect(rows).to_have_count(count)
    if count:
        await expect(rows.first).to_be_focused()


async def test_left_messages_are_counted_and_listed_beside_the_queue(
    world: World, url: str, browser: Browser
) -> None:
    async with seats(browser, url, "wang") as (wang,):
        tab = wang.page.locator("#tickets-title")
        await expect(tab).to_have_text("留言0")
        await on_the_list(wang, 0)
        await expect(wang.page.locator(".tickets .empty")).to_contain_text("没有待处理的留言")
        await leaves(world, "web-b", "改到后天", customer="C0012")
        await leaves(world, "web-a", TEXT, contact=PHONE, due_in_ms=-60_000)
        await expect(tab).to_contain_text("2, 1 条已超时")
        first, second = wang.page.locator(".tickets .row").first, wang.page.locator(".tickets .row").last
        for shown in ("访客", "未收到货", "已超", TEXT, "138****5678", "订单尾号 6138", "网页"):
            await expect(first).to_contain_text(shown)
        await expect(second).to_contain_text("陈**")
        await expect(second.locator("time")).to_contain_text("前")
        assert PHONE not in await wang.page.content()


async def test_a_message_is_opened_and_answered_by_keyboard_alone(
    world: World, url: str, browser: Browser
) -> None:
    await leaves(world, "web-a", TEXT, contact=PHONE)
    async with seats(browser, url, "wang") as (wang,):
        await on_the_list(wang, 1)
        await wang.page.keyboard.press("Enter")
        await expect(wang.page.locator(".left-message")).to_contain_text(TEXT)
        await expect(wang.log).to_contain_text(TEXT)
        await expect(wang.context).to_contain_text("订单尾号 6138")
        await wang.page.keyboard.press("Alt+i")
        await expect(wang.composer).to_be_focused()
        await expect(wang.mine).to_contain_text("等你回复")
        await expect(wang.context).to_contain_text(PHONE)
        await expect(wang.page.locator(".tickets .row")).to_have_count(0)
        await wang.composer.fill("明天给您补发篮子")
        await wang.page.keyboard.press("Enter")
        await expect(wang.said("明天给您补发篮子")).to_have_count(1)
        told = [e["text"] for e in await world.desk.entries("web-a") if e["from"] == "agent"]
        assert told == ["明天给您补发篮子"]


async def test_a_message_is_settled_by_phone_with_undo(world: World, url: str, browser: Browser) -> None:
    await leaves(world, "web-a", TEXT, contact=PHONE)
    async with seats(browser, url, "wang") as (wang,):
        rows = wang.page.locator(".tickets .row")
        await on_the_list(wang, 1)
        await wang.page.keyboard.press("Enter")
        await expect(wang.page.locator(".left-message")).to_contain_text("138****5678")
        await wang.page.keyboard.press("Alt+r")
        await wang.dialog.get_by_role("button", name="显示全部").click()
        await expect(wang.dialog).to_contain_text(PHONE)
        await expect(wang.dialog.locator("[name=way]:checked")).to_be_focused()
        await wang.page.keyboard.press("Enter")
        await expect(wang.page.locator(".toast.undo")).to_contain_text("已处理")
        await expect(rows).to_have_class(re.compile("leaving"))
        await wang.page.keyboard.press("Alt+z")
        await expect(wang.page.locator(".left-message")).to_be_visible()
        assert len(world.console.archive.tickets()) == 1
        await wang.page.keyboard.press("Alt+r")
        await wang.dialog.locator("textarea").fill("明天补发")
        await wang.page.keyboard.press("Enter")
        await expect(rows).to_have_count(0, timeout=12_000)
        await wang.page.get_by_role("button", name="已处理").click()
        await expect(rows).to_contain_text("小王 · 已电话联系：明天补发")
        assert world.console.archive.tickets() == []


async def test_two_agents_see_at_once_what_the_other_does_with_messages(
    world: World, url: str, browser: Browser
) -> None:
    await leaves(world, "web-a", TEXT, contact=PHONE)
    async with seats(browser, url, "wang", "li") as (wang, li):
        for one in (wang, li):
            await on_the_list(one, 1)
            await one.page.keyboard.press("Enter")
            await expect(one.page.locator(".left-message")).to_be_visible()
        begun = time.monotonic()
        await wang.page.keyboard.press("Alt+i")
        await expect(li.page.locator(".tickets .row")).to_have_count(0)
        await expect(li.page.locator(".left-message")).to_have_count(0)
        assert time.monotonic() - begun < 3
        await expect(li.log).to_have_count(0)
        await expect(wang.composer).to_be_focused()


async def test_the_queue_keeps_its_number_while_messages_are_shown(
    world: World, url: str, browser: Browser
) -> None:
    async with seats(browser, url, "wang") as (wang,):
        await on_the_list(wang, 0)
        await an_upset_customer(world)
        await expect(wang.page.locator("#queue-title")).to_have_text("排队1")
        await wang.page.keyboard.press("Alt+l")
        await expect(wang.queue).to_have_count(1)


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
async def test_messages_fit_at_1024_pixels(world: World, url: str, browser: Browser, language: str) -> None:
    await leaves(world, "web-a", TEXT * 20 + "x" * 200, contact="wx: abc123", due_in_ms=-400_000_000)
    async with seat(browser, url, language=language, viewport={"width": 1024, "height": 700}) as boss:
        await boss.sit_down("boss")
        await on_the_list(boss, 1)
        await boss.page.keyboard.press("Enter")
        await expect(boss.page.locator(".left-message")).to_be_visible()
        assert await boss.page.evaluate(OVERFLOWING) == []
        await boss.page.keyboard.press("Alt+r")
        await expect(boss.dialog.locator("[value=chat]")).to_be_checked()
