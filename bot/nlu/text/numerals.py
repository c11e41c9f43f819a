"""Numbers as people write them in Chinese: 两千三, 三百零五, 一万二, 五十块."""

from __future__ import annotations

import re

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "两": 2, "俩": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000}
CHINESE_NUMBER = "[" + "".join([*_DIGITS, *_UNITS]) + "]"
_ARABIC = re.compile(r"\d[\d,]*(?:\.\d+)?")


def number(text: str) -> float | None:
    """Value of a number in digits or Chinese numerals, None when it is neither.

    A digit after a unit counts in the next smaller one (两千三 is 2300), unless a zero stands between.
    """
    if _ARABIC.fullmatch(text):
        return float(text.replace(",", ""))
    if not text or any(char not in _DIGITS and char not in _UNITS for char in text):
        return None
    if all(char in _DIGITS for char in text):
        return float("".join(str(_DIGITS[char]) for char in text))
    total, section, digit, unit = 0, 0, 0, 1
    zero = False
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
            zero = zero or digit == 0
            continue
        unit, zero = _UNITS[char], False
        if unit == 10_000:
            total, section = (section + digit or 1) * unit, 0
        else:
            section += (digit or (0 if section else 1)) * unit
        digit = 0
    last = digit if zero or unit == 10 else digit * unit // 10
    return float(total + section + last)
