"""Yes, no, and a detail that nobody asked for: what they mean hangs on the bot's last question (slot `asked`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.common.identity import IDENTITY
from actions.common.orders import PERSON
from actions.core import words
from actions.core.form import flow
from actions.core.form.consent import agrees, doubts, only_waits
from actions.core.registry import shortcut, task_named
from actions.core.reply import Choice
from actions.core.reversals import giving_up
from actions.core.skill import Skill, Task
from actions.core.visit import Visit
from actions.shortcuts.by_words import answered_by_words, own_facts
from actions.shortcuts.media import answer_media
from actions.shortcuts.sharing import say_of_sharing, say_unknown_number
from handoff.wording.texts import simplified

# Tasks that giving up an order or a return is.
STARTS_BY_GIVING_UP = ("cancel_order", "change_after_sale", "return_logistics")
SENDS_BACK = ("request_refund", "request_return", "request_exchange")
MENU = (
    Choice("task_track_shipment", "track_shipment"),
    Choice("task_order_status", "order_status"),
    Choice("task_request_refund", "request_refund"),
    PERSON,
)


def last_question(visit: Visit) -> Mapping[str, Any]:
    """What the bot asked at the end of its last answer; empty when nothing."""
    return visit.turn.slots.get("asked") or {}


class Affirm(Skill):
    intent = "affirm"

    async def handle(self, visit: Visit) -> None:
        asked = last_question(visit)
        task = task_named(asked.get("task")) if asked.get("what") == "resume" else _put_aside(visit)
        if visit.form_open:
            return  # the form asks its own question again
        if asked and doubts(visit.turn):
            listen(visit, asked)
        elif task:
            await flow.begin(visit, task)
        elif asked.get("what") == "settled" and _is_content(visit):
            settle(visit, asked)
        elif asked.get("what") == "person":
            visit.reply.handoff("asked_for_human", "accepted")
        else:
            visit.reply.say("what_next", choices=MENU)


def _put_aside(visit: Visit) -> Task | None:
    """What "继续" goes on with, the latest first."""
    aside = visit.get("suspended") or []
    return task_named(aside[0]["task"]) if aside and giving_up.goes_on(visit.turn) else None


# Words of who has what he came for, beside a plain yes; with a no among them they say the contrary.
_CONTENT = re.compile(
    r"解决|搞[定掂]|知道|明白|收到|了解|清楚|懂|晓得|谢|弄好|办好|试过|好了|行了|可以|满意|没事了|等着|等你|我等|成功"
    r"|\b(work(s|ed|ing)|solved|sorted|fixed|got it|understood|noted|thanks?|good|great|done|gone|no (problem|worries)|satisfied)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"没(?!问题|事)|未|冇(?!问题)|[不唔]|[?？吗]|\b(not|can|could)\b|n't", re.IGNORECASE)


def _is_content(visit: Visit) -> bool:
    """A yes to "does that settle it": a plain one or a button, or words of who understood."""
    text = simplified(visit.turn.text)
    if not text or agrees(visit.turn):
        return True
    return _CONTENT.search(text) is not None and _NOT_YET.search(text) is None


def listen(visit: Visit, asked: Mapping[str, Any]) -> None:
    """Neither yes nor no: the customer is not hurried, and the question stands."""
    visit.put("asked", asked)
    visit.reply.say("no_hurry", choices=[PERSON])


@shortcut
async def hesitates(visit: Visit) -> bool:
    """ "慢着" is a hesitation, whichever task it was taken for."""
    if visit.form_open or not only_waits(visit.turn):
        return False
    listen(visit, last_question(visit))
    return True


@shortcut
async def gives_up_nothing(visit: Visit) -> bool:
    """ "算了不改了" with nothing under way begins no change; goods on their way back are another matter."""
    turn = visit.turn
    given_up = words.abandons(turn) or giving_up.withdraws(turn, turn.intent)
    if visit.form_open or turn.intent in STARTS_BY_GIVING_UP or not given_up or giving_up.besides(turn):
        return False
    taking_back = task_named("change_after_sale") if turn.intent in SENDS_BACK else None
    if taking_back:
        await taking_back.handle(visit)
    else:
        visit.reply.say("at_your_service")
    return True


class Deny(Skill):
    intent = "deny"

    async def handle(self, visit: Visit) -> None:
        asked = last_question(visit)
        if say_of_sharing(visit) or visit.form_open:
            return
        if asked.get("what") == "resume":
            visit.put("suspended", None)
            visit.reply.say("aside_dropped")
        elif asked.get("what") == "settled" and words.wants_nothing_more(visit.turn):
            settle(visit, asked)
        elif asked.get("what") == "settled":
            visit.matter(str(asked["category"]), "open")
            visit.put("asked", {"what": "person", "category": asked["category"]})
            visit.reply.say("not_settled", choices=[PERSON, Choice("button_other", "inform")])
        else:
            visit.reply.say("at_your_service")


class Inform(Skill):
    intent = "inform"

    async def handle(self, visit: Visit) -> None:
        turn = visit.turn
        track = task_named("track_shipment")
        if visit.identity and not turn.identity and await _go_on(visit):
            return
        if answer_media(visit):
            return
        if visit.form_open and turn.contact_phone:
            return  # no answer: the form goes on with who it is
        if visit.form_open:
            visit.reply.say("detail_not_read")
        elif turn.contact_phone and visit.identity is None:
            say_unknown_number(visit)
        elif await answered_by_words(visit):
            return
        elif track and (turn.first("order_id") or turn.first("tracking_number")):
            await track.handle(visit)
        elif visit.reply.spoken == 0:
            visit.reply.say("what_next", choices=MENU)


async def _go_on(visit: Visit) -> bool:
    """The customer has just been identified: what had to wait for that goes on."""
    aside = visit.get("suspended") or []
    task = task_named(aside[0]["task"]) if aside and not visit.form_open else None
    if task:
        await flow.begin(visit, task)
        return True
    waits = last_question(visit)
    if waits.get("what") != IDENTITY:
        return False
    visit.turn = replace(visit.turn, text=str(waits["said"]))
    return await own_facts(visit)


def settle(visit: Visit, asked: Mapping[str, Any]) -> None:
    """The customer says that the matter is settled."""
    visit.reply.ask("matter", category=asked.get("category"), order_id=asked.get("order_id"), status="done")
    visit.reply.ask("done")
    visit.reply.say("glad")
