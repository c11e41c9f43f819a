"""Stickers, voice, video, places and photos: what can be done with them, never "not understood"."""

from __future__ import annotations

from actions.common.orders import PERSON
from actions.core.reply import Choice
from actions.core.visit import Visit

KNOWN = ("sticker", "voice", "video", "location")


def answer_media(visit: Visit) -> bool:
    """Answer a message that is no text; False when it is one."""
    kind = visit.turn.first("media")
    if kind:
        key = f"media_{kind}" if kind in KNOWN else "media_other"
        visit.reply.say(key, choices=[] if kind == "sticker" or visit.form_open else [PERSON])
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
