"""What the console says and how it looks in small things. Skipped where no Chromium is found."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Browser, expect

from handoff.model import Draft
from handoff.store.commit import Commit
from tests.browser.desk_at_work import an_upset_customer, now_ms, seat, seats
from tests.browser.desk_fixtures import browser, url, world
from tests.conftest import servers
from tests.handoff.build import queued
from tests.handoff.console.world import World

__all__ = ["browser", "url", "world"]

pytestmark = pytest.mark.parametrize("redis_url", list(servers())[:1], indirect=True)

SAID = "转人工，我已经等了三个星期了"
EVIDENCE = [
    {"turn": 0, "rule": "intent:ask_human", "threshold": 0.4, "score": 0.97, "quote": SAID[:6]},
    {"turn": 0, "rule": "words:asked_for_human", "threshold": 1.0, "score": 1.0, "quote": SAID[:6]},
    {"turn": 0, "rule": "dialogue:asked_for_human", "threshold": 0.1, "score": 0.93, "quote": SAID[:6]},
]
BY_A_SKILL = {"turn": 0, "rule": "refund ¥738.00: amount: ¥738.00 > ¥200.00", "threshold": 1, "score": 1}


async def a_guest(world: World, id: str) -> None:
    """Asked for a person; three rules saw it, and a skill."""
    await queued(world.desk, id, now_ms=now_ms())
    await world.says(id, SAID, now_ms(), client_id=f"first-{id}")
    context = {
        "reasons": [
            {"reason": "asked_for_human", "evidence": EVIDENCE},
            {"reason": "authority", "evidence": [BY_A_SKILL]},
        ]
    }
    c = await world.desk.conversation(id)
    told = [Draft(sender="system", say=("queued_next", {}))]
    await world.desk.store.commit(
        Commit(conversation=c, now_ms=now_ms(), once=f"told:{id}", entries=told, context=context)
    )


@pytest.mark.parametrize(
    ("language", "asked", "by_skill"),
    [
        ("zh-CN", "明说要人工", "按规则由人处理：¥738.00 > ¥200.00"),
        ("en-GB", "Asked for a person in words", "A rule wants a person: ¥738.00 > ¥200.00"),
    ],
)
async def test_a_reason_is_one_row_in_the_agents_words_with_the_rest_folded(
    world: World, url: str, browser: Browser, language: str, asked: str, by_skill: str
) -> None:
    await a_guest(world, "web-0001a2b3")
    async with seat(browser, url, language=language) as wang:
        await wang.sit_down()
        await wang.page.keyboard.press("F2")
        rows = wang.context.locator(".evidence:visible")
        await expect(rows).to_have_count(2)
        await expect(rows.first).to_have_text(SAID + asked)
        await expect(rows.last).to_have_text(by_skill)
        await wang.context.locator("summary").click()
        await expect(rows).to_have_count(4)
        await expect(wang.context.locator(".reasons q")).to_have_count(1)
        await expect(wang.context).not_to_contain_text("asked for human")


async def test_two_guests_in_hand_are_told_apart(world: World, url: str, browser: Browser) -> None:
    for id in ("web-0001a2b3", "web-0002c4d5"):
        await a_guest(world, id)
    async with seats(browser, url, "wang") as (wang,):
        for n in (1, 2):
            await wang.page.keyboard.press("F2")
            await expect(wang.mine).to_have_count(n)
        await expect(wang.mine.filter(has_text="访客 A2B3")).to_have_count(1)
        await expect(wang.mine.filter(has_text="访客 C4D5")).to_have_count(1)


async def test_taking_the_next_while_away_puts_one_online_and_says_so(
    world: World, url: str, browser: Browser
) -> None:
    await an_upset_customer(world)
    async with seats(browser, url, "wang") as (wang,):
        for presence in ("小憩", "离线"):
            await wang.page.get_by_role("radio", name=presence).click()
        await expect(wang.page.locator(".take")).to_contain_text("上线并接")
        await wang.page.keyboard.press("F2")
        await expect(wang.mine).to_have_count(1)
        await expect(wang.page.locator(".toast")).to_contain_text("已为你切换到在线")
        user = world.users.by_name("wang")
        assert [row.state for row in await world.desk.agents(now_ms()) if row.id == user.id] == ["online"]


async def test_new_message_below_is_told_to_who_reads_further_up(
    world: World, url: str, browser: Browser
) -> None:
    await an_upset_customer(world)
    for n in range(40):
        await world.says("web-a", f"第 {n} 行", now_ms(), client_id=f"line-{n}")
    async with seats(browser, url, "wang") as (wang,):
        await wang.page.keyboard.press("F2")
        await expect(wang.said("第 39 行")).to_be_visible()
        await wang.log.evaluate("log => { log.scrollTop = 0; }")
        await wang.page.wait_for_timeout(200)
        await world.says("web-a", "看看最下面", now_ms())
        await wang.page.locator(".below").filter(has_text="1 条新消息").click()
        await expect(wang.said("看看最下面")).to_be_in_viewport()
        await expect(wang.page.locator(".below")).to_have_count(0)


async def test_times_are_the_shops_whatever_zone_the_browser_is_in(
    world: World, url: str, browser: Browser
) -> None:
    await an_upset_customer(world)
    shop = datetime.fromtimestamp(now_ms() / 1000 - 60, ZoneInfo("Asia/Shanghai"))
    async with seat(browser, url, timezone_id="America/Los_Angeles") as wang:
        await wang.sit_down()
        await wang.page.keyboard.press("F2")
        shown = wang.log.locator(".from-customer time").first
        await expect(shown).to_have_text(
            re.compile(f"{shop:%H}:{shop:%M}|{shop + timedelta(minutes=1):%H:%M}")
        )
        wall = "m => m.atClock('2026-11-27T09:00')"
        assert (
            await wang.page.evaluate(f"() => import('/console/core/time.js').then({wall})") == 1795741200000
        )
        said = await wang.page.evaluate(
            "() => import('/console/core/time.js').then(m => m.dateOf('2026-11-27'))"
        )
        assert said == "11/27周五"


async def test_hovering_leaves_the_colour_of_urgency(world: World, url: str, browser: Browser) -> None:
    await an_upset_customer(world)
    colour = "row => getComputedStyle(row).borderLeftColor"
    async with seats(browser, url, "wang") as (wang,):
        await expect(wang.queue).to_have_count(1)
        before = await wang.queue.evaluate(colour)
        await wang.queue.hover()
        assert await wang.queue.evaluate(colour) == before


async def test_800_pixels_show_name_moves_and_on_demand_the_context(
    world: World, url: str, browser: Browser
) -> None:
    await an_upset_customer(world)
    async with seat(browser, url, viewport={"width": 800, "height": 560}) as wang:
        await wang.sit_down()
        await wang.page.keyboard.press("F2")
        await expect(wang.page.locator("h1")).to_have_text("陈晓雯")
        head = wang.page.locator(".talk-head")
        assert await head.evaluate("node => node.scrollWidth <= node.clientWidth")
        send = await wang.page.locator(".send").bounding_box()
        assert send is not None
        assert send["width"] > send["height"]
        await expect(wang.context).to_be_hidden()
        await wang.page.get_by_role("button", name="背景").click()
        await expect(wang.context).to_contain_text("20261105883412")


async def test_enter_in_the_logout_dialog_logs_out(world: World, url: str, browser: Browser) -> None:
    await an_upset_customer(world)
    async with seats(browser, url, "wang") as (wang,):
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        await wang.page.get_by_role("button", name="退出").click()
        await expect(wang.dialog).to_be_visible()
        await wang.page.keyboard.press("Enter")
        await expect(wang.page.locator(".login")).to_be_visible()
        await expect(wang.page.locator(".said")).to_have_text("")


async def test_session_that_ended_is_named_and_the_name_kept(
    world: World, url: str, browser: Browser
) -> None:
    async with seats(browser, url, "wang") as (wang,):
        await wang.page.context.clear_cookies()
        await wang.page.keyboard.press("F2")
        await expect(wang.page.get_by_role("alert")).to_have_text("登录已过期，请重新登录。")
        await expect(wang.page.locator("input[name=user]")).to_have_value("wang")
        await expect(wang.page.locator("input[name=password]")).to_be_focused()


async def test_language_of_the_login_changes_words_and_nothing_typed(
    world: World, url: str, browser: Browser
) -> None:
    async with seat(browser, url) as wang:
        await wang.log_in("wang", "wrong-wrong-1")
        said = wang.page.get_by_role("alert")
        await expect(said).to_have_text("用户名或密码不对。")
        await wang.page.get_by_role("button", name="English").click()
        await expect(said).to_have_text("User name or password is wrong.")
        await expect(wang.page.locator("input[name=user]")).to_have_value("wang")
        await wang.page.locator("input[name=password]").fill("x")
        await expect(said).to_have_text("")
