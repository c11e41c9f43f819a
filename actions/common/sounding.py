"""Names that sound like a request ("抬头写退款有限公司", "Jhon Refund"): what they say is no wish."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.common.naming import named_items
from actions.core.form import flow
from actions.core.several.requests import asked_in, requests
from actions.core.skill import Task
from actions.core.visit import Visit
from handoff.wording.texts import simplified

_COMPANY = re.compile(r"(有限)?(责任)?公司$")


async def begins_alone(visit: Visit, task: Task, name: str | None) -> bool:
    """Begin the task by itself, where all else that the message seems to ask for stands in this name."""
    turn = visit.turn
    heard = asked_in(_COMPANY.sub("", simplified(name)), turn.also) if name else None
    if name is None or heard in (None, task.intent):
        return False
    also = tuple(one for one in turn.also if one != heard)
    recent, rest = await visit.recent(), turn.text.replace(name, " ")
    if set(requests(rest, [task.intent, *also], lambda part: named_items(recent, part))) - {task.intent}:
        return False
    visit.turn = replace(turn, also=also)
    visit.answered.add(task.intent)
    await flow.begin(visit, task)
    return True
