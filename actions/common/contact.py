"""Who receives an order, under which number, and what the note says, inside a message that may change several at once."""

from __future__ import annotations

import re

from actions.common.addresses import AddressField, read_address
from actions.core import words
from actions.core.fields import ChoiceField, Field, Option, TextField
from actions.core.turn import Turn
from actions.core.visit import Visit
from handoff.texts import simplified

NOTE = "note"
# In the order in which they are asked for; each is the name of its slot too.
PARTS = ("recipient", "phone", "address")
WORDS: dict[str, tuple[str, ...]] = {
    "recipient": ("收货人", "收件人", "联系人", "姓名", "名字", "recipient", "name"),
    "phone": ("电话", "手机", "号码", "联系方式", "phone", "mobile"),
    "address": ("地址", "送到", "寄到", "改寄", "address", "ship to"),
    NOTE: ("备注", "留言", "note", "remark"),
}
_RECEIVER = re.compile(
    r"(?:收货人|收件人|联系人|姓名|名字|recipient|name)(?:的?(?:名字|姓名))?\s*"
    r"(?:改成|改为|换成|改|是|叫|为|:|to|is|\s)\s*(?!错|谁)"
    r"([\u4e00-\u9fff·]{2,4}?|[A-Za-z][A-Za-z.' -]{1,30}?)(?=$|[\s,，。;；!！]|电话|手机|地址|谢|吧)",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:备注|留言|note|remark)(?:一下|下|上|里|改成|改为|写|成|为|that|says?|[:：,，\s])*(.{2,})$", re.I
)
_NO_NOTE = re.compile(r"^(修?改|加|换|写错|错|在哪|没写)")
_PHONE = re.compile(r"^\+?\d{8,15}$")
_NAME = re.compile(r"^[^\d,，。;；!！?？]{2,30}$")


def is_phone(text: str) -> bool:
    return _PHONE.match(re.sub(r"[\s()-]", "", text)) is not None


def is_name(text: str) -> bool:
    return _NAME.match(text) is not None


def read_recipient(text: str) -> str | None:
    """The new receiver ("收货人改成李四")."""
    found = _RECEIVER.search(simplified(text))
    return text[found.start(1) : found.end(1)].strip() if found else None


def read_note(turn: Turn) -> str | None:
    """What the note shall say ("加个备注 放门卫"); None when only a note is spoken of."""
    found = _NOTE.search(turn.text)
    if found is None or words.is_question(turn) or _NO_NOTE.match(found[1]):
        return None
    return found[1].strip()


def parts_named(turn: Turn) -> list[str]:
    """What of an order the message wants changed: by its words, and by values that stand in it. A note is all note."""
    text = simplified(turn.text).lower()
    if any(word in text for word in WORDS[NOTE]):
        return [NOTE]
    given = {
        "recipient": read_recipient(turn.text),
        "phone": turn.first("phone"),
        "address": read_address(turn.text),
    }
    return [part for part in PARTS if given[part] or any(word in text for word in WORDS[part])]


class WhatField(ChoiceField):
    """What is to change: one thing, or several of the contact joined by commas."""

    def __init__(self, options: tuple[Option, ...]) -> None:
        super().__init__("option", "ask_what_to_change", options, eager=True)

    def _read(self, visit: Visit) -> str | None:
        if visit.turn.first(self.slot):
            return super()._read(visit)
        return ",".join(parts_named(visit.turn)) or super()._read(visit)

    async def correct(self, visit: Visit) -> bool:
        """Something else instead of what has no value yet ("能改电话吗"), or besides what has one."""
        if await super().correct(visit):
            return True
        turn, known = visit.turn, str(visit.get(self.slot)).split(",")
        if turn.requested in (NOTE, "recipient") or (turn.intent != visit.task and not turn.first("phone")):
            return False
        named = parts_named(turn)
        if not set(named) - set(known):
            return False
        kept = [part for part in known if visit.get(part) is not None]
        visit.put(self.slot, ",".join(dict.fromkeys([*kept, *named])))
        return True


class RecipientField(TextField):
    """A name: the whole message when it is asked for; else only after a word for the receiver."""

    def __init__(self) -> None:
        super().__init__("recipient", "ask_new_recipient", check=is_name, bad_key="bad_recipient")

    async def take(self, visit: Visit) -> bool:
        given = read_recipient(visit.turn.text)
        if given is None:
            return await super().take(visit)
        visit.put(self.slot, given)
        return True


class NoteField(TextField):
    """What follows the word for a note; when it is asked for, the whole message, whatever it sounds like."""

    def __init__(self) -> None:
        super().__init__(NOTE, "ask_new_note", anything=True)

    async def take(self, visit: Visit) -> bool:
        given = read_note(visit.turn)
        if given is None:
            return await super().take(visit)
        visit.put(self.slot, given)
        return True


def value_field(part: str) -> Field:
    """The field that asks for the new value of a part."""
    match part:
        case "recipient":
            return RecipientField()
        case "phone":
            return TextField("phone", "ask_new_phone", entity="phone", check=is_phone, bad_key="bad_phone")
        case "address":
            return AddressField()
        case _:
            return NoteField()
