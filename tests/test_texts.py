"""Every text a customer may read keeps the service standards, in all three languages, with values as they really are."""

from __future__ import annotations

import re
import string
import unicodedata

import pytest

from handoff.wording.texts import LANGUAGES, load_texts

TEXTS = load_texts()
MAX_LINES = 3
# A line is twenty Chinese characters or 45 Latin ones; a mixed line is measured in Chinese widths.
MAX_WIDTH = 20.0
LATIN_WIDTH = MAX_WIDTH / 45
# A value that has a line of its own is data (an address, a note): as long as it is.
ALONE = re.compile(r"^\s*\{\w+\}[。.]?\s*$")
# Buttons, states and names of tasks are set into buttons and other texts.
SHORT_PREFIXES = ("button_", "task_", "order_state_", "parcel_state_", "mode_")
SAMPLES = {
    "amount": "¥1299.00",
    "max": "¥1299.00",
    "days": "3",
    "count": "5",
    "minutes": "30",
    "number": "2",
    "wait": "4 小时",
    "ahead": "3",
    "position": "3",
    "code": "6-2-3018",
    "time": "11/21 14:05",
    "refund": "R5020000001",
    "invoice": "I5020000001",
    "case": "CS5020000001",
    "order": "1234",
    "id": "R5020000001",
    "tax_id": "91310000MA1FL0000X",
}
CHINESE = {
    "agent": "小王",
    "courier": "顺丰",
    "place": "上海浦东",
    "day": "11月23日周三",
    "opens": "11月23日周三 10:00",
    "until": "11月23日周三",
    "state": "已签收",
    "task": "没收到货",
    "what": "收货地址",
}
ENGLISH = {
    "agent": "Li",
    "courier": "SF Express",
    "place": "Shanghai",
    "day": "Wed 23 Nov",
    "opens": "Wed 23 Nov at 10:00",
    "until": "Wed 23 Nov",
    "state": "signed for",
    "task": "price protection",
    "what": "address",
    "time": "21 Nov 14:05",
}
ABSOLUTES = ("100%", "绝对", "絕對", "一定能", "一定会", "一定會", "肯定能", "肯定会", "百分之百")
DISMISSALS = (
    "不知道",
    "不清楚",
    "不归我管",
    "不歸我管",
    "没办法",
    "沒辦法",
    "不可能",
    "自己看",
    "跟我没关系",
)
COMMANDS = ("你必须", "您必须", "你要", "你得", "赶紧")
ENGLISH_FORBIDDEN = (
    r"\bguarantee\b",
    r"\babsolutely\b",
    r"\bdefinitely\b",
    r"\bI don't know\b",
    r"\bnot my (job|problem)\b",
    r"\byou must\b",
)


def fill(template: str, language: str) -> str:
    names = [name for _, name, _, _ in string.Formatter().parse(template) if name]
    samples = SAMPLES | (ENGLISH if language == "en" else CHINESE)
    return template.format(
        **{name: samples.get(name, "value" if language == "en" else "短的值") for name in names}
    )


def for_customers(key: str) -> bool:
    """Suggested steps stand on the agent's wide screen."""
    return not key.startswith("step_")


def width(line: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(char) in "WF" else LATIN_WIDTH for char in line)


def all_texts() -> list[tuple[str, str, str]]:
    return [(key, language, TEXTS.by_key[key][language]) for key in TEXTS.by_key for language in LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_renders_in_three_lines_of_readable_length(language: str) -> None:
    too_long = []
    for key in filter(for_customers, TEXTS.by_key):
        template = TEXTS.by_key[key][language]
        lines = template.splitlines()
        if not lines or len(lines) > MAX_LINES:
            too_long.append(f"{key}: {len(lines)} lines")
        for line in lines:
            if not ALONE.match(line) and width(fill(line, language)) > MAX_WIDTH:
                too_long.append(f"{key}: '{fill(line, language)}' is {width(fill(line, language)):.1f} wide")
    assert too_long == []


def test_no_text_holds_a_forbidden_phrase() -> None:
    found = [
        f"{key} ({language}): {phrase}"
        for key, language, text in all_texts()
        for phrase in (*ABSOLUTES, *DISMISSALS, *COMMANDS)
        if phrase in text
    ]
    found += [
        f"{key}: {phrase}"
        for key, language, text in all_texts()
        for phrase in ENGLISH_FORBIDDEN
        if language == "en" and re.search(phrase, text, re.IGNORECASE)
    ]
    # 保证 speaks of certainty; 保证金 and 价保 do not.
    found += [key for key, _, text in all_texts() if re.search(r"保证(?!金)|保證(?!金)", text)]
    assert found == []


def test_all_languages_name_the_same_values() -> None:
    def names(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    differing = [
        key
        for key in TEXTS.by_key
        if len({frozenset(names(TEXTS.by_key[key][language])) for language in LANGUAGES}) > 1
    ]
    assert differing == []


def test_english_texts_hold_no_chinese_and_traditional_ones_no_simplified_characters() -> None:
    chinese = [key for key in TEXTS.by_key if re.search(r"[一-鿿]", TEXTS.by_key[key]["en"])]
    # Characters that only simplified writing has, frequent in service talk.
    simplified = [
        key
        for key in TEXTS.by_key
        if re.search(r"[这单货发说时还没问题谢请为应处联]", TEXTS.by_key[key]["zh-Hant"])
    ]
    assert (chinese, simplified) == ([], [])


def test_what_stands_on_a_button_fits_on_a_button() -> None:
    wide = [
        f"{key} ({language})"
        for key, language, text in all_texts()
        if key.startswith(SHORT_PREFIXES) and width(fill(text, language)) > 12
    ]
    assert wide == []
