"""How something is written rather than what: length, marks, repeats, capitals, faces. Evidence of emotion."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping

from bot.nlu.text.remembered import Remembered
from handoff.cues.finding import find

_RUN = re.compile(r"(.)\1{2,}", re.DOTALL)
_SAD = re.compile(r"[😠😡🤬😤😒🙄😑💢👎🖕😞😔😢😭😩😫🤮💩]|:\(|T_T|QAQ|呜呜|>_<")
_GLAD = re.compile(r"[😀😁😂😃😄😊🥰😍🤗👍🌹💐❤🎉🙏😘]|:\)|\^_\^|\^\^|哈哈|嘻嘻|谢谢|感谢")
_CUES = ("insult", "threat", "still_unsolved", "asked_for_human", "safety")

NAMES = (
    "short", "length", "exclaim", "question", "both", "dots", "runs", "capitals", "sad", "glad", *_CUES,
)  # fmt: skip


@Remembered
def cues_in(text: str) -> Mapping[str, str]:
    """`find` of the text: a training reads each text again and again."""
    return find(text)


@Remembered
def measure(text: str) -> tuple[float, ...]:
    """One number from 0 to about 1 for each of NAMES."""
    wide = unicodedata.normalize("NFKC", text)
    letters = [char for char in wide if char.isascii() and char.isalpha()]
    exclaims, questions = wide.count("!"), wide.count("?")
    cues = cues_in(text)
    return (
        float(len(wide.strip()) <= 4),
        min(math.log1p(len(wide)) / 5, 1.5),
        min(exclaims, 4) / 4,
        min(questions, 4) / 4,
        float(exclaims > 0 and questions > 0),
        float("..." in wide or "。。" in wide or "…" in text),
        min(sum(len(run.group()) - 2 for run in _RUN.finditer(wide) if not run.group()[0].isdigit()), 6) / 6,
        float(len(letters) >= 8 and sum(map(str.isupper, letters)) > 0.7 * len(letters)),
        float(bool(_SAD.search(text))),
        float(bool(_GLAD.search(wide))),
        *(float(name in cues) for name in _CUES),
    )
