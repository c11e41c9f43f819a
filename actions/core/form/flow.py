"""How tasks begin, interrupt one another and end. All of it works on slots, so that it survives a restart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from actions.core.registry import task_named
from actions.core.several import together
from actions.shop.errors import OutcomeUnknown, Unavailable

if TYPE_CHECKING:
    from actions.core.form.fields import Field
    from actions.core.skill import Task
    from actions.core.visit import Visit

MAX_ASIDE = 3
DROPPED = "dropped"  # of slot `asked`: what the customer gave up with his last words
# What one after-sale knows of the goods holds for another that is wanted instead.
_OF_THE_GOODS = ("item", "quantity", "reason", "description", "photos", "said")


async def begin(visit: Visit, task: Task) -> Field | None:
    """Run the task as far as the turn allows: to its end, or to the first detail that is missing, which is returned."""
    aside = _open_task(visit)
    other = aside is not None and aside["task"] != task.intent
    visit.task, visit.inside, visit.aside = task.intent, other, aside if other else None
    if other or aside is None:
        visit.empty_details()
        _take_from_aside(visit, task.intent)
        # The order talked about before counts only once OrderField has looked at it.
        visit.carried = visit.get("order_id")
        visit.put("order_id", None)
        for field in await task.fields(visit):
            await field.begin(visit)
    missing = await fill(visit, task)
    if missing is None and not visit.stopped:
        await together.perform(visit, task)
    if missing is None or visit.stopped:
        leave(visit)
        return None
    if visit.aside:
        visit.put("suspended", [visit.aside, *_others(visit, visit.aside["task"])][:MAX_ASIDE])
    visit.put("task", task.intent)
    visit.form_open = True
    return missing


async def switch(visit: Visit, task: Task) -> Field | None:
    """Drop the open task and begin another one with the same order and goods."""
    known = {slot: value for slot, value in visit.details().items() if slot in _OF_THE_GOODS}
    end(visit)
    visit.put("suspended", [{"task": task.intent, "details": known}, *_others(visit, task.intent)])
    return await begin(visit, task)


async def fill(visit: Visit, task: Task) -> Field | None:
    """The first field that stays empty after reading the turn; None when the task is complete or stopped."""
    while not visit.stopped:
        missing = [field for field in await task.fields(visit) if not field.filled(visit)]
        if not missing:
            return None
        field = missing[0]
        if field.slot in visit.read:
            return field
        visit.read.add(field.slot)
        if visit.turn.first_run or not visit.turn.form_open:
            await field.take(visit)
            if not field.filled(visit):
                await _overhear(visit, missing[1:])
        else:
            await field.settle(visit)
    return None


async def _overhear(visit: Visit, later: Sequence[Field]) -> None:
    """Details that are asked for later but were said already ("两个包裹都放门口")."""
    for field in later:
        if visit.stopped or field.slot in visit.read:
            continue
        visit.read.add(field.slot)
        await field.take(visit)


def leave(visit: Visit) -> None:
    """The task is over: back to the one it interrupted, whose form is still open, or to none."""
    if visit.aside:
        visit.restore(visit.aside["details"])
    else:
        end(visit)


def end(visit: Visit) -> None:
    """The task is over, whatever came of it. The order stays what the conversation is about."""
    visit.put("task", None)
    visit.put("returns", None)
    visit.put("missed", None)
    visit.empty_details()
    visit.put("order_no", None)
    visit.put("phone_tail", None)
    visit.form_open = False


def drop(visit: Visit) -> None:
    """As `end`, for what the customer gives up: for one turn it is known what that was."""
    dropped = {"what": DROPPED, "task": visit.get("task"), "details": visit.details()}
    end(visit)
    visit.put("asked", dropped)


def put_aside(visit: Visit) -> None:
    """As `keep_aside`, and "继续" goes on with it."""
    task = str(visit.get("task"))
    keep_aside(visit)
    visit.put("asked", {"what": "aside", "task": task})


def keep_aside(visit: Visit) -> None:
    """End the open task; what is known of it is kept."""
    task = str(visit.get("task"))
    entry = {"task": task, "details": visit.details()}
    end(visit)
    visit.put("suspended", [entry, *_others(visit, task)][:MAX_ASIDE])


async def finish_pending(visit: Visit) -> None:
    """Ask again for a change whose outcome was unknown; the shop makes it once and answers what it recorded."""
    pending: dict[str, Any] | None = visit.get("pending")
    task = task_named(pending["task"]) if pending else None
    if not pending or not task or visit.identity is None:
        return
    before = visit.details()
    visit.put("pending", None)
    visit.restore(pending["details"])
    visit.replay, visit.inside = str(pending["turn"]), True
    try:
        await task.perform(visit)
    except (OutcomeUnknown, Unavailable):
        visit.put("pending", pending)
        visit.reply.say("outcome_still_unknown", task=visit.reply.text(f"task_{task.intent}"))
    finally:
        visit.replay, visit.inside = None, False
        visit.restore(before)


def _open_task(visit: Visit) -> dict[str, Any] | None:
    if not visit.turn.form_open or not visit.get("task"):
        return None
    return {"task": visit.get("task"), "details": visit.details()}


def _others(visit: Visit, task: str) -> list[dict[str, Any]]:
    return [entry for entry in visit.get("suspended") or [] if entry["task"] != task]


def _take_from_aside(visit: Visit, task: str) -> None:
    """A task that was put aside goes on with what it had; of several the one for the order that is named."""
    aside = visit.get("suspended") or []
    named = visit.turn.first("order_id")
    same = [entry for entry in aside if entry["task"] == task]
    of_order = [entry for entry in same if named and entry["details"].get("order_id") == named]
    if same:
        entry = (of_order or same)[0]
        visit.restore(entry["details"])
        visit.put("suspended", [one for one in aside if one is not entry] or None)
