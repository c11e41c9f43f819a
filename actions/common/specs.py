"""Sizes and colours that goods are changed or exchanged for, in the words of customers ("S码", "灰的", "小一号")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.common.hints import first_message
from actions.common.orders import WAY_OUT
from actions.core import show
from actions.core.form.fields import ChoiceField, Option
from actions.core.reply import Choice
from actions.core.visit import Visit
from actions.shop.model import ItemOptions, Spec, Text
from handoff.wording.texts import simplified

_SMALLER = re.compile(
    r"小(一|1|点)?[号码]|小一?点的?号|小一些|a size (down|smaller)|smaller( size)?", re.IGNORECASE
)
_LARGER = re.compile(
    r"大(一|1|点)?[号码]|大一?点的?号|大一些|a size (up|larger|bigger)|(larger|bigger)( size)?", re.IGNORECASE
)
_GENERAL = re.compile(r"\b(size|eu|kg)\b|\s|码|色|公斤", re.IGNORECASE)
_MEASURED = re.compile(r"[a-z]{1,3}|\d+", re.IGNORECASE)


def spec_named(specs: Sequence[Spec], text: str, now: Text | None = None) -> Spec | None:
    """The one that the text names, or the next one to `now` that it asks for; of several the last ("M换成L")."""
    said = simplified(text).lower()
    if unlisted(specs, said):
        return None
    places = {spec.id: max(_ends(spec, said)) for spec in specs if _ends(spec, said)}
    if places:
        last = max(places, key=lambda id: places[id])
        return next(spec for spec in specs if spec.id == last)
    step = -1 if _SMALLER.search(said) else 1 if _LARGER.search(said) else 0
    at = next((place for place, spec in enumerate(specs) if spec.text == now), None)
    if not step or at is None or not 0 <= at + step < len(specs):
        return None
    return specs[at + step]


def _ends(spec: Spec, said: str) -> list[int]:
    """Where the text names it."""
    return [found.end() for sign in _signs(spec.text) for found in re.finditer(sign, said)]


def _signs(text: Text) -> tuple[str, ...]:
    """Patterns for the whole name and for what of it tells it apart: "灰", "xl", "40"."""
    signs = []
    for name in (simplified(text.zh).lower(), text.en.lower()):
        core = _GENERAL.sub("", name)
        if _MEASURED.fullmatch(core):
            signs.append(rf"(?<![a-z\d'’]){re.escape(core)}(?![a-z\d恤])")
        elif core:
            signs.append(re.escape(core))
    return tuple(dict.fromkeys(signs))


# What it is to be exchanged for, by the word for that.
_WANTED = re.compile(
    r"换(成|个|一个|一件|为|到)*\s*(?P<spec>(?P<size>x{0,3}[sl]|m|[234]xl|\d{2})(?=\s*[码号])|[深浅天草墨藏米酒]?[红橙橘黄绿青蓝紫粉灰黑白棕银金米杏]色)"
    r"|\b(?:for|to|into) (?:an? |the )?(?:size )?(?P<latin>x{0,3}[sl]|[234]xl)\b",
)


def unlisted(specs: Sequence[Spec], text: str) -> str | None:
    """What the text wants in exchange and the shop does not list: it is not to be had ("换L码")."""
    found = _WANTED.search(simplified(text).lower())
    if found is None or any(_ends(spec, found[0]) for spec in specs):
        return None
    size = found["size"] or found["latin"]
    return size.upper() if size else found["spec"]


def asks_for_another(text: str) -> bool:
    """Names a size or colour to exchange for."""
    return _WANTED.search(simplified(text).lower()) is not None


# A size alone; one that the shop does not list is not to be had either.
_SIZE_ALONE = re.compile(
    r"^(要|换|改成?|size|eu|\s)*(?P<size>x{0,3}[sl]|m|[234]xl|\d{2})\s*(码|号)?(的|吧)?[。.!！]*$",
    re.IGNORECASE,
)


def size_alone(text: str) -> str | None:
    """ "L码", "38": the size, when the text is nothing else."""
    found = _SIZE_ALONE.match(simplified(text))
    return found["size"].upper() if found else None


class SpecField(ChoiceField):
    """Which other one; one that is sold out, or is what the customer has, is told so by its name."""

    def __init__(
        self, ask_key: str, item: ItemOptions, offered: Sequence[Spec], now: Text | None, language: str
    ) -> None:
        """`now` is what was bought."""
        options = [Option(value=spec.id, title=show.words(spec.text, language)) for spec in offered]
        super().__init__("spec", ask_key, options, eager=True)
        self._again_key, self._item, self._now = ask_key, item, now
        self._offered = {spec.id for spec in offered}
        self._buttons = tuple(options)

    def hint(self, visit: Visit) -> None:
        """Take what the first message names, when it is to be had."""
        meant = spec_named(self._item.specs, first_message(visit), self._now)
        if visit.get(self.slot) is None and meant and meant.id in self._offered:
            visit.put(self.slot, meant.id)

    async def settle(self, visit: Visit) -> None:
        """Goods sold in one kind alone leave nothing to choose; another one is the customer's choice."""
        if len(self._item.specs) == 1:
            await super().settle(visit)

    async def take(self, visit: Visit) -> bool:
        meant = spec_named(self._item.specs, visit.turn.text, self._now)
        if visit.turn.first(self.slot) is None and meant:
            if meant.id not in self._offered:
                return self._refuse(visit, meant)
            visit.put(self.slot, meant.id)
            return True
        if self.asked(visit) and size_alone(visit.turn.text):
            return True
        return await super().take(visit)

    def _refuse(self, visit: Visit, meant: Spec) -> bool:
        """Said at once, whatever was asked for; when this was, together with the question."""
        if visit.turn.form_open and not self.asked(visit):
            gone = show.words(meant.text, visit.reply.language)
            visit.reply.lead = visit.reply.text("spec_gone", spec=gone)
        return visit.turn.form_open

    async def correct(self, visit: Visit) -> bool:
        """Another one instead ("还是要L码")."""
        if await super().correct(visit):
            return True
        told = visit.turn.intent in (visit.task, "inform") and visit.turn.requested != "description"
        meant = spec_named(self._item.specs, visit.turn.text, self._now) if told else None
        if meant is None or meant.id not in self._offered or meant.id == visit.get(self.slot):
            return False
        visit.put(self.slot, meant.id)
        return True

    async def ask(self, visit: Visit) -> None:
        meant = spec_named(self._item.specs, visit.turn.text, self._now) or spec_named(
            self._item.specs, first_message(visit), self._now
        )
        if meant and meant.id not in self._offered:
            key = "spec_is_already" if meant.text == self._now else "spec_sold_out"
            wanted = show.words(meant.text, visit.reply.language)
            visit.reply.say(key, spec=wanted, choices=self._choices(visit))
        elif gone := self._unlisted(visit):
            visit.reply.say("spec_sold_out", spec=gone, choices=self._choices(visit))
        else:
            visit.reply.say(self._again_key, choices=self._choices(visit))

    def _unlisted(self, visit: Visit) -> str | None:
        """What was asked for and is not listed; of the first message it is said once."""
        now = unlisted(self._item.specs, visit.turn.text)
        if self.asked(visit):
            return now or size_alone(visit.turn.text)
        return now or unlisted(self._item.specs, first_message(visit))

    def _choices(self, visit: Visit) -> list[Choice]:
        shown = [Choice("", "inform", {self.slot: one.value}, title=one.title) for one in self._buttons]
        return [*shown, *([WAY_OUT] if self.asked(visit) else [])]
