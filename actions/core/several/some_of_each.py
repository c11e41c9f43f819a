"""Some pieces of the same goods back and others exchanged ("T恤一件退一件换S码"): two requests about one thing. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from handoff.wording.texts import simplified

_COUNT = r"[一两二三四五六\d]\s?[件个条双只套盒包瓶支台本箱对把张]?"
BACK = rf"{_COUNT}[^退换]{{0,2}}退(?![款到回换])"
OTHERS = rf"{_COUNT}[^退换]{{0,2}}换(?!货币)"
_UNIT = re.compile(rf"{BACK}|{OTHERS}|退[掉货]?{_COUNT}|换[掉货]?{_COUNT}")
# The number behind the verb: one before it may be of the goods' name ("四件套退一套换一套").
_VERB_FIRST = re.compile(rf"退[掉货]?{_COUNT}|换[掉货]?{_COUNT}")
# The rest of what was named before.
_OTHER_ONES = re.compile(
    rf"^(再|还有|然后|那|剩下?的?|另外?|其他|其余)*{_COUNT}|另(外)?一?[件个条双只套]|剩下?的|其[他余]的"
    r"|\b(the (other|second|rest)|(the )?other one|another|one)\b",
    re.IGNORECASE,
)
_GO_BACK = ("request_return", "request_refund")
Names = Callable[[str], Collection[object]]


def apart(part: str, names: Names) -> list[str]:
    """The part as one for each wish, with the goods in both; the part alone where it has no two."""
    plain = simplified(part)
    units = next((found for form in (_VERB_FIRST, _UNIT) if (found := _both(form, plain))), [])
    if not units or names(part[units[0].end() : units[1].start()]):
        return [part]
    head = part[: units[0].start()]
    starts = [0, *(unit.start() for unit in units[1:])]
    pieces = [part[start:end].strip() for start, end in zip(starts, [*starts[1:], len(part)], strict=True)]
    return [pieces[0], *(f"{head}{piece}" for piece in pieces[1:])]


def _both(form: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """The pieces in this form, where some go back and some are exchanged."""
    units = list(form.finditer(text))
    return units if len({"退" in unit.group() for unit in units}) > 1 else []


def with_its_goods(found: dict[str, str], names: Names) -> dict[str, str]:
    """The requests, where "the other one" has the words that name the goods."""
    back = next((name for name in _GO_BACK if found.get(name)), "")
    if not back or not found.get("request_exchange"):
        return found
    shared = dict(found)
    for name, other in ((back, "request_exchange"), ("request_exchange", back)):
        words = found[name]
        if not names(words) and names(found[other]) and _OTHER_ONES.search(simplified(words)):
            shared[name] = f"{found[other]} {words}"
    return shared
