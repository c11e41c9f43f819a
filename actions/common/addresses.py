"""Addresses inside a message ("地址改成上海市徐汇区漕溪北路 18 号"), as far as they can be told from the words around them."""

from __future__ import annotations

import re

from actions.core import words
from actions.core.fields import TextField
from actions.core.visit import Visit

LEAST = 6
# A number, or what places are called.
_PLACE = re.compile(
    r"\d|[省市区區县縣镇鎮乡鄉村路街道巷弄号號楼樓栋棟室座苑园園厦廈]|\b(street|st|road|rd|avenue|ave|lane|building)\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_LEAD = re.compile(
    r"^.*(改(到|成|为|為|寄)|[换換]成|寄(到|去)|送(到|去)|地址(是|为|為|：|:)?|不是|是|\b(to|is)\b)\s*"
)
_BEGINS = re.compile(
    r"[\u4e00-\u9fff]{2,9}?[省市区區县縣州]|\d+\w*\s+[A-Za-z]"
    r"|[\u4e00-\u9fff]{1,8}?[路街道巷弄村苑园園](?=[\u4e00-\u9fff]{0,6}\d)"
)
_ENDS = re.compile(
    r"(这里|這裡|就行|可以吗|可以嗎|谢谢|謝謝|吧|哦|呢|啊|please|thanks|[\s,，。.!！])+$", re.IGNORECASE
)
# Who receives it, and his phone, stand beside an address and are no part of it.
_PHONE = re.compile(
    r"(联系|聯繫|收货|收件)?(电话|電話|手机号?|手機號?|phone)?(改?[成为為是]|[:：])?\s*(?<!\d)\+?\d{8,15}(?!\d)"
)
_RECEIVER = re.compile(
    r"(收[货貨件]人|联系人|聯絡人|姓名|recipient)(改?[成为為是]|[:：])?\s*[\u4e00-\u9fff·]{2,4}(?=$|[\s,，。;；])"
)


def only_place(text: str) -> str:
    """The text without phone numbers and the receiver's name."""
    return _RECEIVER.sub("", _PHONE.sub("", text)).strip(" ,，;；")


def is_address(text: str) -> bool:
    """Long enough to find a door, and names a place; the courier's own checks come later."""
    place = only_place(text)
    return len(place) >= LEAST and all(sign.search(place) is not None for sign in (_PLACE, _LETTER))


def read_address(text: str) -> str | None:
    """The address from its city, road or house number on; None when nothing looks like a whole one."""
    rest = _LEAD.sub("", only_place(text))
    begins = _BEGINS.search(rest)
    found = _ENDS.sub("", rest[begins.start() :]) if begins else ""
    whole = is_address(found) and any(char.isdigit() for char in found)
    return found if whole else None


class AddressField(TextField):
    """The whole message when it is asked for; else only what reads as an address."""

    def __init__(self) -> None:
        super().__init__(
            "address", "ask_new_address", entity="address", check=is_address, bad_key="bad_address"
        )

    async def take(self, visit: Visit) -> bool:
        turn = visit.turn
        inside = read_address(turn.text)
        led = words.corrects(turn) or turn.intent == visit.task or only_place(turn.text) != turn.text
        if inside and (not self.asked(visit) or led):
            visit.put(self.slot, inside)
            return True
        if turn.text and not only_place(turn.text):
            return False  # a phone number alone
        return await super().take(visit)

    async def correct(self, visit: Visit) -> bool:
        given = read_address(visit.turn.text)
        if given is None or given == visit.get(self.slot):
            return False
        visit.put(self.slot, given)
        return True
