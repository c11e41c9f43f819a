"""What is kept of a matter that a person had: their own words that say something, whole; never their record."""

from __future__ import annotations

from typing import Any

import pytest

from handoff.said.courtesy import says_something
from handoff.said.settled import WORDS_CHARS, after_settling, for_dialogue, kept, shortened
from handoff.wording.texts import load_texts


def said(text: str, who: str = "小王", **more: Any) -> dict[str, Any]:
    return {"from": "agent", "kind": "message", "text": text, "agent": {"id": "w", "name": who}, **more}


def moved(before: str, after: str) -> dict[str, Any]:
    return {"from": "system", "kind": "move", "move": {"name": "x", "from": before, "to": after}}


def matter(*log: dict[str, Any], note: str = "") -> dict[str, Any]:
    return kept(log, category="refund", outcome="solved", note=note, agent="小王", now_ms=1)


@pytest.mark.parametrize(
    "text",
    [
        "请问还有其他可以帮您的吗？",
        "还有别的问题吗",
        "您好，我是客服小王。正在看您的问题，请稍等。",
        "好的，请稍等",
        "收到~",
        "请問還有什麼可以幫您的嗎？",
        "不客气，祝您生活愉快，再见",
        "感谢您的理解，麻烦给个好评",
        "Anything else I can help with?",
        "Let me check with the courier",
        "One moment please.",
        "You're welcome. Have a nice day!",
        "Hello, this is Li. I'm looking into it.",
        *(
            "好喇",
            "冇問題",
            "唔該",
            "唔使客氣",
            "你好，我係阿博。",
            "仲有咩可以幫到你？",
            "得喇",
            "好嘅",
            "收到，等我睇睇先",
        ),
        *("OK啦", "了解囉", "係", "唔好意思", "稍等一陣", "早晨", "唔緊要", "麻煩您", "辛苦了", "等我查查"),
        *(
            "No problem",
            "Hi, Anna here.",
            "great",
            "No worries!",
            "Glad I could help",
            "sure thing",
            "of course",
        ),
        *(
            "Let me know if there is anything else",
            "cheers",
            "alright",
            "Take care and have a nice day",
            "perfect",
        ),
    ],
)
def test_politeness_and_one_moment_say_nothing(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize("key", ["draft_calm", "draft_calm_order", "draft_upset", "draft_upset_order"])
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_the_ready_first_reply_says_nothing_but_that_it_is_looked_at(key: str, language: str) -> None:
    text = load_texts().say(key, language, agent="小王", order="1306")
    assert not says_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "已退 50 元",
        "好的，已改为深南大道100号",
        "我催了顺丰，18点前给您回复",
        "马上为您处理，明天上午给您回复",
        "抱歉久等，给您补 10 元券",
        "Your suitcase ships on Dec 2 and you get a coupon",
        "Let me check and write to you by 18:00 today",
        "退款已经原路退回",
        "这个不能退",
    ],
)
def test_what_was_done_promised_or_refused_says_something(text: str) -> None:
    assert says_something(text)


def test_the_last_words_that_say_something_are_kept_in_order() -> None:
    log = [said(f"已办第{n}件") for n in (1, 2, 3, 4)] + [said("请问还有其他可以帮您的吗？")]
    assert matter(*log)["words"] == ["已办第2件", "已办第3件", "已办第4件"]


def test_words_of_an_earlier_matter_are_not_of_this_one() -> None:
    log = [said("发票已开"), moved("human", "bot"), moved("bot", "queued"), said("已退 50 元")]
    assert matter(*log)["words"] == ["已退 50 元"]


def test_a_matter_that_was_not_solved_at_first_is_still_the_same_one() -> None:
    log = [moved("bot", "queued"), said("已退 50 元"), moved("rating", "queued"), said("今天到账")]
    assert matter(*log)["words"] == ["已退 50 元", "今天到账"]


def test_who_said_it_is_named_of_several_people() -> None:
    log = [said("好的，已改为深南大道100号", "小安"), said("给您补 10 元券", "老张")]
    assert matter(*log)["agent"] == "小安/老张"


def test_private_notes_are_no_words() -> None:
    assert matter(said("客户很烦，已退过 2 次", kind="note"), note="客户很烦")["words"] == []


def test_the_dialogue_never_gets_the_record_for_colleagues() -> None:
    one = matter(said("已退 50 元"), note="客户很烦")
    assert one["note"] == "客户很烦"
    assert "客户很烦" not in str(for_dialogue([one]))


def test_what_was_kept_before_words_were_is_still_told() -> None:
    old = {"category": "refund", "outcome": "solved", "note": "已退 50 元", "agent": "小王", "at_ms": 1}
    assert for_dialogue([old])[0]["words"] == ["已退 50 元"]


def test_a_matter_known_here_and_of_the_customer_is_one() -> None:
    here = matter(said("已退 50 元"))
    other = {**here, "at_ms": 2}
    assert [one.get("elsewhere", False) for one in for_dialogue([here], [here, other])] == [False, True]


SENTENCE = "已为您申请退款139元，12月2日18点前到账，单号R5020000001。"


@pytest.mark.parametrize("start", range(0, 40))
def test_long_words_end_with_a_whole_sentence(start: int) -> None:
    text = "好" * start + "。" + SENTENCE * 12
    cut = shortened(text)
    assert len(cut) <= WORDS_CHARS
    assert cut.endswith("。…")
    assert text.startswith(cut.removesuffix("…"))


def test_words_without_any_stop_are_never_cut_in_a_number() -> None:
    assert shortened("退" * (WORDS_CHARS - 5) + "12345678元") == "退" * (WORDS_CHARS - 5) + "…"


def test_words_within_the_bound_are_whole() -> None:
    text = "经核实，预计12月2日周三18点前送达，若届时未到我们将全额退款139元并补偿20元优惠券。"
    assert shortened(text) == text


def test_settling_ends_the_open_task_and_forgets_what_called_a_person() -> None:
    before = {"slots": {"task": "request_return", "order_id": "1", "suspended": [1]}, "form": "request_form"}
    after = after_settling({**before, "history": [1], "said": "几件？"}, matter(said("退货已提交")))
    assert (after["slots"], after["form"], after["history"]) == ({"order_id": "1"}, None, [])
    assert after["settled"][0]["words"] == ["退货已提交"]
