"""Which goods of an order, how many pieces, and what they are worth."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.common.hints import first_message, hint
from actions.common.naming import each_named, listed, most_like, unspared
from actions.common.orders import WAY_OUT
from actions.core import show, words
from actions.core.form.fields import ChoiceField, Field, Option
from actions.core.reply import Choice
from actions.core.visit import Visit
from actions.shop.model import ItemOptions, Money, Options, Order, Text
from handoff.wording.texts import simplified

ALL = "all"
BETWEEN = ","  # several goods, and the pieces of each, in one slot
MOST_PIECES = 5
LABEL = 14
_WHOLE = ("全部", "全都", "都退", "都要", "整单", "所有", "全退", "everything", "all of", "both", "whole")
# Pieces that a first message tells for sure: "the red one" is no number.
_TOLD = re.compile(
    r"(?P<all>(两|三|2|3)(件|个|条|双|只)?都|都(要)?[退换])|(?P<n>[一两三1-5])\s?(件|个|条|双|只|套|盒|包|瓶)(?![\u4e00-\u9fff]{0,2}(礼拜|星期|月))|\b(just|only) (?P<one>one)\b",
    re.IGNORECASE,
)
_NUMERALS = {"一": 1, "两": 2, "三": 3}
_COUNTS = {1: ("一件", "一个", "one"), 2: ("两件", "两个", "two"), 3: ("三件", "三个", "three")}


def item_fields(visit: Visit, order: Order, options: Options, ask_key: str, *, whole: bool) -> list[Field]:
    """Which goods; asked only where there is a choice that the first message leaves open. `whole` offers everything."""
    left = {item.item for item in options.items if item.quantity > 0}
    choices = [
        Option(value=item.id, title=item_label(order, item.id, "zh-Hans"), words=_name_words(item.name))
        for item in order.items
        if item.id in left
    ]
    if visit.get("item") is None:
        several = _several(order, left, unspared(first_message(visit))) if whole else []
        visit.put("item", BETWEEN.join(several) or mentioned(choices, first_message(visit)))
        if several:
            visit.put("quantity", BETWEEN.join(_pieces_told(order, options, several, first_message(visit))))
    if whole and len(choices) > 1:
        everything = Option(value=ALL, key="all_items", words=_WHOLE)
        hint(visit, "item", [everything])
        choices.append(everything)
    return [ItemField(order, ask_key, choices)] if choices else []


def _several(order: Order, left: set[str], text: str) -> list[str]:
    """Two or more of the goods, when the text names them one after the other; else none."""
    named = each_named({item.id: item.name for item in order.items if item.id in left}, text)
    return [*named] if len(named) > 1 and len(named) == len(set(named)) else []


def _pieces_told(order: Order, options: Options, items: Sequence[str], text: str) -> list[str]:
    """For each of several goods the pieces said beside it, else all that are left."""
    most = {one.item: one.quantity for one in options.items}
    names = {item.id: item.name for item in order.items}
    told = {}
    for part in listed(text):
        named = [one for one in most_like(names, part) if one in items]
        pieces = told_pieces(part, most[named[0]]) if len(named) == 1 else None
        if pieces:
            told[named[0]] = pieces
    return [str(told.get(item, most[item])) for item in items]


def told_pieces(text: str, most: int) -> int | None:
    """How many pieces the text says ("退一个", "两件都换"), when so many are left; None when it says nothing of it."""
    found = _TOLD.search(simplified(text))
    if found is None:
        return None
    if found["all"]:
        return most
    number = _NUMERALS.get(found["n"] or "") or int(found["n"] or 1)
    return number if number <= most else None


def _name_words(name: Text) -> tuple[str, ...]:
    return name.zh.lower(), name.en.lower()


def mentioned(goods: Sequence[Option], text: str) -> str | None:
    """The one item that the text names best; None when it names none, or not one. Words are its two names."""
    names = {option.value: Text(zh=option.words[0], en=option.words[1]) for option in goods}
    best = most_like(names, unspared(text))
    return best[0] if len(best) == 1 else None


class ItemField(ChoiceField):
    """Goods of the order. Buttons carry the item's id; the titles are in the customer's language."""

    def __init__(self, order: Order, ask_key: str, options: Sequence[Option]) -> None:
        super().__init__("item", ask_key, options, eager=True)
        self._order = order
        self._goods = tuple(options)

    async def take(self, visit: Visit) -> bool:
        place = words.ordinal(visit.turn) if self.asked(visit) else None
        if place and place <= len(self._goods):
            visit.put(self.slot, self._goods[place - 1].value)
            return True
        if self.asked(visit):
            goods = [option for option in self._goods if option.value != ALL]
            named = mentioned(goods, simplified(visit.turn.text).lower())
            if named:
                visit.put(self.slot, named)
                return True
        return await super().take(visit)

    async def ask(self, visit: Visit) -> None:
        language = visit.reply.language
        choices = [
            Choice(option.key, "inform", {"item": option.value})
            if option.value == ALL
            else Choice(
                "", "inform", {"item": option.value}, title=item_label(self._order, option.value, language)
            )
            for option in self._goods
        ]
        visit.reply.say(self._ask_key, choices=choices)


class QuantityField(ChoiceField):
    """How many pieces; which goods it is about stands above the question."""

    def __init__(self, numbers: Sequence[Option]) -> None:
        super().__init__("quantity", "ask_how_many", numbers)
        self._numbers = tuple(numbers)

    async def ask(self, visit: Visit) -> None:
        choices = [Choice("", "inform", {self.slot: one.value}, title=one.title) for one in self._numbers]
        choices += [WAY_OUT] if self.asked(visit) else []
        goods = goods_label(visit, await visit.chosen())
        visit.reply.say("ask_how_many", choices=choices, goods=goods)


def quantity_field(visit: Visit, options: Options, item: str) -> list[Field]:
    """How many pieces, where a line holds several."""
    most = next((one.quantity for one in options.items if one.item == item), 1)
    if item == ALL or BETWEEN in item or most < 2:
        return []
    if visit.get("quantity") is None:
        told = told_pieces(first_message(visit), most)
        visit.put("quantity", str(told) if told else None)
    counts = [*range(1, min(most, MOST_PIECES) + 1), *([most] if most > MOST_PIECES else [])]
    numbers = [
        Option(
            value=str(count),
            title=str(count),
            words=(*(_WHOLE if count == most else ()), *_COUNTS.get(count, ()), f"{count}件", f"{count} 件"),
        )
        for count in counts
    ]
    return [QuantityField(numbers)]


def chosen_items(visit: Visit) -> dict[str, int] | None:
    """Item ids and pieces as the shop takes them; None means everything left."""
    item = visit.get("item")
    if item is None or item == ALL:
        return None
    pieces = str(visit.get("quantity") or 1).split(BETWEEN)
    return {one: int(number) for one, number in zip(str(item).split(BETWEEN), pieces, strict=True)}


def worth(options: Options, items: dict[str, int] | None) -> Money:
    """What may come back for these goods."""
    if items is None:
        return options.refundable
    amount = sum(_share(one, items[one.item]) for one in options.items if one.item in items)
    return Money(amount=amount, currency=options.refundable.currency)


def _share(options: ItemOptions, pieces: int) -> int:
    return options.refundable.amount * min(pieces, options.quantity) // max(1, options.quantity)


def item_label(order: Order, item: str, language: str) -> str:
    """A button's title for one item."""
    found = next((one for one in order.items if one.id == item), None)
    if found is None:
        return item
    name, spec = show.words(found.name, language), show.words(found.spec, language)
    short = name if len(name) <= LABEL else name[: LABEL - 1] + "…"
    return f"{short} {spec}".strip()


def _short(order: Order, item: str, language: str) -> str:
    name = next(show.words(one.name, language) for one in order.items if one.id == item)
    return name if len(name) <= LABEL else name[: LABEL - 1] + "…"


def goods_label(visit: Visit, order: Order) -> str:
    """The chosen goods in a few words."""
    chosen = chosen_items(visit) or {}
    if len(chosen) == 1:
        ((item, number),) = chosen.items()
        label = item_label(order, item, visit.reply.language)
        return f"{label} × {number}" if visit.get("quantity") else label
    if chosen:
        between = ", " if visit.reply.language == "en" else "、"
        return between.join(
            f"{_short(order, item, visit.reply.language)} × {number}" for item, number in chosen.items()
        )
    return show.goods(order, visit.reply.language, LABEL)
