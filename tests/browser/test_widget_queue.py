"""What the chat shows while a person is called, and once one is there."""

import time

import pytest
from playwright.async_api import expect

from handoff.model import Draft
from handoff.queue.waiting import by
from tests.bot.serving import AGENT
from tests.browser.visiting import Visit
from tests.conftest import servers

pytestmark = pytest.mark.parametrize("redis_url", list(servers())[:1], indirect=True)
CHOICES = {"choices": [{"title": "我等客服"}, {"title": "继续问智能助手"}], "payloads": [{}, {}]}


async def waits(visit: Visit) -> str:
    """A customer in the queue who is offered the assistant."""
    conversation = await visit.conversation()
    await visit.write("转人工")
    await expect(visit.widget.locator(".state")).to_have_text(["已发送"])
    await visit.site.say(conversation, Draft(sender="system", text="现在没有客服在线", data=CHOICES))
    await visit.site.hand_over(conversation, now_ms=time.time_ns() // 1_000_000)
    await expect(visit.widget.locator(".row .choices button:enabled")).to_have_count(2)
    return conversation


async def test_the_header_tells_the_place_and_not_that_anybody_comes(visit: Visit) -> None:
    await waits(visit)
    await expect(visit.widget.locator(".who")).to_contain_text("排队中 · 第 1 位")


async def test_the_place_changes_as_soon_as_the_one_ahead_is_taken(visit: Visit) -> None:
    now_ms = time.time_ns() // 1_000_000
    first = await visit.site.desk.open_conversation(
        id="web-first", channel="web", client="c", language="zh-Hans", customer=None, now_ms=now_ms
    )
    await visit.site.hand_over(first.id, now_ms=now_ms)
    await waits(visit)
    await expect(visit.widget.locator(".who")).to_contain_text("第 2 位")
    await visit.site.desk.claim(first.id, AGENT, now_ms=now_ms)
    await expect(visit.widget.locator(".who")).to_contain_text("第 1 位", timeout=5_000)


async def test_no_tap_drops_the_person_who_has_joined(visit: Visit) -> None:
    conversation = await waits(visit)
    await visit.site.desk.claim(conversation, AGENT, now_ms=2)
    await expect(visit.widget.locator(".who")).to_contain_text("小王")
    await expect(visit.widget.locator(".row .choices")).to_have_count(0)
    await visit.site.desk.resolve(conversation, AGENT, category="refund", outcome="solved", note="", now_ms=3)
    await expect(visit.widget.locator(".row .choices button:enabled")).to_have_text(["解决了", "没有"])


async def test_who_was_left_by_the_person_may_choose(visit: Visit) -> None:
    conversation = await waits(visit)
    await visit.site.desk.claim(conversation, AGENT, now_ms=2)
    await expect(visit.widget.locator(".row .choices")).to_have_count(0)
    await visit.site.say(conversation, Draft(sender="system", text="客服离开", data=CHOICES | by(AGENT)))
    await expect(visit.widget.locator(".row .choices button:enabled")).to_have_count(2)


async def test_choices_of_the_desk_stand_in_the_middle_like_its_words(visit: Visit) -> None:
    await waits(visit)
    choices = visit.widget.locator(".row.system .choices")
    assert await choices.evaluate("node => getComputedStyle(node).justifyContent") == "center"
