"""Answers from the knowledge base: rules, coupons, payment ways, account, reviews, warranty, goods, and the rest.

What the base does not hold is said openly, and a person offered; nothing is made up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.common.identity import SHARES_NUMBER, ask_identity
from actions.core import words
from actions.core.attendance import filled
from actions.core.reply import Choice
from actions.core.show import moment
from actions.core.skill import Skill
from actions.core.turn import Turn
from actions.core.visit import Visit
from actions.knowledge.entries import Entry
from actions.knowledge.search import Hit, load_knowledge
from actions.shortcuts import presale
from actions.shortcuts.by_words import own_facts
from actions.shortcuts.goods_back import give_back
from actions.shortcuts.return_window import say_window_of_named
from actions.shortcuts.sharing import say_of_sharing
from handoff.wording.texts import simplified

PERSON = Choice("button_person", "ask_human")
# Questions without a mark or a word of question: "能开专票不", "退款幾耐到".
_ASKS = re.compile(
    r"不[\s?？。]*$|没有?[\s?？。]*$|几耐|几时|几多|点样|咩|哪|谁|边(度|个|间|位)|多少|乜|点算|能不能|可不可以|会不会|有没有|有无|是不是|要不要"
)
_SIGN_IN = re.compile(r"登[录錄入]后|登[录錄入]後|\bsign in\b", re.IGNORECASE)
MANY = 3  # said so often in a row, it is no answer any more
_PRAISE = re.compile(
    r"^(给(你们?|个|五星)?|必须|全)*(五星)?(好评|五星|点赞|赞)[了啦哦！!。~\s]*$|^(five stars|5 stars|great)[!. ]*$",
    re.IGNORECASE,
)
# The customer's own parcel or money, not how it works in general.
_OWN = re.compile(
    r"我的?(?!们)(这|那|个|买|订|下|申请|寄|退)?的?(快递|包裹|订单|单|货|东西|件|退款|钱)|我(买|订|下|申请|寄)|还没|还不|怎么还|(?<!退)到哪|哪了|催|没(收|到|发|有收)"
    r"|帮我|(查|看)(一|下)|你们?(收到|发)了(没|吗)|\b(where('s| is) (my|the) (parcel|package|order|refund|stuff|money|delivery)|hasn'?t|haven'?t|still|not (yet )?(arrived|received|come|here))\b"
    r"|\bmy (parcel|package|order|refund|stuff|money|shoes)\b",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"怎么(查|申请|退|改|取消|开|看|拿)|点样|\b(how|where) (do|can|could) (i|we)\b|^can i\b", re.IGNORECASE
)
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
    said = filled(entry.text(visit.reply.language, visit.turn.variant), visit)
    if entry.person:
        visit.reply.say_text(said)
        visit.matter(category, "open", note=entry.id)
        visit.reply.handoff(entry.person, f"knowledge:{entry.id}")
        return
    times = _times_said(visit, entry)
    if times > 1:
        _say_otherwise(visit, entry, category, times)
        return
    visit.reply.say_text(said)
    if visit.identity is None and visit.turn.channel in SHARES_NUMBER and _SIGN_IN.search(said):
        ask_identity(visit, "sign_in_how")
    visit.close(category, next_steps(visit, entry), note=entry.id)
    if visit.get("asked"):
        visit.put("asked", {**visit.get("asked"), "entry": entry.id})


def _times_said(visit: Visit, entry: Entry) -> int:
    """How often in a row this entry would be said with this answer."""
    asked = visit.turn.slots.get("asked") or {}
    return int(asked.get("times") or 1) + 1 if asked.get("entry") == entry.id else 1


def _say_otherwise(visit: Visit, entry: Entry, category: str, times: int) -> None:
    """It was said just now: ask what is not clear, and offer a person; the third time one comes."""
    visit.matter(category, "open", note=entry.id)
    if times >= MANY:
        visit.reply.handoff("loop", f"knowledge:{entry.id} asked {times} times")
        return
    steps = [step for step in next_steps(visit, entry) if step != PERSON]
    visit.reply.say("answer_said_before", choices=[*steps, PERSON])
    visit.put("asked", {"what": "person", "category": category, "entry": entry.id, "times": times})


def next_steps(visit: Visit, entry: Entry) -> list[Choice]:
    """The entry's next steps as buttons, about the order in talk when there is one."""
    order = visit.get("order_id")
    about = {"order_id": str(order)} if order else {}
    return [
        PERSON if intent == "ask_human" else Choice(f"go_{intent}", intent, about) for intent in entry.next
    ]


def asks(turn: Turn) -> bool:
    """A question, with or without its mark."""
    return words.is_question(turn) or _ASKS.search(simplified(turn.text)) is not None


def about_own(turn: Turn) -> bool:
    """The customer's own parcel or money ("我的快递到哪了"), not how it works ("how do I track my parcel")."""
    plain = simplified(turn.text)
    return _OWN.search(plain) is not None and _HOW.search(plain) is None


def explained(visit: Visit, intent: str) -> bool:
    """A question of how it works in general ("专票怎么开"), answered from the base; no order is needed for it."""
    turn = visit.turn
    if turn.first("order_id") or turn.first("tracking_number") or not asks(turn) or about_own(turn):
        return False
    hit = look_up(visit, (intent,))
    if hit is None or hit.likeness < SURE or intent not in hit.entry.intents:
        return False
    answer_from(visit, hit.entry, intent)
    return True


class KnowledgeSkill(Skill):
    """Answers a question by its intent; the best entry, the intent's default, or an honest no."""

    async def handle(self, visit: Visit) -> None:
        if say_of_sharing(visit) or await own_facts(visit):
            return
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

    async def handle(self, visit: Visit) -> None:
        """Pieces of goods that are to go back ask for that, not for the rule; goods that are named have a day of their own."""
        if not (await give_back(visit) or await say_window_of_named(visit)):
            await super().handle(visit)


class WarrantyRepair(KnowledgeSkill):
    intent = "warranty_repair"


class Account(KnowledgeSkill):
    intent = "account"


class Review(KnowledgeSkill):
    intent = "review"

    async def handle(self, visit: Visit) -> None:
        """Praise ("好评！") asks nothing."""
        if _PRAISE.search(simplified(visit.turn.text)):
            visit.reply.say("praise_thanks")
        else:
            await super().handle(visit)


class ProductQuestion(KnowledgeSkill):
    intent = "product_question"
