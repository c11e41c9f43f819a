"""What no text for a customer may look like: the service standards' rules on length and forbidden phrases.

Pure; the same rules serve the responses, the knowledge base and whatever people write.
"""

from __future__ import annotations

import re
import unicodedata

MAX_LINES = 3
WIDE_A_LINE = 20  # Chinese characters
NARROW_A_LINE = 45  # Latin ones
_SLACK = 0.03  # a closing full stop more does not make a line long
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_SHORT_VALUE = "123456"
_FORBIDDEN = re.compile(
    "不知道|不清楚|不归我管|不歸我管|不关我的?事|不關我的?事|没办法|沒辦法|100[%％]|百分之百|绝对|絕對|保证|保證|一定能|肯定能"
    r"|\b(?:I (?:do not|don't) know|not my (?:job|problem)|absolutely|guaranteed?|definitely)\b",
    re.IGNORECASE,
)


def breaches(text: str) -> list[str]:
    """One sentence for each rule that the text breaks; empty when it may be sent."""
    lines = text.strip().split("\n")
    found = []
    if len(lines) > MAX_LINES:
        found.append(f"has {len(lines)} lines; {MAX_LINES} are allowed")
    found += [f"line is too long: '{line}'" for line in lines if _width(line) > 1 + _SLACK]
    found += [
        f"says '{match.group()}', which may not be promised or said" for match in _FORBIDDEN.finditer(text)
    ]
    return found


def _width(line: str) -> float:
    """Share of a line that is used; a placeholder counts as a short value."""
    filled = _PLACEHOLDER.sub(_SHORT_VALUE, line)
    return sum(1 / WIDE_A_LINE if _wide(char) else 1 / NARROW_A_LINE for char in filled)


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
