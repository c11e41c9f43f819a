"""Not understood: the knowledge base may still know it; else ask to rephrase, with the likeliest meanings as buttons.

The second time in a row is the decision policy's.
"""

from __future__ import annotations

from actions.answers import answer, look_up
from actions.common.orders import PERSON
from actions.core.reply import Choice
from actions.core.skill import Skill
from actions.core.visit import Visit
from actions.shortcuts.by_words import answered_by_words
from actions.talk import left_alone
from actions.yes_no import MENU

# Intents that make sense as a suggestion, each with a text `go_<intent>`.
SUGGESTED = frozenset(
    {
        "track_shipment", "order_status", "cancel_order", "change_order", "invoice", "price_protection", "promotion",
        "payment_problem", "delivery_time", "urge_delivery", "change_delivery", "not_received", "request_refund",
        "request_return", "request_exchange", "change_after_sale", "refund_status", "return_policy", "return_logistics",
        "wrong_or_missing_item", "damaged_or_defective", "warranty_repair", "account", "review", "product_question",
    }
)  # fmt: skip
USUAL = ("track_shipment", "request_refund", "refund_status")
SHOWN = 3


class Fallback(Skill):
    intent = "fallback"

    async def handle(self, visit: Visit) -> None:
        if left_alone(visit) or await answered_by_words(visit):
            return
        hit = look_up(visit, ("nlu_fallback",))
        if not any(char.isalnum() for char in visit.turn.text):
            visit.reply.say("here", choices=() if visit.form_open else MENU)
        elif hit:
            await answer(visit, hit.entry, hit.entry.intents[0])
        elif visit.form_open:
            visit.reply.say("fallback_in_form")
        else:
            likely = [name for name in visit.turn.ranking if name in SUGGESTED][:SHOWN]
            choices = [Choice(f"go_{name}", name) for name in likely or USUAL]
            visit.reply.say("fallback_rephrase", choices=[*choices, PERSON])
