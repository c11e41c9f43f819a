"""What an agent has written and not sent. Skipped where no Chromium is found."""

import pytest
from playwright.async_api import Browser, expect

from tests.browser.desk_at_work import an_upset_customer, seats
from tests.browser.desk_fixtures import browser, url, world
from tests.conftest import servers
from tests.handoff.console.world import World

__all__ = ["browser", "url", "world"]
pytestmark = pytest.mark.parametrize("redis_url", list(servers())[:1], indirect=True)


async def test_reply_and_note_survive_a_reload_as_what_they_were(
    world: World, url: str, browser: Browser
) -> None:
    await an_upset_customer(world)
    async with seats(browser, url, "wang") as (wang,):
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        await wang.page.keyboard.press("Alt+m")
        await wang.composer.fill("只给同事看的")
        await wang.page.reload()
        await expect(wang.mine).to_contain_text("陈晓雯")
        await wang.mine.click()
        await expect(wang.composer).to_have_value("只给同事看的")
        await expect(wang.page.locator(".composer.as-note")).to_be_visible()
        await wang.composer.press("Enter")
        await expect(wang.composer).to_have_value("")
        await wang.page.reload()
        await wang.mine.click()
        await expect(wang.composer).to_have_value("")


async def test_logging_out_leaves_nothing_of_it(world: World, url: str, browser: Browser) -> None:
    await an_upset_customer(world)
    async with seats(browser, url, "wang") as (wang,):
        await wang.page.keyboard.press("F2")
        await wang.composer.fill("写到一半")
        await wang.page.get_by_role("button", name="退出").click()
        await wang.page.keyboard.press("Enter")
        await expect(wang.page.locator(".login")).to_be_visible()
        assert await wang.page.evaluate("sessionStorage.length") == 0


@pytest.mark.parametrize("key", ["Alt+r", "Alt+t", "Alt+b"])
async def test_a_conversation_with_an_unsent_reply_is_not_ended_without_a_word(
    world: World, url: str, browser: Browser, key: str
) -> None:
    await an_upset_customer(world)
    async with seats(browser, url, "wang") as (wang,):
        await wang.page.keyboard.press("F2")
        await wang.composer.fill("写到一半")
        await wang.page.keyboard.press(key)
        await expect(wang.page.locator("dialog.unsent")).to_contain_text("写到一半")
        await wang.page.keyboard.press("Escape")
        await expect(wang.composer).to_be_focused()
        await wang.page.keyboard.press(key)
        await wang.page.keyboard.press("Enter")
        await expect(wang.page.locator("dialog[open]:not(.unsent)")).to_be_visible()
        assert (await world.desk.conversation("web-a")).state.value == "human"
