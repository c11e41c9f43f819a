"""The chat in a real browser: talking, choosing, being handed over."""

import pytest
from playwright.async_api import Browser, expect

from handoff.model import Draft
from tests.bot.channels.webchat.test_sessions import identity
from tests.bot.serving import AGENT, Served
from tests.browser.visiting import Visit, visiting
from tests.conftest import servers

pytestmark = pytest.mark.parametrize("redis_url", list(servers())[:1], indirect=True)


async def test_the_conversation_goes_on_after_a_reload(visit: Visit) -> None:
    await visit.write("我的快递到哪了")
    conversation = await visit.conversation()
    await expect(visit.row("我的快递到哪了")).to_have_count(1)
    await visit.site.say(conversation, Draft(sender="bot", text="在派送中"))
    await expect(visit.row("在派送中")).to_be_visible()
    await visit.page.reload()
    await visit.bubble.click()
    await expect(visit.rows).to_have_text(["我的快递到哪了", "在派送中"])
    assert await visit.conversation() == conversation


async def test_enter_never_sends_while_an_input_method_composes(visit: Visit) -> None:
    cdp = await visit.page.context.new_cdp_session(visit.page)
    await cdp.send("Input.imeSetComposition", {"text": "kuai di", "selectionStart": 7, "selectionEnd": 7})
    await cdp.send(
        "Input.dispatchKeyEvent",
        {"type": "keyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13},
    )
    await visit.input.evaluate(
        """input => {
          const enter = (more) => new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...more });
          input.dispatchEvent(enter({ isComposing: true }));
          input.dispatchEvent(enter({ keyCode: 229 }));
        }"""
    )
    await expect(visit.rows).to_have_count(0)
    await visit.input.fill("")
    await cdp.send("Input.insertText", {"text": "快递"})
    await visit.input.press("Enter")
    await expect(visit.rows).to_have_text(["快递"])


async def test_shift_and_enter_make_a_new_line(visit: Visit) -> None:
    await visit.input.fill("第一行")
    await visit.input.press("Shift+Enter")
    await visit.input.type("第二行")
    await visit.input.press("Enter")
    await expect(visit.rows).to_have_count(1)
    assert await visit.logged() == ["第一行\n第二行"]


async def test_nothing_that_is_written_becomes_markup(visit: Visit) -> None:
    evil = "<img src=x onerror=\"document.title='taken'\"><b>粗</b>"
    await visit.write(evil)
    card = {"kind": "order", "title": evil, "lines": [evil], "state": evil, "image": "javascript:alert(1)"}
    data = {"card": card, "choices": [{"title": evil}]}
    await visit.site.say(await visit.conversation(), Draft(sender="bot", text=evil, data=data))
    await expect(visit.widget.locator(".card")).to_be_visible()
    await expect(visit.row(evil)).to_have_count(2)
    assert await visit.widget.locator(".log img, .log b").count() == 0
    assert "taken" not in await visit.page.title()


async def test_a_choice_is_pressed_once_and_then_shown_as_the_answer(visit: Visit) -> None:
    data = {"choices": [{"title": "催一下"}, {"title": "不用了"}], "payloads": [{}, {}]}
    await visit.site.say(await visit.conversation(), Draft(sender="bot", text="在路上", data=data))
    button = visit.widget.get_by_role("button", name="催一下")
    await button.click()
    await expect(visit.row("催一下")).to_have_count(1)
    await expect(button).to_be_disabled()
    entries = await visit.site.desk.entries(await visit.conversation(), private=True)
    assert entries[-1]["choice"] == f"{entries[0]['id']}:0"


async def test_a_rating_is_given_by_stars(visit: Visit) -> None:
    titles = ["★★★★★ 非常满意", "★★★★ 满意", "★★★ 一般", "★★ 不满意", "★ 很不满意"]
    data = {"choices": [{"title": title} for title in titles], "payloads": [{}] * 5}
    await visit.site.say(await visit.conversation(), Draft(sender="system", text="请打分", data=data))
    stars = visit.widget.locator(".stars button")
    await expect(stars).to_have_count(5)
    await stars.nth(3).hover()
    await expect(visit.widget.locator(".stars .lit")).to_have_count(4)
    await expect(visit.widget.locator(".words")).to_have_text("满意")
    await stars.nth(3).click()
    await expect(visit.row("★★★★ 满意")).to_have_count(1)
    await visit.page.mouse.move(0, 0)
    await expect(visit.widget.locator(".stars .lit")).to_have_count(4)
    await expect(stars.nth(3)).to_be_disabled()


async def test_the_customer_sees_the_place_in_the_queue_and_who_joined(visit: Visit) -> None:
    conversation = await visit.conversation()
    await visit.widget.get_by_role("button", name="转人工").click()
    await expect(visit.row("转人工客服")).to_be_visible()
    await visit.site.hand_over(conversation)
    await expect(visit.widget.locator(".who")).to_contain_text("第 1 位")
    await visit.site.desk.claim(conversation, AGENT, now_ms=2)
    await expect(visit.widget.locator(".who")).to_contain_text("小王")
    await visit.site.desk.typing(conversation, "agent", now_ms=3)
    await expect(visit.widget.locator(".typing")).to_be_visible()
    await visit.site.desk.say(conversation, AGENT, text="您好", client_message_id="a1", now_ms=4)
    await expect(visit.row("您好")).to_be_visible()
    await expect(visit.widget.locator(".typing")).to_be_hidden()
    await expect(visit.widget.locator(".agent .name")).to_have_text("小王")
    await expect(visit.widget.locator(".call")).to_be_hidden()


async def test_everything_can_be_done_from_the_keyboard(visit: Visit) -> None:
    await visit.page.keyboard.press("Escape")
    await expect(visit.panel).to_be_hidden()
    await expect(visit.bubble).to_be_focused()
    await visit.page.keyboard.press("Enter")
    await expect(visit.input).to_be_focused()
    await visit.page.keyboard.type("在吗")
    await visit.page.keyboard.press("Tab")
    await expect(visit.widget.locator(".send")).to_be_focused()
    await visit.page.keyboard.press("Enter")
    await expect(visit.row("在吗")).to_be_visible()
    await expect(visit.widget.get_by_role("log")).to_contain_text("在吗")


async def test_new_messages_are_counted_while_the_panel_is_closed(visit: Visit) -> None:
    await visit.write("在吗")
    await expect(visit.widget.locator(".state")).to_have_text(["已发送"])
    await visit.page.keyboard.press("Escape")
    await visit.site.say(await visit.conversation(), Draft(sender="bot", text="在的"))
    await expect(visit.bubble).to_have_attribute("aria-label", "打开在线客服，1 条新消息")
    await visit.bubble.click()
    await expect(visit.widget.locator(".badge")).to_be_hidden()


async def test_the_language_can_change_in_the_middle_of_a_conversation(visit: Visit) -> None:
    await visit.write("在吗")
    await expect(visit.rows).to_have_count(1)
    await visit.input.fill("还没发出去的")
    await visit.page.locator("#language").select_option("en")
    await expect(visit.widget.locator(".who")).to_contain_text("Assistant")
    await expect(visit.rows).to_have_text(["在吗"])
    await expect(visit.input).to_have_value("还没发出去的")


async def test_signing_in_and_out_changes_the_conversation_and_keeps_both(visit: Visit) -> None:
    await visit.write("游客的话")
    await expect(visit.row("游客的话")).to_be_visible()
    await visit.page.evaluate(
        "token => document.querySelector('frontdesk-chat').setAttribute('identity', token)", identity()
    )
    await expect(visit.rows).to_have_count(0)
    signed = await visit.site.desk.conversation(await visit.conversation("C0001"))
    await visit.page.evaluate("document.querySelector('frontdesk-chat').removeAttribute('identity')")
    await expect(visit.rows).to_have_text(["游客的话"])
    assert (signed.customer, signed.level) == ("C0001", "signed")


async def test_an_expired_identity_does_not_stand_before_the_chat(visit: Visit) -> None:
    await visit.page.evaluate(
        "token => document.querySelector('frontdesk-chat').setAttribute('identity', token)", identity(exp=1)
    )
    await visit.write("在吗")
    await expect(visit.widget.locator(".state")).to_have_text(["已发送"])
    assert (await visit.site.desk.conversation(await visit.conversation("C0001"))).customer is None


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 390), ("dark", 1280)])
async def test_the_panel_fits_the_screen(
    customer_browser: Browser, shop_site: Served, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 800}
    async with visiting(
        customer_browser,
        shop_site,
        language="en-US",
        color_scheme=scheme,
        viewport=size,
        reduced_motion="reduce",
    ) as (visit, _):
        await visit.open()
        box = await visit.panel.bounding_box()
        sideways = await visit.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert box is not None
    assert not sideways
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= 800
    assert (box["width"] == 390) == (width == 390)


