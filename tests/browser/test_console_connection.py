"""The console when the server goes away and comes back. Skipped where no Chromium is found."""

import pytest
from playwright.async_api import Browser, expect

from tests.browser.desk_at_work import an_upset_customer, now_ms, seat
from tests.browser.desk_fixtures import browser, world
from tests.conftest import servers
from tests.handoff.console.world import World, serving

__all__ = ["browser", "world"]
pytestmark = pytest.mark.parametrize("redis_url", list(servers())[:1], indirect=True)


async def test_lost_server_is_said_and_after_its_return_nothing_is_missing_or_doubled(
    world: World, browser: Browser
) -> None:
    await an_upset_customer(world)
    async with serving(world) as host:
        port = int(host.rpartition(":")[2])
        opened = seat(browser, f"http://{host}")
        wang = await opened.__aenter__()
        await wang.sit_down()
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
    await expect(wang.page.locator(".banner")).to_contain_text("连接断开")
    await wang.composer.fill("我在处理，")
    await wang.page.keyboard.press("Enter")
    await wang.composer.fill("请稍等片刻")
    await wang.page.keyboard.press("Enter")
    await world.says("web-a", "人呢", now_ms())
    await an_upset_customer(world, "web-b")
    async with serving(world, port):
        await expect(wang.page.locator(".banner")).to_have_count(0)
        await expect(wang.page.locator(".pending")).to_have_count(0)
        await expect(wang.said("人呢")).to_have_count(1)
        await expect(wang.queue).to_have_count(1)
        log = await world.desk.entries("web-a")
        assert [e["text"] for e in log if e["from"] == "agent"] == ["我在处理，", "请稍等片刻"]
        await expect(wang.log.locator(".from-agent")).to_have_count(2)
        await opened.__aexit__(None, None, None)


async def test_message_that_nobody_answers_says_so_and_goes_with_one_click(
    world: World, browser: Browser
) -> None:
    await an_upset_customer(world)
    async with serving(world) as host, seat(browser, f"http://{host}") as wang:
        await wang.sit_down()
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        sent: list[str | None] = []

        async def fail(route):  # type: ignore[no-untyped-def]
            sent.append(route.request.post_data_json["client_message_id"])
            await route.abort()

        await wang.page.route("**/messages", fail)
        await wang.composer.fill("我在处理")
        await wang.page.keyboard.press("Enter")
        await expect(wang.page.locator(".stuck")).to_contain_text("没有送达", timeout=20_000)
        await wang.page.unroute("**/messages")
        async with wang.page.expect_request("**/messages") as again:
            await wang.page.get_by_role("button", name="重试").click()
        sent.append(((await again.value).post_data_json or {})["client_message_id"])
        await expect(wang.log.locator(".from-agent:not(.pending)")).to_have_count(1)
        assert len(sent) == 5
        assert len(set(sent)) == 1


async def test_session_that_was_ended_elsewhere_leads_back_to_the_login(
    world: World, browser: Browser
) -> None:
    await an_upset_customer(world)
    async with serving(world) as host, seat(browser, f"http://{host}") as wang:
        await wang.sit_down()
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        world.users.disable("wang")
        await wang.page.keyboard.press("Enter")
        await expect(wang.page.locator(".login")).to_be_visible()
        await expect(wang.page.locator("body")).not_to_contain_text("陈晓雯")


async def test_dead_network_is_noticed_at_once_and_said_since_when(world: World, browser: Browser) -> None:
    await an_upset_customer(world)
    async with serving(world) as host, seat(browser, f"http://{host}") as wang:
        await wang.sit_down()
        await wang.page.keyboard.press("F2")
        await expect(wang.composer).to_be_focused()
        await wang.page.context.set_offline(True)
        await expect(wang.page.locator(".banner")).to_contain_text("连接断开", timeout=5_000)
        await wang.composer.fill("断网时写的")
        await wang.page.keyboard.press("Enter")
        await expect(wang.page.locator(".pending")).to_contain_text("连上后自动发送")
        await expect(wang.page.locator(".banner")).to_contain_text("已断开 0:03", timeout=6_000)
        await wang.page.context.set_offline(False)
        await expect(wang.page.locator(".banner")).to_have_count(0, timeout=10_000)
        await expect(wang.page.locator(".pending")).to_have_count(0, timeout=10_000)
        assert [e["text"] for e in await world.desk.entries("web-a") if e["from"] == "agent"] == [
            "断网时写的"
        ]


async def test_line_that_goes_silent_without_closing_is_given_up(world: World, browser: Browser) -> None:
    async with serving(world) as host, seat(browser, f"http://{host}") as wang:
        dead = False

        def swallow(socket):  # type: ignore[no-untyped-def]
            server = socket.connect_to_server()
            socket.on_message(lambda message: None if dead else server.send(message))
            server.on_message(lambda message: None if dead else socket.send(message))

        await wang.page.route_web_socket("**/api/live", swallow)
        await wang.sit_down()
        dead = True
        await expect(wang.page.locator(".banner")).to_contain_text("连接断开", timeout=7_000)
