"""The chat on bad connections: nothing is lost, nothing is sent twice."""

import asyncio
from collections.abc import Callable

import pytest
from playwright.async_api import Browser, Route, expect

from handoff.model import Draft
from tests.bot.serving import Served
from tests.browser.visiting import Visit, visiting
from tests.conftest import servers

pytestmark = pytest.mark.parametrize("redis_url", list(servers())[:1], indirect=True)
MESSAGES = "**/api/chat/messages"
NO_SOCKETS = "window.WebSocket = class { constructor() { setTimeout(() => this.onclose({ code: 1006 }), 20); } close() {} };"


async def test_what_is_written_offline_is_sent_once_and_in_order_afterwards(visit: Visit) -> None:
    await visit.write("零")
    await expect(visit.widget.locator(".state")).to_have_text(["已发送"])
    await visit.page.context.set_offline(True)
    await expect(visit.banner).to_be_visible()
    for text in ("一", "二", "三"):
        await visit.write(text)
    await expect(visit.widget.locator(".state")).to_have_text(["等待网络"] * 3)
    assert await visit.logged() == ["零"]
    await visit.page.context.set_offline(False)
    await expect(visit.widget.locator(".state")).to_have_text(["已发送"])
    await expect(visit.banner).to_be_hidden()
    assert await visit.logged() == ["零", "一", "二", "三"]
    await expect(visit.rows).to_have_text(["零", "一", "二", "三"])


async def test_a_lost_answer_does_not_double_the_message(visit: Visit) -> None:
    await visit.conversation()
    tries: list[str] = []

    async def swallow_first(route: Route) -> None:
        if route.request.method != "POST":
            await route.continue_()
            return
        tries.append((route.request.post_data_json or {})["client_message_id"])
        if len(tries) == 1:
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    await visit.page.route(MESSAGES, swallow_first)
    await visit.write("只要一次")
    await expect(visit.widget.locator(".state")).to_have_text(["已发送"])
    await _until(lambda: len(tries) == 2)
    assert len(set(tries)) == 1
    assert await visit.logged() == ["只要一次"]
    await expect(visit.rows).to_have_text(["只要一次"])


async def test_what_could_not_be_sent_survives_a_reload(visit: Visit) -> None:
    await visit.conversation()
    await visit.page.route(MESSAGES, lambda route: route.abort())
    await visit.write("先别丢")
    await expect(visit.widget.locator(".state")).to_have_text(["等待网络"])
    await visit.page.unroute(MESSAGES)
    await visit.page.reload()
    await visit.bubble.click()
    await expect(visit.row("先别丢")).to_have_count(1)
    await expect(visit.widget.locator(".state")).to_have_text(["已发送"])
    assert await visit.logged() == ["先别丢"]


async def test_an_overloaded_server_gets_the_same_id_again(visit: Visit) -> None:
    await visit.conversation()
    refused: list[int] = []

    async def busy_once(route: Route) -> None:
        if route.request.method == "POST" and not refused:
            refused.append(1)
            problem = '{"code": "redis_unavailable", "error": "…"}'
            await route.fulfill(
                status=503, headers={"Retry-After": "1"}, content_type="application/json", body=problem
            )
        else:
            await route.continue_()

    await visit.page.route(MESSAGES, busy_once)
    await visit.write("在吗")
    await expect(visit.banner).to_be_visible()
    await expect(visit.widget.locator(".state")).to_have_text(["已发送"])
    await expect(visit.banner).to_be_hidden()
    assert await visit.logged() == ["在吗"]


async def test_a_refused_message_can_be_removed_and_does_not_hold_up_others(visit: Visit) -> None:
    conversation = await visit.conversation()
    await visit.site.say(conversation, Draft(sender="bot", text="?", data={"choices": [{"title": "旧按钮"}]}))

    async def refuse_choices(route: Route) -> None:
        if "choice" in (route.request.post_data_json or {}):
            await route.fulfill(
                status=422, content_type="application/json", body='{"code":"no_such_choice","error":"…"}'
            )
        else:
            await route.continue_()

    await visit.page.route(MESSAGES, refuse_choices)
    await visit.widget.get_by_role("button", name="旧按钮").click()
    await expect(visit.widget.locator(".state.bad")).to_contain_text("没有发出去")
    await visit.write("后面的话")
    await expect(visit.row("后面的话")).to_have_count(1)
    await visit.widget.get_by_role("button", name="删除").click()
    await expect(visit.rows).to_have_text(["?", "后面的话"])


async def test_without_sockets_messages_come_by_long_poll(
    customer_browser: Browser, shop_site: Served
) -> None:
    async with visiting(customer_browser, shop_site) as (visit, context):
        await context.add_init_script(NO_SOCKETS)
        await visit.open()
        await visit.write("在吗")
        await shop_site.say(await visit.conversation(), Draft(sender="bot", text="在的"))
        await expect(visit.row("在的")).to_be_visible()
        await expect(visit.banner).to_be_hidden()
        await shop_site.say(await visit.conversation(), Draft(sender="bot", text="还在"))
        await expect(visit.row("还在")).to_be_visible()


async def test_a_lost_session_is_replaced_and_the_message_still_sent(visit: Visit) -> None:
    before = await visit.conversation()
    await visit.page.evaluate(
        """() => {
          const kept = JSON.parse(localStorage["frontdesk:guest"]);
          kept.session.token = "a.b.c";
          localStorage["frontdesk:guest"] = JSON.stringify(kept);
        }"""
    )
    await visit.page.reload()
    await visit.bubble.click()
    await visit.write("我又来了")
    await expect(visit.widget.locator(".state")).to_have_text(["已发送"])
    assert await visit.conversation() != before
    assert await visit.logged() == ["我又来了"]


async def test_what_was_said_while_the_line_was_down_is_there_afterwards(visit: Visit) -> None:
    conversation = await visit.conversation()
    for _ in range(2):
        await visit.page.context.set_offline(True)
        await expect(visit.banner).to_be_visible()
        await visit.site.say(conversation, Draft(sender="bot", text="断线时说的"))
        await visit.page.context.set_offline(False)
        await expect(visit.banner).to_be_hidden()
    await expect(visit.row("断线时说的")).to_have_count(2)


async def test_two_pages_share_one_conversation_and_lose_nothing_of_each_other(visit: Visit) -> None:
    first = await visit.conversation()
    other = Visit(await visit.page.context.new_page(), visit.site)
    await other.open()
    await visit.page.context.set_offline(True)
    await visit.write("第一页写的")
    await other.write("第二页写的")
    await expect(visit.widget.locator(".state")).to_have_text(["等待网络"])
    kept = await visit.waiting()
    await visit.page.context.set_offline(False)
    await expect(visit.rows).to_have_count(2)
    await expect(other.rows).to_have_count(2)
    assert kept == sorted(["第一页写的", "第二页写的"])
    assert await other.conversation() == first
    assert sorted(await visit.logged()) == ["第一页写的", "第二页写的"]
    await visit.settled()


async def _until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110 (the browser tells by calling back)
            await asyncio.sleep(0.05)
