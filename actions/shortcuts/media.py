"""Stickers, voice, video, places and photos: what can be done with them, never "not understood".

Some chats hand a message that is no text over as a word in brackets: "[语音]", "[微笑]", "[voice message]".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from actions.common.orders import PERSON
from actions.core.reply import Choice
from actions.core.visit import Visit
from handoff.wording.texts import simplified

KNOWN = ("sticker", "voice", "video", "location", "photo_missing", "contact")
_IN_BRACKETS = re.compile(r"^(?:\s*[\[【]\s*([^\[\]【】]{1,24}?)\s*[\]】])+\s*$")
_STICKER = re.compile(r"^[^\d\W_]{1,8}(?: [a-z]{1,8})?$", re.IGNORECASE)  # any other short word: "[捂脸]"
_WORDS: Mapping[str, re.Pattern[str]] = {
    "voice": re.compile(r"语音|录音|音频|voice|audio", re.IGNORECASE),
    "video": re.compile(r"视频|video", re.IGNORECASE),
    "photo_missing": re.compile(
        r"图片|截图|图像|照片|相片|截屏|image|photo|picture|screenshot|^img$", re.IGNORECASE
    ),
    "location": re.compile(r"位置|定位|location", re.IGNORECASE),
    "other": re.compile(r"文件|附件|名片|链接|file|attachment|document|contact card", re.IGNORECASE),
}


def answer_media(visit: Visit) -> bool:
    """Answer a message that is no text; False when it is one."""
    kind = visit.turn.first("media") or (None if visit.turn.files else written(visit.turn.text))
    if kind:
        key = f"media_{kind}" if kind in KNOWN else "media_other"
        visit.reply.say(key, choices=[] if kind == "sticker" or visit.form_open else [PERSON])
        if kind == "contact" and visit.identity is None:
            visit.reply.ask("contact")
        return True
    if visit.turn.files and not visit.form_open and not visit.turn.text:
        visit.reply.say(
            "media_photo",
            choices=[
                Choice("task_damaged_or_defective", "damaged_or_defective"),
                Choice("task_wrong_or_missing_item", "wrong_or_missing_item"),
                PERSON,
            ],
        )
        return True
    return False


def written(text: str) -> str | None:
    """The kind of message that a placeholder in brackets stands for; None for anything else."""
    found = _IN_BRACKETS.match(simplified(text))
    if found is None:
        return None
    named = next((kind for kind, words in _WORDS.items() if words.search(found[1])), None)
    return named or ("sticker" if _STICKER.match(found[1]) else None)
