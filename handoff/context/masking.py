"""Personal data in free text, masked until somebody has a reason to see it."""

from __future__ import annotations

import re

_EMAIL = re.compile(r"([\w.+-])[\w.+-]*@([\w-]+\.[\w.-]+)")
_ID_CARD = re.compile(r"(?<![0-9A-Za-z])(\d{6})\d{8}(\d{3}[0-9Xx])(?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<!\d)((?:\+?\d{2,3}[ -]?)?1\d{2})[ -]?\d{4}[ -]?(\d{4})(?!\d)")
_LONG_NUMBER = re.compile(r"(?<!\d)\d{6,}(\d{4})(?!\d)")
_STREET = re.compile(
    r"([路街道巷弄村镇区])(?:\s*[0-9A-Za-z一二三四五六七八九十百]+\s*[号號弄栋棟幢座楼樓层層单元單元室房\-]+)+"
)


def mask(text: str) -> str:
    """The text with phone, id card, card and order numbers, e-mail and house numbers hidden; the rest unchanged."""
    text = _EMAIL.sub(r"\1***@\2", text)
    text = _ID_CARD.sub(r"\1********\2", text)
    text = _PHONE.sub(r"\1****\2", text)
    text = _LONG_NUMBER.sub(r"****\1", text)
    return _STREET.sub(r"\1***", text)


def mask_name(name: str) -> str:
    """First character only: 王** for 王小明, J*** for Jane."""
    return name[:1] + "*" * min(len(name) - 1, 3) if name else ""
