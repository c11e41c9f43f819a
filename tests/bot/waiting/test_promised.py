"""What was promised, told again to who waits anew."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest

from bot.waiting.promised import promise_told
from tests.bot.running import Running
from tests.bot.settling import resolved

NOW_MS = 1_800_000_000_000
PROMISE = "给您申请了退款，三天到账，运费我们出"
SETTLED: list[dict[str, Any]] = [
    {"agent": "小李", "at_ms": NOW_MS - 9, "words": ["发票已开"], "category": "invoice", "outcome": "solved"},
    {"agent": "小王", "at_ms": NOW_MS, "words": [PROMISE], "category": "refund", "outcome": "promised"},
]


def told(text: str) -> list[str]:
    """Words of people that are told again."""
    drafts = promise_told(text, SETTLED, NOW_MS, UTC)
    return [str(draft.say[1]["words"]) for draft in drafts[1:] if draft.say]


@pytest.mark.parametrize(
    "text",
    ["运费谁出", "我刚才的意思是运费谁出", "要准备什么", "什么时候到账", "退到哪", "刚才客服怎么说的"],
)
def test_who_asks_of_a_promise_hears_it_again(text: str) -> None:
    assert told(text) == [PROMISE]


@pytest.mark.parametrize(
    "text", ["盒子也破了", "谢谢", "还要等多久", "订单8265559012795455什么时候到账", "一般退款要几天", ""]
)
def test_whatever_else_is_said_repeats_nothing(text: str) -> None:
    assert told(text) == []


def test_nothing_is_told_where_nobody_said_anything() -> None:
    assert promise_told("什么时候到账", (), NOW_MS, UTC) == []


async def test_who_waits_again_as_it_is_not_solved_is_answered_with_what_was_said(gateway: Running) -> None:
    await resolved(gateway, told=PROMISE)
    await gateway.say("没解决")
    await gateway.until_said("还没有解决")
    await gateway.say("退到哪")
    await gateway.until_said("对您说过：")
    await gateway.until_said(f"“{PROMISE}”")
