"""An agent's work in a real browser. Skipped where no Chromium is found."""

import re
import time

import pytest
from playwright.async_api import Browser, expect

from tests.browser.desk_at_work import an_upset_customer, now_ms, seat, seats
from tests.browser.desk_fixtures import browser, url, world
from tests.conftest import servers
from tests.handoff.build import queued
from tests.handoff.console.world import World

__all__ = ["browser", "url", "world"]

# What a page shows does not hang on which of the two Redis servers is behind it.
pytestmark = pytest.mark.parametrize("redis_url", list(servers())[:1], indirect=True)


async def replies(world: World, id: str = "web-a") -> list[str]:
    return [entry["text"] for entry in await world.desk.entries(id) if entry["from"] == "agent"]


async def test_two_keys_lead_from_the_alert_to_a_sent_acknowledgement(
    world: World, url: str, browser: Browser
) -> None:
    async with seats(browser, url, "wang") as (wang,):
        await an_upset_customer(world)
        await expect(wang.queue).to_have_count(1)
        await expect(wang.page).to_have_title(re.compile("●1"))
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        await expect(wang.composer).to_have_value(re.compile("3412"))
        draft = await wang.composer.input_value()
        await wang.page.keyboard.press("Enter")
        await expect(wang.log.locator(".from-agent:not(.pending)")).to_have_count(1)
        assert await replies(world) == [draft]


async def test_two_agents_see_each_others_claims_at_once(world: World, url: str, browser: Browser) -> None:
    await an_upset_customer(world)
    async with seats(browser, url, "wang", "li") as (wang, li):
        await expect(wang.queue).to_have_count(1)
        await expect(li.queue).to_have_count(1)
        begun = time.monotonic()
        await wang.page.keyboard.press("F2")
        await expect(li.queue).to_have_count(0)
        assert time.monotonic() - begun < 3
        await expect(wang.mine).to_have_count(1)
        await li.page.keyboard.press("F2")
        await expect(li.page.locator(".toast")).to_contain_text("没有人在等")
        await expect(li.mine).to_have_count(0)


async def test_the_same_word_is_shown_once_however_often_it_is_said(
    world: World, url: str, browser: Browser
) -> None:
    async with seats(browser, url, "wang") as (wang,):
        for _ in range(3):
            async with wang.page.expect_response("**/claim-next"):
                await wang.page.keyboard.press("F2")
        await expect(wang.page.locator(".toast")).to_have_count(1)
        await expect(wang.page.locator(".toast")).to_contain_text("没有人在等")


async def test_everything_known_stands_beside_the_conversation(
    world: World, url: str, browser: Browser
) -> None:
    await an_upset_customer(world)
    async with seats(browser, url, "wang") as (wang,):
        await wang.page.keyboard.press("F2")
        for known in (
            "包裹在武汉停滞六天",
            "情绪",
            "明显生气",
            "20261105883412",
            "中通快递",
            "懒人沙发",
            "已提交催单",
        ):
            await expect(wang.context).to_contain_text(known)
        await expect(wang.context.locator(".curve circle")).to_have_count(1)
        await expect(wang.log.locator(".understood")).to_contain_text("催单 91%")
        await wang.context.locator(".evidence").click()
        await expect(wang.log.locator(".entry.lit")).to_contain_text("到底管不管")


async def test_waiting_conversation_is_masked_until_it_is_claimed(
    world: World, url: str, browser: Browser
) -> None:
    await an_upset_customer(world)
    async with seats(browser, url, "wang") as (wang,):
        await wang.queue.click()
        await expect(wang.page.locator("h1")).to_have_text("陈**")
        await expect(wang.context).not_to_contain_text("20261105883412")
        await expect(wang.composer).to_have_count(0)
        await wang.page.get_by_role("button", name="接入", exact=True).click()
        await expect(wang.page.locator("h1")).to_have_text("陈晓雯")
        await expect(wang.composer).to_be_focused()


