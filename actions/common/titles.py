"""The name an invoice is made out to, wherever in a message it stands: a company's, an institution's, a person's. Pure."""

from __future__ import annotations

import re

from actions.common.persons import is_persons_name
from handoff.wording.texts import simplified

_IS = r"(?:是|写|为|叫|开给?|[改换][成为]?|[:：\s])*"
# A correction may lead it in: "名字错了，是叫…".
_LED = r"(?:(?:应该|应当|其实|就)*(?:是叫?|应该叫|改[成为]|换成))*"
_ENDS = r"(?=$|[\s,，。;；!！]|税号|统编|谢谢|麻烦|就行|可以|吧$|吧[,，。]|开|的(?:发票|名字|抬头))"
_COMPANY = re.compile(
    rf"(?:(?:^|[\s,，:：]){_LED}|(?:抬头|名称){_IS}|开给|给|[改换][成为])"
    r"((?![^公]*[我要帮给])(?!这|那|贵|本|你|他|哪|什么|一[家个]|个)(?:(?!发票|抬头|名称|[改换][成为]|开票|开个|开公|税号|统编|那单|公司)[\u4e00-\u9fff()（）·]){2,}?"
    rf"(?:有限责任公司|有限公司|集团公司|公司|事务所|研究院|工作室){_ENDS}"
    r"|(?!Invoice|Please|Bill|Issue|Make|Company|Title|Tax|For|To)[A-Z][\w&.'-]*(?: (?:[A-Z&][\w&.'-]*|of|and|the|de)){0,6}? (?:Ltd|Limited|Inc|LLC|GmbH|Corp|PLC)\b\.?)"
)
_INSTITUTION = re.compile(
    rf"(?:抬头|名称|开票给|发票开给?|开给){_IS}([\u4e00-\u9fff()（）·]{{2,}}?(?:大学|学院|学校|中学|小学|幼儿园|医院|银行|中心|集团|商行|协会|基金会|委员会|厂|局|店)){_ENDS}"
)
# A person's name in Latin letters: two words at least, each with a capital.
_LATIN_NAME = r"[A-Z][A-Za-z'’-]*(?: [A-Z][A-Za-z'’-]*\.?){1,3}"
_PERSON = re.compile(
    r"(?:个人(?:的|抬头|名义)*|抬头(?:是|写|为|叫|[改换][成为]|[:：])*|\bpersonal\b|\b[Nn]ame(?: is)?\b)[\s,，:：]*(?:(?:to|for) )?"
    r"(?!抬头|发票|名义|的|吧|就|开|谢|可以|普票|电子|公司|税|还是|改|换|写错|不|没|有|错|好像|什么|怎么)"
    rf"([\u4e00-\u9fff·]{{2,4}}?{_ENDS}|{_LATIN_NAME})"
)
# After these only what is a name by its surname: "开个人发票王小明", "开给我老公李雷".
_MAYBE_PERSON = re.compile(
    r"(?:个人(?:电子)?(?:发票|普票)|发票(?:就?开)?(?:给|成)?|开给|名字?写?)[\s,，:：]*(?:我?(?:老公|老婆|先生|太太|爸爸?|妈妈?|儿子|女儿|同事|朋友))?"
    rf"([\u4e00-\u9fff]{{2,4}}?){_ENDS}"
)
# "the name should be …", "make it …", "put it under …".
_LED_PERSON = re.compile(
    r"(?i:\b(?:should (?:be|say|read)|make (?:it|that)|(?:change|set|correct) (?:it|that|the (?:name|title))(?: on it)? to|name (?:to|of)"
    r"|(?:put|issue|write)(?: it)? (?:under|to|for|on)|(?:invoice|receipt|it|made) (?:made )?(?:out )?to|bill(?:ed)? (?:it )?to|please invoice|i mean|i meant|actually)[\s,:]+(?:for |to |under )?)"
    rf"({_LATIN_NAME})(?=[\s,.!]*(?:$|(?i:please|instead|thanks?|thank you|sorry|for (?:the|my)|tax)\b))"
)


def names_company(text: str) -> bool:
    return _COMPANY.search(simplified(text)) is not None


def read_title(text: str) -> str | None:
    """A company's name, or a person's after the word for such an invoice; None where no name stands."""
    plain = simplified(text)
    signs = (_COMPANY, _INSTITUTION, _LED_PERSON, _PERSON)
    found = next((one for sign in signs if (one := sign.search(plain))), None)
    if found is None:
        maybe = (one for one in _MAYBE_PERSON.finditer(plain) if is_persons_name(one[1]))
        found = next(maybe, None)
    return text[found.start(1) : found.end(1)] if found else None
