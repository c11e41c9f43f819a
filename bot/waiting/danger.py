"""What a customer hears who tells of danger: by kind, what to do at once; then that a person comes first, and no place. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.waiting.telling import ALL_CHOICES
from handoff.cues.dangers import dangers
from handoff.model import Draft
from handoff.queue.waiting import Place

_FAULTS = frozenset({"damaged_or_defective", "wrong_or_missing_item", "warranty_repair", "product_question"})
_ALONE = "self_harm"  # nothing is said beside it


def kinds_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Kinds of danger in what was said; a life comes before everything and stands alone.

    Who swallowed something is never told to wait and see, as who was hurt is.
    """
    found = tuple(dict.fromkeys(kind for text in texts for kind in dangers(text)))
    if _ALONE in found:
        return (_ALONE,)
    return tuple(kind for kind in found if kind != "injury" or "swallowed" not in found)


def danger_told(kinds: Sequence[str], intents: Iterable[str]) -> list[Draft]:
    """What to do at once. Goods that are dangerous in words we do not know are not to be used either."""
    goods = ("injury",) if not _FAULTS.isdisjoint(intents) else ()
    keys = [f"safety_{kind}" for kind in kinds or goods] or ["feeling_safety"]
    return [Draft(sender="bot", say=(key, {})) for key in keys]


def comes_first(place: Place, kinds: Sequence[str]) -> Draft:
    """That a person is called before all others; with nobody there, what else can be done, unless it is a life."""
    if place.minutes is not None:
        return Draft(sender="system", say=("danger_next", {}))
    return Draft(sender="system", say=("danger_nobody", {}), data={} if _ALONE in kinds else ALL_CHOICES)
