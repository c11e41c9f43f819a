"""Several requests in one message ("我的包到哪了，顺便开个发票"): what needs no question first, then the others one after the other.

Nothing is dropped: what has to wait is named, and offered when the one before it is done.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from actions.common.naming import most_like, named_items, named_orders
from actions.core import faults, show
from actions.core.form import flow
from actions.core.registry import TASKS, task_named
from actions.core.reply import Json, Reply
from actions.core.several import by_order, together
from actions.core.several.requests import requests
from actions.core.several.together import QUICK
from actions.shop.errors import NotFound, Refused
from actions.shop.model import OrderState
from handoff.wording.texts import load_texts, simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from actions.core.skill import Task
    from actions.core.turn import Turn
    from actions.core.visit import Visit

GOODS_LABEL = 6  # characters of goods beside a task's name
_IF_NOT = re.compile(
    r"(再不|还不|实在不|要是不|如果不|不然|要不然|否则|不行)[^,，。]{0,6}(就|的话|再)|\b(if not|otherwise|or else)\b",
    re.IGNORECASE,
)
UNSENT = (OrderState.PAID, OrderState.PACKED)
_NUMBERS = ("order_id", "tracking_number")


async def answer_all(visit: Visit, task: Task) -> None:
    """Run the task with what else the message asks for."""
    wanted = await _meant(visit, task, await _wanted(visit, task))
    quick = [name for name in wanted if name in QUICK]
    slow = [name for name in wanted if name not in QUICK]
    if visit.identity is None:
        # One order is proved for the question; what changes something says itself that it needs a login.
        quick, slow = quick[:1], [*quick[1:], *slow]
        last = (quick or slow)[0]
        waiting = [name for name in (*quick, *slow) if name != last]
        quick = []
    elif slow and not (quick and all(_only_if(wanted[name]) for name in slow)):
        last, waiting = slow[0], slow[1:]
    elif slow:
        quick, last, waiting = quick[:-1], quick[-1], slow
    else:
        quick, last, waiting = [name for name in quick if name != task.intent], task.intent, []
    for name in quick:
        if not await answer_one(visit, name, wanted[name]):
            waiting.append(name)
    visit.answered.update({last, *waiting})
    first, *others = await by_order.words_for_each(visit, last, wanted.get(last, ""))
    later = [(last, part) for part in others]
    for name in waiting:
        later += [(name, part) for part in await by_order.words_for_each(visit, name, wanted[name])]
    whole = visit.turn
    if last in QUICK:
        visit.turn = await by_order.with_each_named(visit, last, first)
    await _begin(visit, task_named(last) or task, first, later)
    visit.turn = whole


def _only_if(part: str) -> bool:
    """Wanted in case the rest does not help ("催一下，不行就给我退款"): offered, and not begun."""
    return _IF_NOT.search(simplified(part)) is not None


async def _meant(visit: Visit, task: Task, wanted: Mapping[str, str]) -> dict[str, str]:
    """The further requests by what their own words want ("水壶不要了" is no cancelling of the whole order)."""
    whole, found = visit.turn, dict[str, str]()
    for name, part in wanted.items():
        other = task_named(name) if name != task.intent else None
        visit.turn = await _of_part(visit, part)
        meant = (await other.meant(visit)).intent if other else name
        meant = await _before_sending(visit, meant)
        found[meant] = f"{found.get(meant, '')} {part}".strip()
    visit.turn = whole
    return found


async def _before_sending(visit: Visit, name: str) -> str:
    """Goods that are not sent yet are changed, not exchanged."""
    orders = named_orders(await visit.recent(), visit.turn.text) if name == "request_exchange" else ()
    return "change_order" if orders and all(order.state in UNSENT for order in orders) else name


async def _of_part(visit: Visit, part: str) -> Turn:
    """The turn as if only this part had been said; a number that stands in another is not of the goods named here."""
    turn = visit.turn
    if not part or part == turn.text:
        return turn
    if not named_orders(await visit.recent(), part):
        return replace(turn, text=part)
    kept = {
        name: tuple(value for value in values if value in part or value not in turn.text)
        if name in _NUMBERS
        else values
        for name, values in turn.entities.items()
    }
    return replace(turn, text=part, entities=kept)


async def _wanted(visit: Visit, task: Task) -> Mapping[str, str]:
    """Tasks by name with their own words, the main one first; what is being done already is none of them."""
    turn = visit.turn
    known = [name for name in turn.also if name in TASKS and name != task.intent]
    if not turn.text or (turn.form_open and turn.intent == visit.get("task")):
        return {task.intent: ""}
    recent = await visit.recent()
    found = requests(turn.text, [task.intent, *known], lambda part: named_items(recent, part))
    open_task = visit.get("task") if turn.form_open else None
    return {name: part for name, part in found.items() if name in TASKS and name != open_task} or {
        task.intent: ""
    }


async def _begin(visit: Visit, task: Task, part: str, waiting: Sequence[tuple[str, str]]) -> None:
    """Begin the task; those that wait are named, put aside, and offered at its end."""
    whole = visit.turn
    later: list[dict[str, Any]] = [
        {"task": name, "details": await _known(visit, name, own)} for name, own in waiting
    ]
    for entry in later:
        entry["goods"] = await _goods(visit, entry["details"]) if _several(task.intent, waiting) else ""
    if waiting:
        name = visit.reply.text(f"task_{task.intent}")
        visit.reply.say("beside_order", task=name, rest=_listed(visit, later))
    aside = [entry for entry in visit.get("suspended") or [] if entry["task"] not in dict(waiting)]
    # Another one of the same task is put aside only afterwards, else this one would take it up.
    others = [entry for entry in later if entry["task"] != task.intent]
    visit.put("suspended", [*others, *aside][: flow.MAX_ASIDE] or None)
    visit.turn = await _of_part(visit, part)
    await flow.begin(visit, task)
    visit.turn = whole
    same = [entry for entry in later if entry["task"] == task.intent]
    if same:
        visit.put("suspended", [*same, *(visit.get("suspended") or [])][: flow.MAX_ASIDE])
    if waiting and not visit.form_open and visit.get("asked") is None:
        visit.offer_aside()


def _several(name: str, waiting: Sequence[tuple[str, str]]) -> bool:
    """One task is wanted for more than one order: its name alone would not tell which."""
    names = [name, *(other for other, _ in waiting)]
    return len(set(names)) < len(names)


async def _goods(visit: Visit, details: Mapping[str, Any]) -> str:
    id, language = details.get("order_id"), visit.reply.language
    if not id:
        return ""
    order = await visit.order(str(id))
    names = {item.id: item.name for item in order.items}
    said = most_like(names, str(details.get("said") or ""))
    item = names.get(str(details.get("item"))) or (names[said[0]] if len(said) == 1 else None)
    return show.words(item, language) if item else show.goods(order, language, GOODS_LABEL)


async def _known(visit: Visit, name: str, part: str) -> dict[str, Any]:
    """What the message already says of a task that has to wait. Nothing is said, nothing else is kept."""
    said = {"said": part or visit.turn.text}
    task = task_named(name)
    if task is None or visit.identity is None:
        return said
    turn = await _of_part(visit, part)
    silent = type(visit)(turn, Reply(_Nobody(), load_texts(), visit.reply.language), visit.shop)
    silent.task, silent.identity, silent.form_open = name, visit.identity, False
    silent.empty_details()
    silent.put("order_id", None)
    silent.carried = visit.get("order_id")
    try:
        for field in await task.fields(silent):
            await field.begin(silent)
        await flow.fill(silent, task)
    except (NotFound, Refused):
        silent.stop()
    order = {"order_id": silent.get("order_id")} if silent.get("order_id") else {}
    return said | (order if silent.stopped else silent.details())


class _Nobody:
    """Hears what would be said."""

    def utter_message(self, *, json_message: Json) -> None:
        return None


def _listed(visit: Visit, entries: Iterable[Mapping[str, Any]]) -> str:
    """Their names in one line."""
    between = ", " if visit.reply.language == "en" else "、"
    return between.join(visit.name_of(entry) for entry in entries)


async def answer_one(visit: Visit, name: str, part: str) -> bool:
    """Answer without a closing question; False when a detail is missing, and nothing was said."""
    task = task_named(name)
    if task is None:
        return False
    whole, before = visit.turn, visit.details()
    visit.turn = await _of_part(visit, part)
    visit.task, visit.inside, visit.carried = name, True, before.get("order_id")
    visit.put("order_id", None)
    done = False
    try:
        for field in await task.fields(visit):
            await field.begin(visit)
        missing = await flow.fill(visit, task)
        if missing is None and not visit.stopped:
            await together.perform(visit, task)
        done = missing is None
    except Refused as error:
        faults.refused(visit, error)
        done = True
    except NotFound:
        visit.put("order_id", None)
    if done:
        visit.answered.add(name)
    found = visit.get("order_id")
    visit.turn = whole
    visit.restore(before)
    visit.put("order_id", found or before.get("order_id"))
    visit.stopped, visit.inside, visit.read = False, False, set()
    return done
