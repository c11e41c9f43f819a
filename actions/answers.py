"""Answers from the knowledge base: rules, coupons, payment ways, account, reviews, warranty, goods, and the rest.

What the base does not hold is said openly, and a person offered; nothing is made up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions import presale
from actions.core import words
from actions.core.reply import Choice
from actions.core.show import moment
from actions.core.skill import Skill
from actions.core.visit import Visit
from actions.knowledge.entries import Entry
from actions.knowledge.search import Hit, load_knowledge
from handoff.texts import simplified

PERSON = Choice("button_person", "ask_human")
# Questions without a mark or a word of question: "能开专票不", "退款幾耐到".
_ASKS = re.compile(r"不[\s?？。]*$|没有?[\s?？。]*$|几耐|几时|几多|点样|咩|能不能|可不可以|会不会")
SURE = 0.6  # so near to a written question that it is this one, whatever else the intent may mean


def look_up(visit: Visit, intents: Sequence[str]) -> Hit | None:
    """The entry that answers this turn, if one does."""
    turn = visit.turn
    today = moment(turn.now_ms).date()
    topics = turn.entities.get("topic", ())
    return load_knowledge().find(turn.text, today, intents=intents, topics=topics)


async def answer(visit: Visit, entry: Entry, category: str) -> None:
    """As `answer_from`; but when to pay a balance, the customer's own presale says itself."""
    own = "presale" in entry.topics and "order_status" in entry.next
    if not (own and await presale.say_own(visit, category)):
        answer_from(visit, entry, category)


def answer_from(visit: Visit, entry: Entry, category: str) -> None:
    """Say the entry, with what it offers next; a person takes over where the entry says so."""
    said = entry.text(visit.reply.language, visit.turn.variant)
    if entry.person:
        visit.reply.say_text(said)
        visit.matter(category, "open", note=entry.id)
        visit.reply.handoff(entry.person, f"knowledge:{entry.id}")
        return
    visit.reply.say_text(said)
    visit.close(category, next_steps(visit, entry), note=entry.id)


def next_steps(visit: Visit, entry: Entry) -> list[Choice]:
    """The entry's next steps as buttons, about the order in talk when there is one."""
    order = visit.get("order_id")
    about = {"order_id": str(order)} if order else {}
    return [
        PERSON if intent == "ask_human" else Choice(f"go_{intent}", intent, about) for intent in entry.next
    ]


def explained(visit: Visit, intent: str) -> bool:
    """A question of how it works in general ("专票怎么开"), answered from the base; no order is needed for it."""
    turn = visit.turn
    asks = words.is_question(turn) or _ASKS.search(simplified(turn.text)) is not None
    if turn.first("order_id") or turn.first("tracking_number") or not asks:
        return False
    hit = look_up(visit, (intent,))
    if hit is None or hit.likeness < SURE or intent not in hit.entry.intents:
        return False
    answer_from(visit, hit.entry, intent)
    return True


class KnowledgeSkill(Skill):
    """Answers a question by its intent; the best entry, the intent's default, or an honest no."""

    async def handle(self, visit: Visit) -> None:
        hit = look_up(visit, (self.intent, *visit.turn.also))
        if hit:
            await answer(visit, hit.entry, self.intent)
        else:
            say_beyond(visit, self.intent)


def say_beyond(visit: Visit, category: str) -> None:
    """Not in the base: say so, and let a person be one press away."""
    visit.put("asked", {"what": "person", "category": category})
    visit.reply.say("answer_beyond", choices=[PERSON, Choice("button_no_need", "deny")])
    visit.matter(category, "open")


class Promotion(KnowledgeSkill):
    intent = "promotion"


class ReturnPolicy(KnowledgeSkill):
    intent = "return_policy"


class WarrantyRepair(KnowledgeSkill):
    intent = "warranty_repair"


class Account(KnowledgeSkill):
    intent = "account"


class Review(KnowledgeSkill):
    intent = "review"


class ProductQuestion(KnowledgeSkill):
    intent = "product_question"
