"""Addresses inside a message ("地址改成上海市徐汇区漕溪北路 18 号"), as far as they can be told from the words around them."""

from __future__ import annotations

import re
from collections.abc import Callable

from actions.common.regions import joined, placed
from actions.core import words
from actions.core.form.fields import TextField
from actions.core.visit import Visit
from handoff.wording.texts import simplified

LEAST = 6
# A number, or what places are called.
_PLACE = re.compile(
    r"\d|[省市区區县縣镇鎮乡鄉村路街道巷弄号號楼樓栋棟室座苑园園厦廈]|\b(street|st|road|rd|avenue|ave|lane|building)\b",
    re.IGNORECASE,
)
# Words beside the address may stand after it: "应该送到科苑路165号 地址错了".
_CLAUSE = re.compile(r"[,，。;；!！]|(?<=[号號楼樓室\d])\s+(?=[\u4e00-\u9fff])")
_LETTER = re.compile(r"[^\W\d_]")
_LEAD = re.compile(
    r"^.*(改(到|成|为|為|寄)|[换換]成|寄(到|去)|送(到|去)|地址(是|为|為|：|:)?|不是|是|\b(to|is)\b)\s*"
)
_INTRODUCES = re.compile(
    r"^\W*(应该|應該|正确|正確|新的?|it should|should be|it is|it's|my|new|the|[是在的:：\s])+", re.IGNORECASE
)
# What stands before the house number in Latin letters: "Flat 3B, Tower 2, 88 …", "Rose House, 12 …".
_UNIT = r"(?i:flat|unit|room|rm|apt|apartment|suite|ste|floor|level|tower|block|blk|building|bldg|phase|shop|lot|gate)"
_HOUSE = (
    r"(?i:house|tower|building|court|gardens?|mansions?|plaza|cent(?:re|er)|estate|villas?|lodge|hall|place|apartments|park"
    r"|heights|residences?|cottage|block|mall|square|towers|terrace)"
)
_BEFORE_NUMBER = (
    rf"\b(?:{_UNIT}\.? ?(?:\d+[A-Za-z]?|[A-Z])\b|\d+\w*/F\b|The [A-Z][\w'’-]*|(?:[A-Z][\w'’.-]* ){{1,4}}{_HOUSE}\b)"
    r"(?:[\s,]+(?!\d+\w*\s+[A-Za-z])[\w'’./()-]+){0,10}?[\s,]+"
)
_BEGINS = re.compile(
    rf"[\u4e00-\u9fff]{{2,9}}?[省市区區县縣州]|(?:{_BEFORE_NUMBER})?\d+\w*\s+[A-Za-z]"
    r"|[\u4e00-\u9fff]{1,8}?[路街道巷弄村苑园園](?=[\u4e00-\u9fff]{0,6}\d)"
)
_ENDS = re.compile(
    r"(这里|這裡|就行|可以吗|可以嗎|谢谢|謝謝|吧|哦|呢|啊|另外|顺便|順便|再|并且?|并|還有|还有|\b(please|thanks|and|also|add|a|the|with|change)\b"
    r"|[\s,，。.!！;；])+$",
    re.IGNORECASE,
)
# Who receives it, and his phone, stand beside an address and are no part of it.
_PHONE = re.compile(
    r"(联系|聯繫|收货|收件)?(电话|電話|手机号?|手機號?|phone)?(改?[成为為是]|[:：])?\s*(?<!\d)\+?\d{8,15}(?!\d)"
)
# What follows a word for the receiver and is no name: "收货人写错了", "recipient and phone".
NO_NAME = (
    r"(?![改换写填错是和跟与及的电手地名姓信号联想要能可不没谁在还也都叫为成怎如本一两几有,，])"
    r"(?!(?:and|phone|mobile|number|address|please|is|to|for|name|wrong|should|needs?|details|info|on|of)\b)"
)
_LATIN_NAME = (
    r"[A-Za-z][A-Za-z.'-]*(?: (?!(?:and|with|phone|mobile|tel|number|address|please|thanks|thank|instead|at|but|also|note|now)\b)"
    r"[A-Za-z][A-Za-z.'-]*){0,3}"
)
WHO = r"(?:收[货件]人|联系人|联络人|姓名|名字|\brecipient|(?<!company )\bname)(?:的?(?:名字|姓名)| name)?"
# Said with a word of change any name counts; right after the word for the receiver only what can be one.
RECEIVER = re.compile(
    rf"{WHO}\s*(?:(?:改成|改为|换成|改|是|叫|为|:|：|\b(?:to|is)\b|\s)\s*)?{NO_NAME}"
    rf"([\u4e00-\u9fff·]{{2,4}}?|{_LATIN_NAME})(?=$|[\s,，。;；!！、]|电话|手机|地址|谢|吧|\+?\d{{8}})",
    re.IGNORECASE,
)


