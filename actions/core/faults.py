"""What a customer is told when something goes wrong, and when a person must come. Never silence, never an error text."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from actions.common.identity import ask_identity
from actions.core.form import flow
from actions.core.reply import Choice
from actions.shop import errors
from actions.shop.model import Money

if TYPE_CHECKING:
    from actions.core.visit import Visit

log = logging.getLogger(__name__)
# When the customer is told again: the shop's own calls give up long before.
UNKNOWN_DUE_MS = 5 * 60_000  # until then the outcome is promised
RECHECK_AFTER_MS = 15_000
IDENTITY_REQUIRED = "refused_identity_required"
PERSON = Choice("button_person", "ask_human")


async def answer(visit: Visit, error: Exception) -> None:
    """Say what happened and end the task. The log names the kind of error only, no customer data."""
    task = visit.task
    if isinstance(error, errors.OutcomeUnknown):
        _unknown(visit)
    elif isinstance(error, errors.Refused):
        refused(visit, error)
    elif isinstance(error, errors.NotFound):
        visit.reply.say("order_not_found", choices=[PERSON])
        visit.put("order_id", None)
    elif isinstance(error, errors.TooManyTries):
        visit.reply.say("too_many_tries", choices=[PERSON], wait=wait(visit, error.retry_after_s))
    elif isinstance(error, errors.Invalid):
        visit.reply.say("value_not_taken", choices=[PERSON])
    elif isinstance(error, errors.Unavailable):
        log.warning("shop unavailable in %s", task)
        visit.reply.say("shop_unavailable")
        visit.reply.handoff("failure", "shop_unavailable")
    else:
        log.error("action failed in %s", task, exc_info=error)
        visit.reply.say("action_failed")
        visit.reply.handoff("failure", type(error).__name__)
    flow.leave(visit)


def refused(visit: Visit, error: errors.Refused, steps: tuple[Choice, ...] = ()) -> None:
    """A rule of the shop forbids it: say which, and offer what may be done instead."""
    if error.reason == IDENTITY_REQUIRED:
        ask_identity(visit, error.reason, [*steps, PERSON])
        return
    params = dict(error.params)
    values: dict[str, Any] = {"id": "", "days": "", "max": "", "wait": "", **params}
    if "max" in params:
        values["max"] = Money(amount=int(params["max"]), currency=str(params.get("currency", "CNY")))
    if "retry_after_s" in params:
        values["wait"] = wait(visit, int(params["retry_after_s"]))
    visit.reply.say(error.reason, choices=[*steps, PERSON], **values)


def wait(visit: Visit, seconds: int) -> str:
    """A waiting time in minutes, from two hours on in hours."""
    minutes = max(1, -(-seconds // 60))
    hours = minutes // 60 >= 2
    key, count = ("wait_hours", -(-minutes // 60)) if hours else ("wait_minutes", minutes)
    return visit.reply.text(key, count=count)


def _unknown(visit: Visit) -> None:
    """Neither yes nor no: the change is asked for again, with the same key, as soon as the customer writes."""
    due_ms = visit.turn.now_ms + UNKNOWN_DUE_MS
    visit.put(
        "pending", {"task": visit.task, "turn": visit.replay or visit.turn.id, "details": visit.details()}
    )
    text = visit.reply.text("outcome_unknown")
    visit.reply.say("outcome_unknown")
    visit.reply.promise(text, due_ms)
    visit.reply.ask("recheck", task=visit.task, due_ms=visit.turn.now_ms + RECHECK_AFTER_MS)
