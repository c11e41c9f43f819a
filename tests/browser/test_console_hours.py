"""What agents see of the desk's hours. Skipped where no Chromium is found."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import Browser, expect

from handoff.hours.opening import DeskRules
from handoff.hours.week import Hours, Spans
from tests.browser.desk_at_work import now_ms, seats
from tests.browser.desk_fixtures import browser, url, world
from tests.conftest import servers
from tests.handoff.console.world import World

__all__ = ["browser", "url", "world"]

pytestmark = pytest.mark.parametrize("redis_url", list(servers())[:1], indirect=True)


async def test_off_hours_an_agent_sees_what_customers_are_told(
    world: World, url: str, browser: Browser
) -> None:
    never: tuple[Spans, ...] = ((),) * 7
    in_two_days = Hours().today(now_ms()) + timedelta(days=2)
    world.desk.rules = DeskRules(hours=Hours(week=never, exceptions={in_two_days: ((540, 720),)}))
    async with seats(browser, url, "wang") as (wang,):
        hint = wang.page.locator(".presence [role=status]")
        await expect(hint).to_have_text("下班时间：在线就仍会接到对话")
        await wang.page.get_by_role("radio", name="离线").click()
        await expect(hint).to_have_text(re.compile("下班时间，.* 9:00 上班：客户已被告知"))
