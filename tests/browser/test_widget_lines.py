"""How the chat breaks lines where it is narrow."""

from typing import Any, Literal

import pytest
from playwright.async_api import Browser, expect

from handoff.model import Draft
from tests.bot.serving import AGENT, Served
from tests.browser.visiting import visiting
from tests.conftest import servers

pytestmark = pytest.mark.parametrize("redis_url", list(servers())[:1], indirect=True)

LINES = """node => {
    const lines = [], walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    let top, text;
    while ((text = walk.nextNode())) for (let at = 0; at < text.length; at++) {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const box = range.getClientRects()[0];
        if (!box) continue;
        if (top !== undefined && Math.abs(box.top - top) < 8) lines[lines.length - 1] += text.data[at];
        else lines.push(text.data[at]);
        top = box.top;
    }
    return lines.map((line) => line.replaceAll("\\u00a0", " ").trim());
}"""


async def shown(
    browser: Browser,
    site: Served,
    text: str,
    language: str,
    *,
    sender: Literal["bot", "agent"] = "bot",
    width: int = 360,
) -> list[str]:
    """The lines in which a message stands on a phone."""
    data: dict[str, Any] = {"agent": {"id": AGENT.id, "name": AGENT.name}} if sender == "agent" else {}
    size = {"width": width, "height": 740}
    async with visiting(browser, site, language=language, viewport=size) as (visit, _):
        await visit.open()
        await visit.site.say(await visit.conversation(), Draft(sender=sender, text=text, data=data))
        await expect(visit.rows).to_have_count(1)
        lines: list[str] = await visit.rows.evaluate(LINES)
        return lines


@pytest.mark.parametrize("width", [360, 390, 1280])
@pytest.mark.parametrize(
    "text",
    [
        "Now at Hangzhou hub, 30 Nov 14:11.\nYTO Express, expected Fri 4 Dec.",
        "Please send me the order number and\nthe last four digits of its phone number.",
        "Your safety comes first: stop using it,\npay nobody, and share no codes.",
        "Noted. Please also send the whole\norder number, so that my colleague\ncan open it at once.",
    ],
)
async def test_no_english_word_is_left_alone_on_a_line(
    customer_browser: Browser, shop_site: Served, text: str, width: int
) -> None:
    lines = await shown(customer_browser, shop_site, text, "en-US", width=width)
    assert " ".join(lines) == text.replace("\n", " ")
    assert [line for line in lines if " " not in line] == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("请发我订单号，\n和收货手机号的后四位。", ["请发我订单号，", "和收货手机号的后四位。"]),
        ("包裹到了杭州转运中心，11/30 14:11。", ["包裹到了杭州转运中心，", "11/30 14:11。"]),
    ],
)
async def test_chinese_is_broken_after_punctuation(
    customer_browser: Browser, shop_site: Served, text: str, lines: list[str]
) -> None:
    assert await shown(customer_browser, shop_site, text, "zh-CN") == lines


async def test_chinese_too_long_for_a_line_does_not_stick_out(
    customer_browser: Browser, shop_site: Served
) -> None:
    text = "没有标点的一句话" * 8
    lines = await shown(customer_browser, shop_site, text, "zh-CN")
    assert "".join(lines) == text
    assert max(map(len, lines)) <= 20


@pytest.mark.parametrize(
    "text", ["Order 8259\nKettle, white\nYour address stays.", "You need:\n1. the order number,\n2. a photo."]
)
async def test_lines_that_say_different_things_stay_apart(
    customer_browser: Browser, shop_site: Served, text: str
) -> None:
    assert await shown(customer_browser, shop_site, text, "en-US") == text.split("\n")


async def test_what_a_person_writes_stays_as_it_was_broken(
    customer_browser: Browser, shop_site: Served
) -> None:
    text = "Hello,\nthis is Wang."
    assert await shown(customer_browser, shop_site, text, "en-US", sender="agent") == text.split("\n")


async def test_a_new_sentence_does_not_run_on_from_a_long_line(
    customer_browser: Browser, shop_site: Served
) -> None:
    text = "Passed on to my colleague:\ncomplaint, asked for a person\nIf that is not right, write it here."
    assert await shown(customer_browser, shop_site, text, "en-US", width=1280) == text.split("\n")
