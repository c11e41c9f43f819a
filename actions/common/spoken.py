"""Words of Hong Kong and Taiwan for days and hours, in those that rules read."""

from __future__ import annotations

import re

from handoff.wording.texts import simplified

_SAID = {
    "听日": "明天", "听朝": "明天早上", "听晚": "明天晚上", "后日": "后天", "今日": "今天", "今朝": "今天早上", "今晚": "今天晚上",
    "下昼": "下午", "晏昼": "下午", "上昼": "上午", "朝早": "早上", "朝头早": "早上", "夜晚": "晚上", "夜黑": "晚上",
}  # fmt: skip
_ANY = re.compile("|".join(sorted(_SAID, key=len, reverse=True)))


def standard(text: str) -> str:
    """The text in simplified characters with such words replaced."""
    return _ANY.sub(lambda found: _SAID[found[0]], simplified(text))