async def test_enter_of_an_input_method_never_sends(world: World, url: str, browser: Browser) -> None:
    await an_upset_customer(world)
    async with seats(browser, url, "wang") as (wang,):
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        await wang.composer.fill("好的")
        pressed = """(node, how) => node.dispatchEvent(new KeyboardEvent('keydown',
            {key: 'Enter', code: 'Enter', bubbles: true, cancelable: true, ...how}))"""
        await wang.composer.evaluate(pressed, {"isComposing": True})
        await wang.composer.evaluate(pressed, {"keyCode": 229})
        session = await wang.page.context.new_cdp_session(wang.page)
        await session.send(
            "Input.imeSetComposition", {"text": "nihao", "selectionStart": 5, "selectionEnd": 5}
        )
        enter = {"type": "keyDown", "key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
        await session.send("Input.dispatchKeyEvent", enter)
        await session.send("Input.insertText", {"text": "你好"})
        await expect(wang.composer).to_have_value("好的你好")
        assert await replies(world) == []
        await wang.page.keyboard.press("Enter")
        await expect(wang.composer).to_have_value("")
        await expect(wang.said("好的你好")).to_have_count(1)
        assert await replies(world) == ["好的你好"]


@pytest.mark.parametrize("typed", ["/qsd", "、qsd", "qsd"])
async def test_phrase_is_found_by_pinyin_initials_and_inserted_with_enter(
    world: World, url: str, browser: Browser, typed: str
) -> None:
    await an_upset_customer(world)
    async with seats(browser, url, "wang") as (wang,):
        await wang.page.keyboard.press("F2")
        await wang.composer.fill("")
        await wang.page.keyboard.type(typed)
        await expect(wang.page.get_by_role("option", selected=True)).to_contain_text("请稍等")
        await wang.page.keyboard.press("Enter")
        await expect(wang.composer).to_have_value("请稍等，我为您查一下。")
        assert await replies(world) == []
        await wang.page.keyboard.press("Enter")
        await expect(wang.said("请稍等")).to_have_count(1)


async def test_login_is_refused_then_given_and_logout_ends_it(
    world: World, url: str, browser: Browser
) -> None:
    async with seat(browser, url) as wang:
        await wang.log_in("wang", "wrong-wrong-1")
        await expect(wang.page.get_by_role("alert")).to_have_text("用户名或密码不对。")
        await wang.sit_down()
        await wang.page.reload()
        await expect(wang.page.locator(".presence [aria-checked=true]")).to_have_class("online")
        await wang.page.get_by_role("button", name="退出").click()
        await expect(wang.page.locator(".login")).to_be_visible()
        await wang.page.reload()
        await expect(wang.page.locator(".login")).to_be_visible()


async def test_note_looks_different_and_never_reaches_the_customer(
    world: World, url: str, browser: Browser
) -> None:
    await an_upset_customer(world)
    async with seats(browser, url, "wang") as (wang,):
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        await wang.composer.fill("")
        await wang.page.keyboard.press("Alt+m")
        await wang.page.keyboard.type("先别承诺时间")
        await wang.page.keyboard.press("Enter")
        await expect(wang.log.locator(".from-note:not(.pending)")).to_contain_text("先别承诺时间")
        assert "先别承诺时间" not in str(await world.desk.entries("web-a"))


async def test_resolve_is_filled_in_can_be_undone_and_is_then_done(
    world: World, url: str, browser: Browser
) -> None:
    await an_upset_customer(world)
    async with seats(browser, url, "wang") as (wang,):
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        await wang.page.keyboard.press("Enter")
        await wang.page.keyboard.press("Alt+r")
        await expect(wang.dialog.locator("select")).to_have_value("urge_delivery")
        await expect(wang.dialog.locator("input[value=solved]")).to_be_checked()
        await wang.page.keyboard.press("Enter")
        await expect(wang.dialog).to_have_count(0)
        await wang.page.keyboard.press("Alt+z")
        await expect(wang.page.locator("h1")).to_have_text("陈晓雯")
        assert (await world.desk.conversation("web-a")).state.value == "human"
        await wang.page.keyboard.press("Alt+r")
        await expect(wang.dialog).to_have_count(1)
        await wang.page.keyboard.press("Enter")
        await expect(wang.mine).to_have_count(0, timeout=12_000)
        assert (await world.desk.conversation("web-a")).category == "urge_delivery"
        await expect(wang.page.locator(".presence [aria-checked=true]")).to_have_class("wrap_up")
        await expect(wang.page.locator(".wrap")).to_contain_text("后自动在线")


async def test_customer_who_writes_again_undoes_the_resolving(
    world: World, url: str, browser: Browser
) -> None:
    await an_upset_customer(world)
    await queued(world.desk, "web-b", now_ms=now_ms(), queue_class=3)
    async with seats(browser, url, "wang") as (wang,):
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        await wang.page.keyboard.press("Alt+r")
        await wang.page.keyboard.press("Enter")
        await expect(wang.page.locator(".toast.undo")).to_be_visible()
        await world.says("web-a", "等等，还有一件事", now_ms())
        await expect(wang.page.locator(".toast.info")).to_contain_text("客户又说话了")
        await expect(wang.said("还有一件事")).to_have_count(1)
        assert (await world.desk.conversation("web-a")).state.value == "human"
