"""Who shall receive an order, wherever in a message the name stands. Pure."""

from __future__ import annotations

import re

from actions.common.addresses import NO_NAME, RECEIVER, WHO
from handoff.wording.texts import simplified

_ENDS = r"(?=$|[\s,，。;；!！、?？]|电话|手机|号码|地址|谢|麻烦|可以|行吗|好吗|就行|[吧啦喇]|\+?\d{8})"
# A name by its form, whatever its characters say: "转人工·阿里木", "换货先生".
_SURELY = r"([\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,12}|[\u4e00-\u9fff]{1,3}(?:先生|女士|小姐|太太|老师))"
# "收件人写错了，应该是王小明", "把收件人从李雷改成王小明", "收货人名字换成王小明可以吗".
_CHANGED = re.compile(
    rf"{WHO}(?:[写填弄搞打]?错了?)?[,，\s]*(?:请|麻烦|帮我)?(?:应该|应当)?(?:从[\u4e00-\u9fff·]{{2,4}})?"
    rf"(?:改成|改为|更改为|变更为|更正为|换成|换为|写成?|填成?|[改换是叫])[\s:：]*(?:{NO_NAME}([\u4e00-\u9fff·]{{2,4}}?)|{_SURELY}){_ENDS}"
)
_LATIN_NAME = r"[A-Z][A-Za-z.'’-]*(?: [A-Z][A-Za-z.'’-]*){0,3}"
_CHANGED_LATIN = re.compile(
    r"(?i:\b(?:recipient|receiver|name)(?:'s name)?(?: (?:on|for|of) (?:the|my|this) (?:order|parcel|package|delivery|label))?"
    rf" (?:to|is|be|should (?:be|say|read)|must be)) ({_LATIN_NAME})"
    rf"|(?i:\b(?:put|make|set|use|have)) ({_LATIN_NAME}) (?i:as (?:the |my )?(?:new )?(?:recipient|receiver)|receive it)"
)
# Around a name that answers the question for it: "叫王小明吧".
_AROUND = re.compile(
    r"^(?:那?就?(?:改成|改为|换成|写|填|叫|是)|(?:it's|it is|make it|to|name:?|recipient:?)\s+)|(?:吧|啦|谢谢|麻烦了?|就行|please|thanks?)$",
    re.IGNORECASE,
)


def receiver_in(text: str) -> str | None:
    """The name after words for the receiver ("收货人改成李四", "recipient to Tom Lee")."""
    plain = simplified(text)
    found = _CHANGED.search(plain) or _CHANGED_LATIN.search(text) or RECEIVER.search(plain)
    if found is None:
        return None
    at = next(group for group in range(1, (found.lastindex or 1) + 1) if found[group])
    return text[found.start(at) : found.end(at)].strip(" .")


def bare_name(text: str) -> str:
    """An answer without the words around the name."""
    return _AROUND.sub("", _AROUND.sub("", text.strip(" ,，.。!！"))).strip(" ,，.。!！")
