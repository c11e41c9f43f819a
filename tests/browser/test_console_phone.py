"""The console on phones and small tablets. Skipped where no Chromium is found."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.browser.desk_at_work import Seat, an_upset_customer, now_ms, seat
from tests.browser.desk_fixtures import browser, url, world
from tests.browser.test_console_look import OVERFLOWING
from tests.conftest import servers
from tests.handoff.console.left_messages import leaves
from tests.handoff.console.world import World

__all__ = ["browser", "url", "world"]
pytestmark = pytest.mark.parametrize("redis_url", list(servers())[:1], indirect=True)

PHONES = [(390, 844), (360, 740)]
TABLET = (768, 1024)
TOO_SMALL = """() => [...document.querySelectorAll('button, select, input:not([type=radio], [type=file]), textarea')]
    .filter(node => node.checkVisibility({ visibilityProperty: true }))
    .map(node => ({ what: node.outerHTML.slice(0, 80), box: node.getBoundingClientRect() }))
    .filter(({ box }) => box.height < 44 || box.width < 44)
    .map(({ what, box }) => `${what} ${box.width} x ${box.height}`)"""
CUT_OFF = """() => [...document.querySelectorAll('button, textarea, h1, .since')]
    .filter(node => node.checkVisibility({ visibilityProperty: true }))
    .filter(node => { const box = node.getBoundingClientRect(); return box.left < 0 || box.right > innerWidth + 0.5; })
    .map(node => node.outerHTML.slice(0, 80))"""


@asynccontextmanager
async def hand_held(
    browser: Browser, url: str, size: tuple[int, int], name: str = "wang", *, language: str = "zh-CN"
) -> AsyncIterator[Seat]:
    viewport = {"width": size[0], "height": size[1]}
    touched = {"viewport": viewport, "has_touch": True, "is_mobile": True, "reduced_motion": "reduce"}
    async with seat(browser, url, language=language, **touched) as one:
        await one.sit_down(name)
        yield one


def back(one: Seat) -> Locator:
    return one.page.locator(".talk-head .back")


async def fits(one: Seat) -> None:
    """Nothing sticks out or is cut off, and a finger finds every button."""
    for looked_for in (OVERFLOWING, CUT_OFF, TOO_SMALL):
        assert await one.page.evaluate(looked_for) == []
    assert not await one.page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("size", PHONES)
async def test_on_a_phone_lists_conversation_and_context_are_views(
    world: World, url: str, browser: Browser, size: tuple[int, int]
) -> None:
    await an_upset_customer(world)
    async with hand_held(browser, url, size) as wang:
        await expect(wang.composer).to_have_count(0)
        await wang.page.get_by_role("button", name="接最急的一位").tap()
        await expect(wang.composer).to_be_in_viewport(ratio=1)
        await expect(wang.page.locator(".send")).to_be_in_viewport(ratio=1)
        await expect(wang.mine).to_be_hidden()
        await expect(wang.context).to_be_hidden()
        await wang.page.get_by_role("button", name="背景").tap()
        await expect(wang.context).to_contain_text("包裹在武汉停滞六天")
        await expect(wang.context.locator(".summary")).to_be_in_viewport(ratio=1)
        await expect(wang.composer).to_be_hidden()
        await back(wang).tap()
        await expect(wang.composer).to_be_visible()
        await back(wang).tap()
        await expect(wang.mine).to_be_visible()
        await wang.mine.tap()
        await expect(wang.log).to_contain_text("到底管不管")


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("size", [*PHONES, TABLET])
async def test_nothing_is_cut_off_or_too_small_for_a_finger(
    world: World, url: str, browser: Browser, size: tuple[int, int], language: str
) -> None:
    await an_upset_customer(world, "web-a")
    await an_upset_customer(world, "web-b")
    await leaves(world, "web-l", "空气炸锅到了少一个篮子，麻烦补发", contact="13812345678", due_in_ms=-60_000)
    async with hand_held(browser, url, size, "boss", language=language) as boss:
        await expect(boss.queue).to_have_count(2)
        await fits(boss)
        await boss.queue.first.tap()
        await expect(boss.page.locator(".composer")).to_be_visible()
        await fits(boss)
        await boss.page.locator(".composer .primary").tap()
        await expect(boss.composer).to_be_visible()
        await fits(boss)
        await boss.page.locator(".talk-head .aside").tap()
        await expect(boss.context).to_be_visible()
        await fits(boss)
        await boss.page.locator(".talk-head .aside").tap()
        for n in range(4):
            await boss.page.locator(".moves button").nth(n).tap()
            await expect(boss.dialog).to_be_in_viewport(ratio=1)
            await fits(boss)
            await boss.dialog.locator("footer button").first.tap()
        if size != TABLET:
            await back(boss).tap()
        for shelf in ("tickets", "team"):
            await boss.page.locator(f"#{shelf}-title").tap()
            await expect(boss.page.locator(f".{shelf} .row")).to_have_count(1)
            await fits(boss)


async def test_the_way_back_tells_how_many_wait(world: World, url: str, browser: Browser) -> None:
    await an_upset_customer(world)
    async with hand_held(browser, url, PHONES[0]) as wang:
        await wang.queue.tap()
        await expect(back(wang)).to_have_text("1")
        await wang.page.get_by_role("button", name="接入", exact=True).tap()
        await expect(back(wang)).to_have_text("")
        await an_upset_customer(world, "web-b")
        await expect(back(wang)).to_have_text("1")
        await expect(back(wang)).to_have_accessible_name("返回列表，1 位在等")


async def test_the_phones_own_back_goes_from_view_to_view(world: World, url: str, browser: Browser) -> None:
    await an_upset_customer(world)
    async with hand_held(browser, url, PHONES[0]) as wang:
        await wang.page.get_by_role("button", name="接最急的一位").tap()
        await wang.page.get_by_role("button", name="背景").tap()
        await expect(wang.context).to_be_visible()
        await wang.page.go_back()
        await expect(wang.context).to_be_hidden()
        await expect(wang.composer).to_be_visible()
        await wang.page.go_back()
        await expect(wang.mine).to_be_visible()
        assert await wang.page.evaluate("history.state?.depth ?? 0") == 0
        assert (await world.desk.conversation("web-a")).state.value == "human"


async def test_a_draft_is_kept_while_the_lists_are_looked_at(
    world: World, url: str, browser: Browser
) -> None:
    await an_upset_customer(world)
    async with hand_held(browser, url, PHONES[1]) as wang:
        await wang.page.get_by_role("button", name="接最急的一位").tap()
        await wang.composer.fill("我马上帮您")
        await back(wang).tap()
        await expect(wang.composer).to_have_count(0)
        await wang.mine.tap()
        await expect(wang.composer).to_have_value("我马上帮您")
        await wang.page.locator(".send").tap()
        await expect(wang.said("我马上帮您")).to_have_count(1)


async def test_a_quoted_reason_leads_from_the_context_to_the_log(
    world: World, url: str, browser: Browser
) -> None:
    await an_upset_customer(world)
    async with hand_held(browser, url, PHONES[1]) as wang:
        await wang.page.get_by_role("button", name="接最急的一位").tap()
        await wang.page.get_by_role("button", name="背景").tap()
        await wang.context.locator(".evidence").tap()
        await expect(wang.context).to_be_hidden()
        await expect(wang.log.locator(".entry.lit")).to_be_in_viewport()


async def test_the_end_of_the_talk_is_seen_above_a_phones_keyboard(
    world: World, url: str, browser: Browser
) -> None:
    await an_upset_customer(world)
    async with hand_held(browser, url, PHONES[1]) as wang:
        await wang.page.get_by_role("button", name="接最急的一位").tap()
        await expect(wang.composer).to_be_visible()
        await wang.page.set_viewport_size({"width": 360, "height": 400})
        await world.says("web-a", "还在吗", now_ms())
        await expect(wang.said("还在吗")).to_be_in_viewport(ratio=1)
        await expect(wang.page.locator(".send")).to_be_in_viewport(ratio=1)
