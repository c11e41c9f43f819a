"""What was given up just now, wanted after all ("算了改吧"): it goes on where it stood, and waits for its yes again."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from actions.core.form import flow
from actions.core.form.consent import acts
from actions.core.registry import task_named
from handoff.wording.texts import simplified

if TYPE_CHECKING:
    from actions.core.visit import Visit

_BEFORE = r"(算[了啦喇]|那|还是|要不|好吧?|嗯|唉|哎|我|就|都|帮我|给我|actually|ok(ay)?|well|then|no|please|go ahead|just|[\s,，.。…])*"
_BEHIND = r"(了|吧|啦|喇|it|that|then|after all|anyway|please|[\s,，.。!！~])*"


async def answer(visit: Visit) -> bool:
    """Go on with what the last turn gave up, where this one names its act and nothing else."""
    asked = visit.turn.slots.get("asked") or {}
    task = task_named(asked.get("task")) if asked.get("what") == flow.DROPPED else None
    if task is None or visit.turn.form_open or not _act_alone(task.intent).match(simplified(visit.turn.text)):
        return False
    dropped = {"task": task.intent, "details": asked["details"]}
    visit.put("suspended", [dropped, *(visit.get("suspended") or [])])
    await flow.begin(visit, task)
    return True


@cache
def _act_alone(task: str) -> re.Pattern[str]:
    own = f"{acts(task)}|" if acts(task) else ""
    return re.compile(rf"^{_BEFORE}({own}办|弄|继续)+{_BEHIND}$", re.IGNORECASE)
