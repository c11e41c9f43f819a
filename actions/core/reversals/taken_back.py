"""What a message takes back in the same breath ("周六送，不对，周日"), cut away before anything is read from it. Pure.

Only a value of a known kind is put in the place of another of the same kind; what else a "不对" may mean is left to
the forms. What stands beside the value stays: "周六下午送，不对，周日" is Sunday afternoon.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from actions.common.persons import is_persons_name
from handoff.wording.texts import simplified

MOST = 3  # corrections in one message
LONGEST = 240  # characters; a longer one tells a story
_GAP = r"[\s,，.。;；!！~…、]"
# The words that take back, with a pause before them; "不是周日" and "not Sunday" name what is not wanted.
_TAKES_BACK = re.compile(
    rf"{_GAP}*(?:[哦噢啊呃额欸诶]{_GAP}*)?"
    rf"(?:(?:好像|我)?(?:不对|唔[系啱](?=[,，\s])|(?:说|讲|写|打|填|输|搞|弄)错了?|口误|更正)[了啦喇啊哈]?"
    rf"|(?<=[\s,，.。;；!！])不+(?:是)?(?=[,，\s])|(?<=[\s,，.。;；!！哦噢啊呃额])不(?=[,，\s])|算了|(?<=[\s,，.。;；!！])(?:等等|等一?下))"
    r"|\s*[,.;!–—-]+\s*(?:(?:oh|ah|er|um|well|and),? )?"
    r"(?:no(?:pe)?|(?:no,? )?(?:wait|sorry|actually|i mean|i meant|make (?:it|that)|correction|rather|scratch that))(?![a-z]|\.? ?\d{9})",
    re.IGNORECASE,
)
_LED = re.compile(
    rf"(?:{_GAP}|–|—|-|不好意思|抱歉|应该|应当|还是|[改换][成为到]|就|是|系|叫|我要|我想|送到?(?=[周星礼今明后])"
    r"|(?:no|sorry|wait|actually|i mean|i meant|it'?s|it is|make (?:it|that)|it should be|should be|rather|to)(?![a-z]))*",
    re.IGNORECASE,
)
_AFTER = r"(?=$|[\s,，.。;；!！~、吧啦喇哈的了送]|please\b|instead\b)"
_DAY = (
    r"(?:大?后天|明天|今天|[下本这]?(?:个)?(?:周|星期|礼拜)[一二三四五六日天末]|\d{1,2}月\d{1,2}[号日]?|(?<!\d)\d{1,2}[号日](?=$|[\s,，.。吧送上下晚])"
    r"|\b(?i:(?:next |this )?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|tomorrow|today)\b)"
)
_STREET_EN = r"\d+\w*(?: [A-Z][\w'’.-]*)+"
_NAME_EN = r"[A-Z][A-Za-z'’-]*(?: [A-Z][A-Za-z.'’-]*){0,3}"
_CHANGES = r"(?:[改换][成为到做]?|[要选]|写成?|填成?)"
_CALLED = (
    r"(?:(?:改成|改为|换成|换为|更正为|写成?|填成?|[改是叫给]|[:：]"
    r"|收[货件]人|联系人|抬头|名字|名称|姓名|个人)(?:的|是|为|[,，\s])*|[,，\s])"
)
_TO_PLACE = r"(?:改成|改为|改到|改[寄送]到?|换成|换到|寄[到去]|送[到去]|地址(?:是|为)?|[:：\s])"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: `given` at the start of what follows the words, `before` what it replaces, by its group."""

    given: re.Pattern[str]
    before: re.Pattern[str]
    name: bool = False


def _same(value: str, *, led: str = "") -> Kind:
    """The last one of the kind, replaced by another."""
    before = rf"^(?:.*)(?:{led})(?P<old>{value})" if led else rf"^(?:.*?)(?P<old>{value})(?!.*(?:{value}))"
    return Kind(re.compile(rf"{value}{_AFTER}", re.DOTALL), re.compile(before, re.DOTALL))


def _kind(given: str, before: str, *, name: bool = False) -> Kind:
    return Kind(re.compile(given, re.DOTALL), re.compile(before, re.DOTALL), name)


