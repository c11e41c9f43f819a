"""Yes, no, and a detail that nobody asked for: what they mean hangs on the bot's last question (slot `asked`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.by_words import answered_by_words
from actions.common.orders import PERSON
from actions.core import flow, words
from actions.core.registry import task_named
from actions.core.reply import Choice
from actions.core.skill import Skill
from actions.core.visit import Visit
from actions.media import answer_media

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
        task = task_named(asked.get("task")) if asked.get("what") == "resume" else None
        if visit.form_open:
            return  # the form asks its own question again
        if task:
            await flow.begin(visit, task)
        elif asked.get("what") == "settled":
            settle(visit, asked)
        elif asked.get("what") == "person":
            visit.reply.handoff("asked_for_human", "accepted")
        else:
            visit.reply.say("what_next", choices=MENU)


class Deny(Skill):
    intent = "deny"

    async def handle(self, visit: Visit) -> None:
        asked = last_question(visit)
        if visit.form_open:
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
        if visit.form_open:
            visit.reply.say("detail_not_read")
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
    return task is not None


def settle(visit: Visit, asked: Mapping[str, Any]) -> None:
    """The customer says that the matter is settled."""
    visit.reply.ask("matter", category=asked.get("category"), order_id=asked.get("order_id"), status="done")
    visit.reply.ask("done")
    visit.reply.say("glad")