def only_place(text: str) -> str:
    """The text without phone numbers and the receiver's name."""
    rest = _PHONE.sub("", text)
    who = RECEIVER.search(simplified(rest))
    return (rest[: who.start()] + rest[who.end() :] if who else rest).strip(" ,，;；")


def is_address(text: str) -> bool:
    """Long enough to find a door, and names a place; the courier's own checks come later."""
    place = only_place(text)
    return len(place) >= LEAST and all(sign.search(place) is not None for sign in (_PLACE, _LETTER))


def read_address(text: str) -> str | None:
    """The address from its city, road or house number on; None when nothing looks like a whole one."""
    place = only_place(text)
    clauses = [clause for clause in _CLAUSE.split(place) if clause]
    return next((found for part in (place, *clauses) if (found := _whole_in(part))), None)


def _whole_in(text: str) -> str | None:
    rest = _LEAD.sub("", text)
    begins = _BEGINS.search(rest)
    found = _ENDS.sub("", rest[begins.start() :]) if begins else ""
    whole = is_address(found) and any(char.isdigit() for char in found)
    return found if whole else None


class AddressField(TextField):
    """The whole message when it is asked for; else only what reads as an address."""

    def __init__(self, beside: Callable[[str], str] = str, *, region: str | None = None) -> None:
        """`beside` gives what a message says beside things that are no address, a note for one.

        With the `region` of the order so far, an address elsewhere must say in which city it is.
        """
        self._beside, self._region = beside, region
        super().__init__(
            "address", "ask_new_address", entity="address", check=is_address, bad_key="bad_address"
        )

    def filled(self, visit: Visit) -> bool:
        return super().filled(visit) and not self._lacks_region(visit)

    def _lacks_region(self, visit: Visit) -> bool:
        given = visit.get(self.slot)
        return given is not None and self._region is not None and placed(str(given), self._region) is None

    async def take(self, visit: Visit) -> bool:
        turn = visit.turn
        if self.asked(visit) and self._lacks_region(visit) and self._take_region(visit):
            return True
        inside = read_address(self._beside(turn.text))
        led = words.corrects(turn) or turn.intent == visit.task or only_place(turn.text) != turn.text
        led = led or (
            inside is not None and _INTRODUCES.match(turn.text[: turn.text.find(inside)]) is not None
        )
        if inside and (not self.asked(visit) or led):
            visit.put(self.slot, inside)
            return True
        if turn.text and not only_place(turn.text):
            return False  # a phone number alone
        return await super().take(visit)

    def _take_region(self, visit: Visit) -> bool:
        """The region alone, in answer to where the address is."""
        said = _ENDS.sub("", _INTRODUCES.sub("", visit.turn.text.strip()))
        whole = joined(said, str(visit.get(self.slot)))
        if whole == said:
            return False
        visit.put(self.slot, whole)
        return True

    async def correct(self, visit: Visit) -> bool:
        known, given = visit.get(self.slot), read_address(self._beside(visit.turn.text))
        if given is None or given == known:
            return False
        visit.put(self.slot, self._in_place_of(known, given))
        return True

    async def reword(self, visit: Visit, text: str) -> bool:
        known = visit.get(self.slot)
        if not await super().reword(visit, text):
            return False
        visit.put(self.slot, self._in_place_of(known, str(visit.get(self.slot))))
        return True

    def _in_place_of(self, known: object, given: str) -> str:
        """A street alone lies in the city of the address that it corrects, be it another than the order's."""
        own, before = placed(given, ""), placed(str(known or ""), self._region or "")
        if (own and own.region) or before is None or before.region in ("", self._region):
            return given
        within = placed(given, before.region)
        return within.whole if within else given

    async def ask(self, visit: Visit) -> None:
        if self._lacks_region(visit):
            visit.reply.say("ask_address_region")
        else:
            await super().ask(visit)
