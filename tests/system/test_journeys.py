"""What the issue's customers, agents and designers do, on the running product."""

from __future__ import annotations

import re
import time

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bot.channels.telegram.api_server import BotApi
from tests.system.stack import Stack, until

pytestmark = [pytest.mark.timeout(600)]
expect.set_options(timeout=20_000)


def demo(stack: Stack, customer: str) -> dict[str, str]:
    """The demo customer's newest order."""
    known = httpx.get(f"{stack.url}/api/demo/customers").json()
    rows = known["customers"] if isinstance(known, dict) else known
    order: dict[str, str] = next(r for r in rows if r["customer"] == customer)["orders"][0]
    return order


class Shopper:
    """A customer's browser on the demo page."""

    def __init__(self, page: Page, url: str, customer: str | None = None) -> None:
        self.page = page
        page.goto(url)
        if customer:
            picker = page.locator("select").first
            expect(picker.locator(f"option[value='{customer}']")).to_be_attached()
            picker.select_option(customer)
            page.wait_for_load_state("networkidle")
        self.chat = page.locator("frontdesk-chat")
        self.input = self.chat.locator("textarea")
        if not self.input.is_visible():
            self.chat.locator(".bubble").click()
        expect(self.input).to_be_visible()

    def write(self, text: str) -> None:
        self.input.fill(text)
        self.input.press("Enter")

    def hears(self, words: str | re.Pattern[str]) -> None:
        expect(self.chat.locator(".row .text").filter(has_text=words).last).to_be_visible()

    def press(self, title: str | re.Pattern[str]) -> None:
        self.chat.get_by_role("button", name=title).last.click()


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 860}).new_page()


@pytest.fixture
def desk_page(browser: Browser) -> Page:
    return browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900}).new_page()


def log_in(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.url}/console")
    page.locator("input[name=user]").fill(stack.user)
    page.locator("input[name=password]").fill(stack.password)
    page.keyboard.press("Enter")
    expect(page.locator(".presence [aria-checked=true]")).to_have_class("online")


def test_a_guest_finds_the_parcel_after_an_identity_check(stack: Stack, page: Page) -> None:
    order = demo(stack, "C0001")
    shopper = Shopper(page, stack.url)
    shopper.write("我的快递到哪了")
    shopper.hears("订单号")
    shopper.write(order["id"])
    shopper.hears("后四位")
    shopper.write(order["phone_tail"])
    shopper.hears("圆通")


def test_a_refund_is_applied_for_and_an_interrupted_form_is_resumed(stack: Stack, page: Page) -> None:
    shopper = Shopper(page, stack.url, "C0003")
    shopper.write("我要退款")
    shopper.hears("哪一件")
    shopper.press("全部商品")
    shopper.hears("原因")
    shopper.press("不想要了")
    shopper.hears("请确认")
    shopper.write("快递要几天")
    shopper.hears("还没有发货")
    shopper.hears("我们接着办“申请退款”")
    shopper.press("确认")
    shopper.hears(re.compile(r"单号 R\d+"))


def test_an_angry_customer_reaches_a_person_with_everything_on_the_screen(
    stack: Stack, page: Page, desk_page: Page
) -> None:
    order = demo(stack, "C0005")
    log_in(desk_page, stack)
    shopper = Shopper(page, stack.url, "C0005")
    shopper.write("我的快递到哪了")
    shopper.hears("没有更新")
    shopper.write("等了半个月了还没到，你们到底管不管")
    shopper.hears("已为您转接人工客服")
    expect(desk_page.locator(".queue .row")).to_have_count(1)
    desk_page.keyboard.press("F2")
    expect(desk_page.locator("#composer")).to_be_focused()
    context = desk_page.locator(".context")
    expect(context).to_contain_text(order["id"])
    expect(context).to_contain_text("情绪")
    desk_page.keyboard.press("Enter")
    shopper.hears("客服")
    shopper.hears(re.compile("很抱歉"))
    desk_page.locator("#composer").fill("已联系顺丰，明天送到，补您10元券")
    desk_page.keyboard.press("Enter")
    shopper.hears("已联系顺丰")
    desk_page.keyboard.press("Alt+r")
    expect(desk_page.locator("dialog")).to_have_count(1)
    desk_page.keyboard.press("Enter")
    shopper.hears("您的问题解决了吗")
    shopper.press("解决了")
    shopper.hears("请为这次服务打分")
    shopper.press(re.compile("非常满意|★★★★★|5"))
    shopper.hears("谢谢您的评价")
    shopper.write("刚才客服怎么说的")
    shopper.hears(re.compile("已联系顺丰"))


def test_with_nobody_online_the_truth_is_told_and_a_ticket_can_be_left(stack: Stack) -> None:
    agent = stack.agent()
    agent.presence("offline")
    chat = stack.chat("C0005")
    chat.ask("我的快递到哪了", "没有更新")
    chat.ask("等了半个月了还没到，你们到底管不管", "现在没有客服在线")
    chat.press("留言，稍后联系我")
    chat.until("请直接写下要留言的内容")
    assert re.search(r"留言编号 T\d+", chat.ask("麻烦尽快联系我", "留言编号"))
    chat.ask("你好", "智能助手")


def test_the_same_on_telegram(stack: Stack) -> None:
    phone: BotApi = stack.telegram
    order = demo(stack, "C0005")

    def heard(words: str) -> None:
        until(lambda: any(words in t for t in phone.texts()), 20, f"{words} in {phone.texts()}")

    agent = stack.agent()
    phone.says("我的快递到哪了")
    heard("订单号")
    phone.says(f"{order['id']} {order['phone_tail']}")
    heard("没有更新")
    agent.presence("online")
    phone.says("等了半个月了还没到，你们到底管不管")
    heard("已为您转接人工客服")
    package = agent.claim("telegram-42")
    assert package["reasons"][0]["reason"] == "emotion"
    assert package["emotion_curve"][-1]["emotion"] == "angry"
    assert package["orders"][0]["id"] == order["id"]
    agent.say("telegram-42", "已联系快递，明天送到")
    heard("已联系快递，明天送到")
    agent.post("telegram-42", "resolve", category="urge_delivery", outcome="solved", note="")
    heard("您的问题解决了吗")
    asked = next(s for s in reversed(phone.sent) if "解决了吗" in s.get("text", ""))
    phone.presses(asked["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    heard("请为这次服务打分")
    agent.presence("offline")


def test_an_english_speaker_is_answered_in_english(stack: Stack) -> None:
    chat = stack.chat("C0015", "en")
    chat.ask("where is my parcel", "settle it")
    assert all(text.isascii() or "…" in text for text in chat.texts("bot"))


def test_a_person_is_had_at_once_without_identity(stack: Stack) -> None:
    chat = stack.chat()
    started = time.monotonic()
    chat.ask("转人工", "客服")
    assert chat.owner == "queue"
    assert time.monotonic() - started < 5
