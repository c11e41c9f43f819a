"""Talk beside the matter: greeting, thanks, goodbye, praise, small talk, "are you a robot".

Short, honest, and always with a way back to what the customer came for. Inside a form it stays shorter still: the
form asks its question again right after.
"""

from __future__ import annotations

import re

from actions.answers import SURE, answer, answer_from, look_up
from actions.by_words import answered_by_words
from actions.common.orders import PERSON
from actions.core import words
from actions.core.reply import Choice
from actions.core.skill import Skill
from actions.core.visit import Visit
from actions.yes_no import last_question, settle
from handoff.texts import simplified

MENU = (
    Choice("task_track_shipment", "track_shipment"),
    Choice("task_request_refund", "request_refund"),
    Choice("task_refund_status", "refund_status"),
    PERSON,
)
_OPENS = re.compile(
    r"想?(请|請)?(问|問|咨询|諮詢)(一下|下|个|個|你|問題|问题)|(有|个|個)(问题|問題|事)|(帮|幫)(我)?(个|個|一下|下)?忙|^(那个|那個|就是)+"
    r"|question|\bask\b|help|about (my|the) ",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"^(why|what|how come|为什么|為什麼|为啥|怎么回事|怎麼回事|咋回事|什么意思|什麼意思|啥意思|點解|咩意思)[啊呀呢\s?？!！]*$",
    re.IGNORECASE,
)
_HERE = re.compile(r"在[吗嗎么不]|在不在|有人[吗嗎在]|喂|hello\?|anyone|are you (there|here)", re.IGNORECASE)
_WAIT = re.compile(
    r"等(一)?下|等等|稍等|等會|等会|我(找|看|查)(一)?下|我找找|hold on|wait|one (moment|sec|minute)|let me (check|look)",
    re.IGNORECASE,
)

_CONTACT = re.compile(
    r"(电话|热线|专线|座机|邮箱)(号码|号)?(是)?(多少|几|什么|啥)|打(哪个|啥|什么|几)号|有(没有)?.{0,6}(电话|热线|专线|号码|邮箱)"
    r"|phone number|hotline|helpline|landline|toll.?free|which number|number i can (call|ring)|e-?mail address",
    re.IGNORECASE,
)


class Greet(Skill):
    intent = "greet"

    async def handle(self, visit: Visit) -> None:
        if visit.form_open:
            visit.reply.say("greet_short")
        elif visit.get("greeted"):
            visit.reply.say("greet_again", choices=MENU)
        else:
            visit.put("greeted", True)
            visit.reply.say("greet_first", choices=MENU)


class Thanks(Skill):
    intent = "thanks"

    async def handle(self, visit: Visit) -> None:
        """Thanks after "does that settle it?" mean yes."""
        asked = last_question(visit)
        if asked.get("what") == "settled" and not visit.form_open:
            settle(visit, asked)
        else:
            visit.reply.say("thanks_welcome")


class Goodbye(Skill):
    intent = "goodbye"

    async def handle(self, visit: Visit) -> None:
        """Leaving in the middle of a form leaves it open: whoever comes back goes on where he was."""
        asked = last_question(visit)
        if asked.get("what") == "settled":
            visit.reply.ask(
                "matter", category=asked.get("category"), order_id=asked.get("order_id"), status="done"
            )
        if not visit.form_open:
            visit.reply.ask("done")
        visit.reply.say("goodbye")


class Praise(Skill):
    intent = "praise"

    async def handle(self, visit: Visit) -> None:
        visit.reply.say("praise_thanks")


class BotChallenge(Skill):
    intent = "bot_challenge"

    async def handle(self, visit: Visit) -> None:
        visit.put("asked", {"what": "person", "category": self.intent})
        visit.reply.say("bot_honest", choices=[PERSON, Choice("button_no_need", "deny")])


class Chitchat(Skill):
    intent = "chitchat"

    async def handle(self, visit: Visit) -> None:
        """A question the knowledge base holds is no small talk: "客服几点上班". A form asks its own again after it."""
        if await answered_by_words(visit):
            return
        text = visit.turn.text
        menu = () if visit.form_open else MENU
        hit = look_up(visit, (self.intent,))
        if hit and hit.likeness >= SURE and self.intent in hit.entry.intents:
            await answer(visit, hit.entry, self.intent)
        elif _WAIT.search(text):
            visit.reply.say("take_your_time")
        elif _HERE.search(text) or not any(char.isalnum() for char in text):
            visit.reply.say("here", choices=menu)
        elif _WHAT.match(text):
            visit.reply.say("which_do_you_mean", choices=menu)
        elif words.is_filler(visit.turn):
            visit.reply.say("chitchat_filler", choices=menu)
        elif _OPENS.search(text):
            visit.reply.say("listening", choices=menu)
        else:
            visit.reply.say("chitchat", choices=menu)


class Complaint(Skill):
    """Runs only where the decision policy did not: the feeling first, then a person."""

    intent = "complaint"

    async def handle(self, visit: Visit) -> None:
        visit.reply.lead = None
        visit.reply.say("complaint_heard")
        visit.matter(self.intent, "open")
        visit.reply.handoff("complaint", "complaint")


class AskHuman(Skill):
    """Who asks for a person gets one; nothing is said against it, the gateway tells what comes next.

    "What did your colleague say" and "what is your phone number" name one and ask for none.
    """

    intent = "ask_human"

    async def handle(self, visit: Visit) -> None:
        hit = look_up(visit, (self.intent,)) if _CONTACT.search(simplified(visit.turn.text)) else None
        if hit and self.intent in hit.entry.intents:
            answer_from(visit, hit.entry, self.intent)
            return
        visit.reply.lead = None
        visit.reply.handoff("asked_for_human", "asked")
