"""Who receives an order, under which number, and what the note says, inside a message that may change several at once."""

from __future__ import annotations

import re

from actions.common.addresses import AddressField, only_place, read_address
from actions.common.persons import is_persons_name
from actions.common.receivers import bare_name, receiver_in
from actions.core import words
from actions.core.form.fields import ChoiceField, Field, Option, TextField
from actions.core.turn import Turn
from actions.core.visit import Visit
from handoff.wording.texts import simplified

NOTE, SPEC = "note", "spec"
# In the order in which they are asked for; each is the name of its slot too.
PARTS = ("recipient", "phone", "address")
WORDS: dict[str, tuple[str, ...]] = {
    "recipient": ("收货人", "收件人", "联系人", "姓名", "名字", "recipient", "name"),
    "phone": ("电话", "手机", "号码", "联系方式", "phone", "mobile"),
    "address": ("地址", "送到", "寄到", "改寄", "address", "ship to"),
    NOTE: ("备注", "留言", "note", "remark"),
}
_NOTE = re.compile(
    r"(?:备注|留言|\bnote|\bremark)(?:一下|下|上|里|改成|改为|写|成|为|that|saying|says?|[:：,，\s]"
    r"|\b(?:to|on|for|with) (?:my |the |this )*(?:order|parcel|delivery)\b)*(.{2,})$",
    re.I,
)
_NO_NOTE = re.compile(r"^(修?改|加|换|写错|错|在哪|没写)")
# What stands there now is asked for, and nothing to be written ("what is the recipient now", "备注现在写的啥").
_ASKS_VALUE = re.compile(
    r"(收[货件]人|联系人|备注|留言|(收货|配送|送货|订单)的?(地址|电话)|(我的|现在的?|联系)(地址|电话))"
    r"(?:(?![改换错])[^,，。;；:：\d]){0,8}(啥|什么|谁|哪|多少|几号|咩|乜|边(个|度))"
    r"|\b(what|who|which)(?:'?s| is| are| was) (?:the |my |on the |in the |now )*(?:current |delivery |shipping |contact |order |recipient(?:'s)? )*"
    r"(?:recipient|address|note|phone|name)\b",
    re.IGNORECASE,
)
# "电话不变": spoken of, and to stay as it is.
_STAYS = re.compile(
    r"[^\s,，。;；]{0,4}?(?:收[货件]人|联系人|姓名|名字|电话|手机号?|号码|地址|备注)(?:都|就|还是|先)?(?:不变|不用[改换动]|不[改换动]|照旧|一样|保持|原来的)"
    r"|\b(?:recipient|name|phone(?: number)?|number|address|note) (?:stays?|remains?|is|are|as)(?: the)? (?:same|unchanged|before|it is)|\bsame (?:phone|address|name|recipient)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,，。;；]|\s+(?=[^\x00-\x7f])|\band\b", re.IGNORECASE)
_PHONE = re.compile(r"^\+?\d{8,15}$")
_NAME = re.compile(r"^[^\d,，。;；!！?？]{2,30}$")


def is_phone(text: str) -> bool:
    return _PHONE.match(re.sub(r"[\s()-]", "", text)) is not None


def is_name(text: str) -> bool:
    return _NAME.match(text) is not None


def asks_value(text: str) -> bool:
    """Asks what an order says now; nothing is to be changed."""
    return _ASKS_VALUE.search(simplified(text)) is not None


def read_recipient(text: str) -> str | None:
    """The new receiver ("收货人改成李四", "recipient to Tom Lee")."""
    return None if asks_value(text) else receiver_in(text)


def read_note(turn: Turn) -> str | None:
    """What the note shall say ("加个备注 放门卫"); None when only a note is spoken of."""
    note = divided(turn.text)[1]
    if note is None or words.is_question(turn) or asks_value(turn.text) or _NO_NOTE.match(note):
        return None
    return note


def divided(text: str) -> tuple[str, str | None]:
    """What the message says beside a note, and the note: all that follows the word for it, up to another value."""
    found = _NOTE.search(simplified(text))
    if found is None:
        return text, None
    end = found.end(1)
    for cut in _CLAUSE.finditer(text, found.start(1) + 1):
        if _brings_a_value(text[cut.end() :]):
            end = cut.start()
            break
    return f"{text[: found.start()]} {text[end:]}".strip(), text[found.start(1) : end].strip()


