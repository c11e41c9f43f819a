"""How the console fits: sizes, languages, themes, keyboard. Skipped where no Chromium is found."""

import io

import pytest
from PIL import Image
from playwright.async_api import Browser, expect

from handoff.store.commit import Commit
from tests.browser.desk_at_work import an_upset_customer, now_ms, seat, seats
from tests.browser.desk_fixtures import browser, url, world
from tests.conftest import servers
from tests.handoff.console.world import World

__all__ = ["browser", "url", "world"]
pytestmark = pytest.mark.parametrize("redis_url", list(servers())[:1], indirect=True)

OVERFLOWING = """() => [...document.querySelectorAll('.desk, .bar, .columns > *, .talk-head, .composer, .row')]
    .filter(node => node.scrollWidth > node.clientWidth + 1).map(node => node.className)"""


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everything_fits_at_1024_pixels(
    world: World, url: str, browser: Browser, language: str, scheme: str
) -> None:
    await an_upset_customer(world)
    await an_upset_customer(world, "web-b")
    small = {"width": 1024, "height": 700}
    async with seat(browser, url, language=language, viewport=small, color_scheme=scheme) as wang:
        await wang.sit_down()
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        await expect(wang.queue).to_have_count(1)
        assert await wang.page.evaluate(OVERFLOWING) == []
        ground = await wang.page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        assert (sum(map(int, ground[4:-1].split(","))) < 200) == (scheme == "dark")


async def test_language_is_switched_at_once_and_remembered(world: World, url: str, browser: Browser) -> None:
    async with seats(browser, url, "wang") as (wang,):
        await expect(wang.page.locator("#queue-title")).to_contain_text("排队")
        await wang.page.get_by_role("button", name="English").click()
        await expect(wang.page.locator("#queue-title")).to_contain_text("Queue")
        await wang.page.reload()
        await expect(wang.page.locator("#queue-title")).to_contain_text("Queue")
        assert await wang.page.evaluate("() => document.documentElement.lang") == "en"


async def test_question_mark_shows_every_key_and_is_a_letter_where_one_writes(
    world: World, url: str, browser: Browser
) -> None:
    await an_upset_customer(world)
    async with seats(browser, url, "wang") as (wang,):
        await wang.page.keyboard.press("?")
        await expect(wang.dialog).to_contain_text("接最急的一位")
        await wang.page.keyboard.press("Escape")
        await expect(wang.dialog).to_have_count(0)
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        await wang.composer.fill("")
        await wang.page.keyboard.type("?")
        await expect(wang.composer).to_have_value("?")
        await expect(wang.dialog).to_have_count(0)


async def test_conversation_is_moved_and_changed_by_keyboard_alone(
    world: World, url: str, browser: Browser
) -> None:
    for id in ("web-a", "web-b"):
        await an_upset_customer(world, id)
    async with seats(browser, url, "wang", "li") as (wang, _):
        await wang.page.keyboard.press("F2")
        await expect(wang.mine).to_have_count(1)
        await wang.page.keyboard.press("F2")
        await expect(wang.mine).to_have_count(2)
        before = await wang.page.locator(".mine .row.open").get_attribute("data-id")
        await wang.page.keyboard.press("Alt+ArrowDown")
        await expect(wang.page.locator(".mine .row.open")).not_to_have_attribute("data-id", str(before))
        await wang.page.keyboard.press("Alt+t")
        await expect(wang.dialog.locator("[name=to]:checked")).to_be_focused()
        await wang.page.keyboard.press("Enter")
        await expect(wang.mine).to_have_count(1, timeout=12_000)
        li = world.users.by_name("li")
        moved = "web-a" if before == "web-b" else "web-b"
        assert (await world.desk.conversation(moved)).preferred_agent == li.id


async def test_pasted_photo_is_sent_and_shown(world: World, url: str, browser: Browser) -> None:
    await an_upset_customer(world)
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    async with seats(browser, url, "wang") as (wang,):
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        await wang.composer.fill("")
        chosen = {"name": "a.png", "mimeType": "image/png", "buffer": picture.getvalue()}
        await wang.page.locator("input[type=file]").set_input_files(chosen)  # type: ignore[arg-type]
        await expect(wang.page.locator(".attached:not(.busy)")).to_be_visible()
        await wang.composer.press("Enter")
        image = wang.log.locator(".from-agent:not(.pending) .photo img")
        await expect(image).to_be_visible()
        await expect(image).to_have_js_property("naturalWidth", 40)


async def test_what_a_customer_writes_is_text_and_never_markup(
    world: World, url: str, browser: Browser
) -> None:
    await an_upset_customer(world)
    evil = "<img src=x onerror=\"document.title='hacked'\"><b>粗</b>"
    async with seats(browser, url, "wang") as (wang,):
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        await world.says("web-a", evil, now_ms())
        await expect(wang.said("onerror")).to_contain_text(evil)
        assert await wang.log.locator("b", has_text="粗").count() == 0


CUT = (
    """nodes => nodes.filter(node => node.scrollWidth > node.clientWidth + 1).map(node => node.textContent)"""
)


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("width", [768, 1024, 1280])
async def test_who_it_is_and_what_the_moves_do_can_be_read(
    world: World, url: str, browser: Browser, language: str, width: int
) -> None:
    await an_upset_customer(world)
    async with seat(browser, url, language=language, viewport={"width": width, "height": 800}) as wang:
        await wang.sit_down()
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        assert await wang.page.locator(".talk-head h1, .talk-head .who .small").evaluate_all(CUT) == []
        for word in await wang.page.locator(".moves button span").all():
            await expect(word).to_be_in_viewport(ratio=1)


async def test_row_with_several_reasons_stays_in_its_column(world: World, url: str, browser: Browser) -> None:
    await an_upset_customer(world)
    c = await world.desk.conversation("web-a")
    await world.desk.store.commit(
        Commit(conversation=c, now_ms=now_ms(), once="more", fields={"reasons": "emotion,complaint"})
    )
    async with seat(browser, url, language="en-GB", viewport={"width": 768, "height": 1024}) as wang:
        await wang.sit_down()
        await expect(wang.queue.locator(".why")).to_have_count(2)
        assert await wang.page.evaluate(OVERFLOWING) == []
