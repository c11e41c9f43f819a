"""A message cut into the clauses that may each mean something, and the ones that only say what is not meant."""

from __future__ import annotations

import re

_BORDER = re.compile(
    r"[,，。.;；!！?？\n、~]+\s*|\s{2,}|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])"
    r"|(?:另外|还有就是|还有(?!没|多|几|什|哪|吗|货|现)|顺便(?:问|说)?(?:一?下)?|对了|然后(?:再)?|而且|不过|但是?(?!还))"
    r"|\b(?:and also|also|by the way|btw|but|plus)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"^(?:我|我们|這|这)?(?:可|也|都)?(?:不是(?!说|已|有|要给|吧|吗)|并不是|没(?:有)?(?:说|要|想)|不(?:用|想|要|需要|打算)|别|先不)(?!.*(?:吗|么|呢)$).*"
    r"|^(?:i'?m |i am )?(?:not|no)\b.*|^(?:i )?(?:don'?t|do not|didn'?t) (?:want|need|mean|ask)\b.*",
    re.IGNORECASE,
)
_SHORTEST = 2


def split(text: str) -> list[str]:
    """Clauses of a normal text, at least two characters each; a decimal point or a date is no border."""
    guarded = re.sub(r"(?<=\d)[.,](?=\d)", "\x00", text)
    parts = (part.strip().replace("\x00", ".") for part in _BORDER.split(guarded))
    return [part for part in parts if len(part) >= _SHORTEST]


def meant(clauses: list[str]) -> list[str]:
    """The clauses without those that deny something, when another one says what is wanted instead."""
    wanted = [clause for clause in clauses if not _DENIED.match(clause)]
    return wanted if wanted else clauses