def _brings_a_value(text: str) -> bool:
    """It begins with a word for a part of the contact, and a value of it follows."""
    clause, said = _CLAUSE.split(text, maxsplit=1)[0].strip(), simplified(text).strip().lower()
    led = {
        part: re.match(rf"(新的?|把|改|再|change |update |the |new )*({'|'.join(WORDS[part])})", said)
        for part in PARTS
    }
    return bool(
        (led["recipient"] and read_recipient(clause))
        or (led["phone"] and re.search(r"\d{8}", clause))
        or (led["address"] and read_address(text))
    )


def values_given(turn: Turn) -> dict[str, str | None]:
    """The new values that stand in the message, by the part of the contact that they are for."""
    beside = divided(turn.text)[0]
    phone = turn.first("phone")
    return {
        "recipient": read_recipient(beside),
        "phone": phone if phone and phone[-4:] in re.sub(r"[\s-]", "", beside) else None,
        "address": read_address(beside),
    }


def parts_named(turn: Turn) -> list[str]:
    """What of an order the message wants changed: by its words, and by values that stand in it."""
    given, text = values_given(turn), _STAYS.sub(" ", simplified(divided(turn.text)[0]).lower())
    named = [part for part in PARTS if given[part] or any(word in text for word in WORDS[part])]
    noted = any(word in simplified(turn.text).lower() for word in WORDS[NOTE])
    if noted and divided(turn.text)[1] is None:
        return [NOTE]
    return [*named, NOTE] if noted else named


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
        if turn.requested == NOTE or SPEC in known:
            return False
        # Words alone count only in a request; a value says for itself what it is for.
        told = turn.intent == visit.task and turn.requested != "recipient"
        named = parts_named(turn) if told else [part for part, value in values_given(turn).items() if value]
        if not set(named) - set(known):
            return False
        kept = [part for part in known if visit.get(part) is not None or self._is_given(visit, part)]
        visit.put(self.slot, ",".join(dict.fromkeys([*kept, *named])))
        return True

    def _is_given(self, visit: Visit, part: str) -> bool:
        """A name that was asked for, said beside a further value ("王小明电话 138…")."""
        return part == "recipient" and RecipientField().given(visit) is not None


class RecipientField(TextField):
    """A name: the whole message when it is asked for; else only after a word for the receiver."""

    def __init__(self) -> None:
        super().__init__("recipient", "ask_new_recipient", check=is_name, bad_key="bad_recipient")

    async def take(self, visit: Visit) -> bool:
        given = self.given(visit)
        if given is None:
            return await super().take(visit)
        visit.put(self.slot, given)
        return True

    async def correct(self, visit: Visit) -> bool:
        given = read_recipient(divided(visit.turn.text)[0])
        if given is None or given == visit.get(self.slot):
            return False
        visit.put(self.slot, given)
        return True

    def given(self, visit: Visit) -> str | None:
        """After a word for the receiver; or a bare name, alone or beside its phone number, when it is asked for."""
        beside = divided(visit.turn.text)[0]
        alone = bare_name(only_place(beside))
        bare = (
            self.asked(visit) and is_name(alone) and (only_place(beside) != beside or is_persons_name(alone))
        )
        return read_recipient(beside) or (alone if bare else None) or self._standing_alone(visit, beside)

    def _standing_alone(self, visit: Visit, text: str) -> str | None:
        """A name by itself in a message that speaks of the receiver ("改收货人和电话 李雷 13712340000")."""
        if "recipient" not in parts_named(visit.turn) or only_place(text) == text:
            return None
        pieces = [piece for piece in re.split(r"[\s,，、;；]+", text) if piece]
        return next((piece for piece in pieces[1:] if is_persons_name(piece)), None)


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

    async def correct(self, visit: Visit) -> bool:
        given = read_note(visit.turn)
        if given is None or given == visit.get(self.slot):
            return False
        visit.put(self.slot, given)
        return True


def value_field(part: str, region: str | None = None) -> Field:
    """The field that asks for the new value of a part; `region` is that of the order so far."""
    match part:
        case "recipient":
            return RecipientField()
        case "phone":
            return TextField("phone", "ask_new_phone", entity="phone", check=is_phone, bad_key="bad_phone")
        case "address":
            return AddressField(lambda text: divided(text)[0], region=region)
        case _:
            return NoteField()
