"""Ids, phones, amounts, dates and names that rules find better than a learned tagger. Pure.

Rules read the normal form (`normal.py`); the earlier rule wins where two overlap, so the order below matters:
a phone is not an order number, an order number is no amount.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.nlu.text.normal import Normal
from bot.nlu.text.numerals import CHINESE_NUMBER, number


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """`start`/`end` are positions in the original text; `value` is what an action can use."""

    entity: str
    value: str
    start: int
    end: int

    def to_dict(self) -> dict[str, object]:
        return {"entity": self.entity, "value": self.value, "start": self.start, "end": self.end}


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _code(text: str) -> str:
    return "".join(char for char in text if char.isalnum()).upper()


def _amount(text: str) -> str | None:
    core = re.sub(r"(?:¥|￥|rmb|cny|hk\$|nt\$|us\$|\$|人民币|大概|大约)", "", text.lower()).strip()
    yuan, sign, rest = _split_yuan(core)
    value = number(yuan.strip())
    if value is None:
        return None
    if sign and rest:
        tail = number(rest.strip("毛角分 ")) or 0
        value += tail / (10 if tail < 10 else 100)
    return f"{value:g}"


def _split_yuan(text: str) -> tuple[str, str, str]:
    match = re.search(r"块钱?|元|圆|蚊|dollars?|bucks|yuan|刀|人仔", text)
    return (text[: match.start()], match.group(), text[match.end() :]) if match else (text, "", "")


def _quantity(text: str) -> str | None:
    match = re.match(rf"\d+|{CHINESE_NUMBER}+", text)
    value = number(match.group()) if match else None
    return None if value is None or value > 9999 else f"{value:g}"


def _plain(text: str) -> str:
    return text.strip()


_COURIERS = (
    "顺丰", "圆通", "中通", "申通", "韵达", "极兔", "京东快递", "京东物流", "邮政", "德邦", "百世", "天天快递",
    "黑猫宅急便", "黑猫", "新竹物流", "宅配通", "中华邮政", "嘉里大荣", "嘉里", "顺丰速运", "宅急便", "跨越", "安能", "丹鸟",
    "顺丰快递", "圆通快递", "中通快递", "申通快递", "韵达快递", "邮政快递", "极兔快递", "京东",
)  # fmt: skip
_ENGLISH_COURIERS = (
    "sf express", "s.f. express", "sf", "ems", "dhl", "ups", "fedex", "usps", "yto", "zto", "sto", "yunda", "j&t",
    "jd logistics", "china post", "royal mail", "kerry",
)  # fmt: skip
_WEEK = r"(?:周|星期|礼拜)[一二三四五六日天末1-7]"
_N = rf"(?:\d+|{CHINESE_NUMBER}+)"
_ENGLISH_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = (
    r"(?:20\d\d[-/.年])\d{1,2}[-/.月]\d{1,2}[日号]?|(?<!\d)\d{1,2}月\d{1,2}[日号]?|(?<![\d.])\d{1,2}[-/]\d{1,2}(?![\d/-])"
    rf"|{CHINESE_NUMBER}{{1,3}}月{CHINESE_NUMBER}{{1,3}}[日号]|(?<![\d.路街道巷村弄里大小]){_N}号(?!线|楼|店|仓|院|门|房|码|机|柜|库|车|键|电)"
    rf"|(?<!\d)\d{{1,2}}月(?!\d)份?|大前天|前天|昨(?:天|晚|日|早|儿)|今(?:天|晚|早|日|儿|明两天)|明(?:天|早|晚|日|儿)|大?后天|听日|寻日"
    rf"|(?:上上|下下|上|下|这|本)?个?{_WEEK}|周末|(?:上|下|这|本)个?(?:周|月|礼拜|星期)(?:底|初|末)?|月[底初末]"
    rf"|{_N}个?(?:天|日|周|星期|礼拜|月)(?:之?前|以?前|之?后|以?后|内|以内)|双(?:十一|十二|11|12)|6\.?18|国庆|春节|过年(?:前|后)?|中秋|元旦|端午|五一"
    rf"|(?<![A-Za-z])(?:today|tomorrow|yesterday|tonight|this (?:week|weekend|morning|afternoon)|(?:last|next|this) (?:week|month|{_ENGLISH_DAY})"
    rf"|(?:{_ENGLISH_DAY})|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|\d+ (?:days?|weeks?) ago)(?![A-Za-z])"
)
_MEASURE = r"(?:件|个|双|条|只|瓶|盒|箱|包|台|部|本|套|份|支|把|张|袋|罐|斤|公斤|片|对|组|卷|块(?=肥皂|香皂|手表|表|蛋糕|地毯|毛巾))"


@dataclass(frozen=True, slots=True)
class Rule:
    entity: str
    pattern: re.Pattern[str]
    value: Callable[[str], str | None]


def _rule(entity: str, pattern: str, value: Callable[[str], str | None]) -> Rule:
    return Rule(entity, re.compile(pattern, re.IGNORECASE), value)


_BEFORE, _AFTER = r"(?<![\dA-Za-z])", r"(?![\dA-Za-z])"
_TRACKING_WORD = r"(?:运单|快递单|单号|物流|快递|包裹|tracking|waybill|parcel|awb|寄)"
_TAX_WORD = r"(?:税号|税务登记|识别号|统编|统一编号|纳税人|tax (?:id|no|number)|vat)"

RULES: Sequence[Rule] = (
    _rule("tax_id", rf"{_BEFORE}(?=[0-9A-HJ-NPQRTUWXY]*[A-HJ-NPQRTUWXY])[159Y][1239]\d{{6}}[0-9A-HJ-NPQRTUWXY]{{10}}{_AFTER}", _code),
    _rule("tax_id", rf"(?<=税号).{{0,3}}?({_BEFORE}[0-9A-Z]{{15,20}}{_AFTER})", _code),
    _rule("tax_id", rf"{_TAX_WORD}\D{{0,6}}({_BEFORE}[0-9A-Z]{{8,20}}{_AFTER})", _code),
    _rule("ticket_id", rf"{_BEFORE}[RT][ -]?\d{{4,14}}{_AFTER}", _code),
    _rule("tracking_number", rf"{_BEFORE}(?:SF|YT|JT|JD|ZT|ST|YD|DB|LP|TT|DP|JDV[A-Z]|UK|CN)[ -]?\d(?:[ -]?\d){{8,15}}{_AFTER}", _code),
    _rule("tracking_number", rf"{_BEFORE}[A-Z]{{2}} ?\d{{9}} ?[A-Z]{{2}}{_AFTER}", _code),
    _rule("phone", r"(?<!\d)(?:\+?(?:0086|86)[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)", lambda text: _digits(text)[-11:]),
    _rule("phone", r"(?<!\d)(?:\+?886[ -]?|0)9\d{2}[ -]?\d{3}[ -]?\d{3}(?!\d)", lambda text: "0" + _digits(text)[-9:]),
    _rule("phone", r"(?<!\d)(?:\+?852[ -]?)[2-9]\d{3}[ -]?\d{4}(?!\d)", lambda text: _digits(text)[-8:]),
    _rule("phone", r"(?:手机|电话|phone|mobile|tel)\D{0,6}((?<!\d)[2-9]\d{3}[ -]?\d{4}(?!\d))", _digits),
    _rule("tracking_number", rf"{_TRACKING_WORD}\D{{0,8}}((?<!\d)\d(?:[ -]?\d){{11,14}}(?![ -]?\d))", _digits),
    # A whole number first: what follows after a blank may be the phone's last four digits.
    _rule("order_id", r"(?<![\dA-Za-z])\d{16,19}(?![\dA-Za-z])", _digits),
    _rule("order_id", r"(?<![\dA-Za-z])\d(?:[ -]?\d){15,18}(?![ -]?\d|[A-Za-z])", _digits),
    _rule("tracking_number", r"(?<![\dA-Za-z])\d(?:[ -]?\d){11,14}(?![ -]?\d|[A-Za-z])", _digits),
    _rule("phone_tail", r"(?:尾号|后四位|末四位|last (?:four|4)(?: digits)?)\D{0,6}((?<!\d)\d{4}(?!\d))", _digits),
    _rule("date", _DATE, _plain),
    _rule(
        "amount",
        rf"(?:[¥￥]|rmb|hk\$|nt\$|us\$|\$) ?\d[\d,]*(?:\.\d+)?|(?<![\d.-])\d[\d,]*(?:\.\d+)? ?(?:块钱?|元|圆|蚊|dollars?|bucks|yuan|rmb)"
        rf"(?!肥皂|香皂|手表|表|蛋糕)(?:\d{{1,2}}(?!\d))?|(?<![几好])(?!一块(?!钱|\d|$)){CHINESE_NUMBER}+(?:多|几)?(?:块钱?|元|蚊)(?!肥皂|香皂|手表|表|蛋糕)(?:{CHINESE_NUMBER}(?:毛|角)?)?",
        _amount,
    ),
    _rule(
        "amount",
        r"(?:便宜|掉价|降价|应该是|贵|降|涨|扣|付|花|卖|减|满|退|补|赔|差|买|变|才|只要|现在|少)了?(?:我)?(?:到|成|至|的?是|要)?"
        r"((?<![\d.])\d{2,6}(?:\.\d{1,2})?(?![\d.]|[ ]?(?:个|件|天|号|月|日|年|点|次|双|条|只|小时|分钟|%|折|g|kg|ml|cm|码|级|楼|人|台|部|本|套)))",
        _amount,
    ),
    _rule("quantity", rf"(?<![\d第这那哪每上下另同某换])(?!一个[\u4e00-\u9fff])(?:\d{{1,4}}|{CHINESE_NUMBER}+){_MEASURE}(?!月|小时|星期|礼拜|工作日|人(?!用)|电话|性|体)", _quantity),
    _rule("courier", "|".join(sorted(map(re.escape, _COURIERS), key=len, reverse=True)), _plain),
    _rule("courier", rf"(?<![A-Za-z])(?:{'|'.join(map(re.escape, _ENGLISH_COURIERS))})(?![A-Za-z\d])", _plain),
)  # fmt: skip


def find(normal: Normal) -> list[Found]:
    """Entities of a text in the order in which they stand."""
    taken: list[tuple[int, int]] = []
    found: list[Found] = []
    for rule in RULES:
        for match in rule.pattern.finditer(normal.text):
            group = 1 if match.lastindex else 0
            start, end = match.span(group)
            value = rule.value(match.group(group))
            if not value or any(start < right and left < end for left, right in taken):
                continue
            taken.append((start, end))
            first, last = normal.original_span(start, end)
            found.append(Found(entity=rule.entity, value=value, start=first, end=last))
    return sorted(found, key=lambda one: one.start)