async def test_what_is_being_written_survives_a_reload_until_it_is_sent(visit: Visit) -> None:
    await visit.input.fill("写到一半的话")
    for _ in range(2):
        await visit.page.reload()
        await visit.bubble.click()
        await expect(visit.input).to_have_value("写到一半的话")
        await expect(visit.widget.locator(".send")).to_be_enabled()
    await visit.input.press("Enter")
    await expect(visit.row("写到一半的话")).to_have_count(1)
    await visit.page.reload()
    await visit.bubble.click()
    await expect(visit.input).to_have_value("")


@pytest.mark.parametrize(
    "leaves",
    [
        "chat => chat.forget()",
        "chat => chat.removeAttribute('identity')",
        "(chat, b) => chat.setAttribute('identity', b)",
    ],
)
async def test_no_other_customer_finds_what_was_being_written(visit: Visit, leaves: str) -> None:
    chat = "document.querySelector('frontdesk-chat')"
    await visit.page.evaluate(f"token => {chat}.setAttribute('identity', token)", identity())
    await visit.input.fill("只有我知道的事")
    await visit.page.evaluate(f"token => ({leaves})({chat}, token)", identity(sub="C0002"))
    await expect(visit.input).to_have_value("")
    assert "只有我知道的事" not in str(await visit.page.evaluate("({ ...sessionStorage, ...localStorage })"))


async def test_on_a_touch_screen_the_field_is_as_high_as_its_buttons_however_it_is_held(
    customer_browser: Browser, shop_site: Served
) -> None:
    size = {"width": 390, "height": 844}
    async with visiting(customer_browser, shop_site, viewport=size, has_touch=True, is_mobile=True) as (
        visit,
        _,
    ):
        for width, height in ((390, 844), (844, 390)):
            await visit.page.set_viewport_size({"width": width, "height": height})
            await visit.open()
            for part in (
                visit.input,
                visit.widget.locator(".send"),
                visit.widget.locator(".compose button").first,
            ):
                box = await part.bounding_box()
                assert box is not None
                assert box["height"] == 44
            inside = "node => node.scrollHeight <= node.clientHeight"
            assert await visit.input.evaluate(inside)
