"""A conversation that goes while its agent writes. Skipped where no Chromium is found."""

import re

import pytest
from playwright.async_api import Browser, expect

from handoff.model import AgentRef
from handoff.store.commit import Commit
from handoff.transitions import Move
from tests.browser.desk_at_work import Seat, an_upset_customer, now_ms, seats
from tests.browser.desk_fixtures import browser, url, world
from tests.conftest import servers
from tests.handoff.console.world import World

__all__ = ["browser", "url", "world"]

pytestmark = pytest.mark.parametrize("redis_url", list(servers())[:1], indirect=True)


async def with_two(world: World, wang: Seat) -> tuple[str, str]:
    """The conversation that is open, and the other one."""
    for id in ("web-a", "web-b"):
        await an_upset_customer(world, id)
    await expect(wang.queue).to_have_count(2)
    await wang.page.keyboard.press("F2")
    await expect(wang.mine).to_have_count(1)
    await wang.page.keyboard.press("F2")
    await expect(wang.mine).to_have_count(2)
    await expect(wang.page.locator(".mine .row.open")).to_have_count(1)
    open = str(await wang.page.locator(".mine .row.open").get_attribute("data-id"))
    return open, "web-a" if open == "web-b" else "web-b"


async def back_to_the_bot(world: World, id: str) -> None:
    c = await world.desk.conversation(id)
    await world.desk.store.commit(
        Commit(conversation=c, now_ms=now_ms(), move=Move.LEAVE_FOR_BOT, fields={"waiting_since_ms": "0"})
    )


async def passed_on(world: World, id: str, to: str) -> None:
    """Whoever holds it transfers it."""
    holder = (await world.desk.conversation(id)).agent
    assert holder is not None
    agent = AgentRef(id=holder["id"], name=holder["name"])
    target = world.users.by_name(to).id
    await world.desk.transfer(id, agent, to_agent=target, skill=None, note="", now_ms=now_ms())


async def written(world: World, id: str) -> list[str]:
    return [entry["text"] for entry in await world.desk.entries(id) if entry["from"] == "agent"]


@pytest.mark.parametrize("dialog", [None, "Alt+p"])
async def test_words_never_go_on_to_the_next_customer(
    world: World, url: str, browser: Browser, dialog: str | None
) -> None:
    async with seats(browser, url, "wang") as (wang,):
        lost, other = await with_two(world, wang)
        await wang.composer.fill("给甲的前半句，")
        if dialog:
            await wang.page.keyboard.press(dialog)
        await back_to_the_bot(world, lost)
        await expect(wang.page.locator(".composer.lost")).to_contain_text("客户回到了机器人")
        if dialog:
            await wang.page.keyboard.press("Escape")
        await wang.page.keyboard.type("后半句")
        await wang.page.keyboard.press("Enter")
        await expect(wang.page.locator(".kept textarea")).to_have_value("给甲的前半句，")
        await expect(wang.composer).to_have_count(0)
        await expect(wang.context).not_to_contain_text("20261105883412")
        assert await written(world, lost) == await written(world, other) == []
        await wang.mine.first.click()
        await expect(wang.composer).to_be_focused()
        await expect(wang.page.locator(".kept")).to_have_count(0)


async def test_note_in_a_dialog_of_a_lost_conversation_is_kept(
    world: World, url: str, browser: Browser
) -> None:
    async with seats(browser, url, "wang") as (wang,):
        lost, other = await with_two(world, wang)
        await wang.page.keyboard.press("Alt+b")
        await wang.dialog.locator("textarea").fill("已催仓库")
        await back_to_the_bot(world, lost)
        await expect(wang.mine).to_have_count(1)
        await wang.page.keyboard.press("Enter")
        await expect(wang.page.locator(".kept textarea")).to_have_value(re.compile("已催仓库$"))
        assert (await world.desk.conversation(other)).state.value == "human"


async def test_customer_who_writes_again_does_not_take_the_cursor_from_another(
    world: World, url: str, browser: Browser
) -> None:
    async with seats(browser, url, "wang") as (wang,):
        resolved, other = await with_two(world, wang)
        await wang.page.keyboard.press("Alt+r")
        await wang.page.keyboard.press("Enter")
        await expect(wang.page.locator(".mine .row.open")).to_have_attribute("data-id", other)
        await wang.composer.fill("给乙的话")
        await world.says(resolved, "等等，还有一件事", now_ms())
        await expect(wang.page.locator(".toast.info")).to_contain_text("客户又说话了")
        await wang.page.wait_for_timeout(300)
        await expect(wang.composer).to_have_value("给乙的话")
        await expect(wang.page.locator(".mine .row.open")).to_have_attribute("data-id", other)
        await wang.page.wait_for_timeout(5500)  # longer than the move can be undone
        assert (await world.desk.conversation(resolved)).state.value == "human"
        await expect(wang.composer).to_have_value("给乙的话")


async def test_supervisor_reads_what_colleagues_do_and_takes_over_with_a_key(
    world: World, url: str, browser: Browser
) -> None:
    await an_upset_customer(world)
    async with seats(browser, url, "wang", "boss") as (wang, boss):
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        await wang.composer.fill("正在写的")
        await expect(wang.page.get_by_role("tab", name="全员")).to_have_count(0)
        await boss.page.keyboard.press("Alt+a")
        await expect(boss.page.locator(".team .row")).to_contain_text("陈**")
        await boss.page.get_by_role("button", name="小王").click()
        await expect(boss.page.locator(".group")).to_have_count(1)
        await boss.page.locator(".team .row").click()
        await expect(boss.said("到底管不管")).to_have_count(1)
        await expect(boss.composer).to_have_count(0)
        await boss.page.keyboard.press("Alt+g")
        await expect(boss.composer).to_be_focused()
        await expect(wang.page.locator(".composer.lost")).to_contain_text("老张 已接手")
        await expect(wang.page.locator(".kept textarea")).to_have_value("正在写的")


async def test_customer_who_waits_again_after_being_taken_over_can_be_taken_at_once(
    world: World, url: str, browser: Browser
) -> None:
    await an_upset_customer(world)
    async with seats(browser, url, "wang", "boss") as (wang, boss):
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        await wang.composer.fill("正在写的")
        await boss.page.keyboard.press("Alt+a")
        await boss.page.locator(".team .row").click()
        await expect(boss.said("到底管不管")).to_have_count(1)
        await boss.page.keyboard.press("Alt+g")
        await expect(wang.page.locator(".composer.lost")).to_contain_text("老张 已接手")
        await passed_on(world, "web-a", to="wang")
        await expect(wang.queue).to_have_count(1)
        await expect(wang.page.locator(".composer.lost")).not_to_contain_text("已接手")
        await expect(wang.page.locator(".kept textarea")).to_have_value("正在写的")
        await wang.page.get_by_role("button", name="接入", exact=True).click()
        await expect(wang.composer).to_have_value("正在写的")


async def test_row_of_a_lost_customer_shows_it_anew(world: World, url: str, browser: Browser) -> None:
    async with seats(browser, url, "wang") as (wang,):
        await an_upset_customer(world)
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        await passed_on(world, "web-a", to="li")
        await expect(wang.page.locator(".composer.lost")).to_contain_text("退回队列")
        await wang.queue.click()
        await expect(wang.page.get_by_role("button", name="接入", exact=True)).to_be_visible()