_REGION = rf"(?:(?!{_TO_PLACE})[\u4e00-\u9fff]){{2,8}}?[省市]"
_KINDS = (
    _same(_DAY),
    _same(r"(?:上午|下午|晚上|中午|早上|\b(?i:morning|afternoon|evening)\b)"),
    _same(r"(?<![0-9A-Za-z])(?:\+?[A-Za-z]{0,4}\d[\d -]{5,}\d|[0-9A-Z]{15,20})(?![0-9A-Za-z])"),
    # A whole address, one from its road on, one number of it.
    _kind(rf"{_REGION}[^\s,，]*\d[^,，。;；]*", rf"^.*?{_TO_PLACE}(?P<old>{_REGION}.*\d.*)$"),
    _kind(
        r"(?![^路街道巷弄]*[省市区县])[\u4e00-\u9fff]{1,8}[路街道巷弄][^,，。;；]*\d[^,，。;；]*",
        rf"^.*(?:[市区县镇]|{_TO_PLACE})(?P<old>[\u4e00-\u9fff]{{1,8}}[路街道巷弄].*\d.*)$",
    ),
    *(_same(rf"\d+\s*{unit}") for unit in ("[号號](?:楼|樓)?", "[楼樓层層]", "[栋棟幢]", "单元|單元", "[室房]")),
    _kind(rf"{_STREET_EN}(?:, ?[A-Z][\w'’. -]*)+", rf"^.*?(?P<old>{_STREET_EN}.*)$"),
    _kind(rf"{_STREET_EN}(?=$|[\s.!])", rf"^.*?(?P<old>{_STREET_EN})(?!.*{_STREET_EN})"),
    # Where the courier shall leave it.
    _same(r"(?:放|存|送)?(?:到|去|往)?(?:菜鸟)?(?:驿站|自提点|代收点|快递柜|丰巢|超商|便利店|门卫室?|物业|保安亭|门口|前台|上门|家门口|家里)"),
    _same(r"(?:[1-9]|[一二两三四五六七八九十])(?:[个件条双只套盒瓶])"),
    _same(r"(?:[黑白红橙黄绿青蓝紫灰粉棕金银米]色?)", led=_CHANGES),
    _same(r"(?:(?i:\d?x{0,3}[sml]|\d{2})码?)", led=_CHANGES),
    # Names: a company's, a person's.
    _kind(
        rf"[\u4e00-\u9fff()（）·]{{3,}}?(?:公司|事务所|工作室|研究院|大学|学校|医院){_AFTER}",
        r"^.*(?:[:：,，\s]|抬头|名称|改成|改为|换成|开给|是)(?:写|是|叫|为)?(?P<old>[\u4e00-\u9fff()（）·]{3,}(?:公司|事务所|工作室|研究院|大学|学校|医院))$",
    ),
    _kind(rf"[\u4e00-\u9fff·]{{2,4}}?{_AFTER}", rf"^.*{_CALLED}(?P<old>[\u4e00-\u9fff·]{{2,4}})$", name=True),
    _kind(
        rf"{_NAME_EN}(?=[\s.!]*(?:$|,|(?i:please|instead|thanks)\b))",
        rf"^.*?(?:\b(?i:to|for|is|be|under|name|recipient|title|invoice)|[,:])\s+(?P<old>{_NAME_EN})$",
    ),
)  # fmt: skip
# What a name led in by "是" is not made of.
_SENTENCE = re.compile(r"[我你他她的了吗不没有电话手机地址单退换货款钱件字号错这那谁什么要想都也抬联等]")
_IS_CALLED = re.compile(r"(?:是|叫|[改换][成为])$")
# Words in capitals that are no names.
_NO_NAME = re.compile(
    r"^(I|It|The|That|This|My|Please|Thanks?|Thank|Sorry|What|When|Where|How|Can|Could|Do|Does|Is|Not|No|Wait|Cancel|Change|Never|We|You)\b"
)


def cut(text: str) -> str:
    """The text with corrected values in the place of those taken back; as it was when nothing is."""
    for _ in range(MOST if len(text) <= LONGEST else 0):
        shorter = next(
            (new for found in _TAKES_BACK.finditer(simplified(text)) if (new := _corrected(text, found))), ""
        )
        if not shorter:
            return text
        text = shorter
    return text


def kept(entities: Mapping[str, tuple[str, ...]], said: str, left: str) -> dict[str, tuple[str, ...]]:
    """The entities whose words are not taken back; one whose words do not stand in the message stays."""
    before, after = _bare(said), _bare(left)
    found = {
        name: tuple(value for value in values if _bare(value) not in before or _bare(value) in after)
        for name, values in entities.items()
    }
    return {name: values for name, values in found.items() if values}


def _corrected(text: str, words: re.Match[str]) -> str:
    """The text with the value after these words put in the place of the one before; "" when they correct none."""
    plain = simplified(text)
    led = _LED.match(plain, words.end())
    begin = led.end() if led else words.end()
    before = plain[: words.start()]
    for kind in _KINDS:
        given, old = kind.given.match(plain, begin), kind.before.match(before)
        if given and old and _is_value(kind, given[0], old["old"], plain[words.end() : begin]):
            start, end = old.span("old")
            beside, rest = text[end : words.start()], text[given.end() :]
            if beside and rest.startswith(beside):
                rest = rest[len(beside) :]  # "明天送，不对，后天送"
            return f"{text[:start]}{text[given.start() : given.end()]}{beside}{rest}"
    return ""


def _is_value(kind: Kind, given: str, old: str, led: str) -> bool:
    if not kind.name:
        return _NO_NAME.match(given) is None
    called = _IS_CALLED.search(led) is not None and _SENTENCE.search(given) is None
    replaces = is_persons_name(old) or _SENTENCE.search(old) is None
    return bool(led) and replaces and (is_persons_name(given) or called)


def _bare(text: str) -> str:
    return re.sub(r"[\s-]", "", simplified(text)).lower()
