"""Talk beside the matter: greeting, thanks, goodbye, praise, small talk, "are you a robot".

Short, honest, and always with a way back to what the customer came for. Inside a form it stays shorter still: the
form asks its question again right after.
"""

from __future__ import annotations

import re

from actions.answers import SURE, answer, answer_from, look_up
from actions.common.orders import PERSON
from actions.core import words
from actions.core.reply import Choice
from actions.core.skill import Skill
from actions.core.visit import Visit
from actions.shortcuts.by_words import answered_by_words
from actions.yes_no import last_question, settle
from handoff.wording.texts import simplified

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
_DONE = re.compile(
    r"^(得|搞掂|搞定|可以|好|行|ok)?(喇|啦|了|嘞)?[\s,，]*(冇|没)(有)?(嘢|事|别的|其他|乜嘢|咩)(喇|啦|了|嘞|呀)?[\s。.!！~]*$",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"在[吗嗎么不]|在不在|有人[吗嗎在没沒]|有[没沒冇]有?人|^人[呢咧]|喂|hello\?|anyone|are you (there|here)",
    re.IGNORECASE,
)
_WAIT = re.compile(
    r"等(一)?下|等等|稍等|等會|等会|我(找|看|查)(一)?下|我找找|hold on|wait|one (moment|sec|minute)|let me (check|look)",
    re.IGNORECASE,
)

_ROBOT = re.compile(
    r"机器|机械|智能|程序|自动|\b(ro)?bots?\b|\bai\b|program|machine|automat|computer", re.IGNORECASE
)
_HUMAN = re.compile(
    r"真人|活人|真的人|[是系]人|人工|个人|真有人|\b(real|human|person|someone|somebody|people)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(怎么|如何|咋|怎样|点样)(才能|可以|能)?(联系|联络)(上|到|得到)?(你[们哋]|客服|商家|店家|卖家)|\bhow (do|can|could) i (contact|reach|call) (you|customer|support)"
    r"|(电话|热线|专线|座机|邮箱)(号码|号)?(是)?(多少|几|什么|啥)|打(哪个|啥|什么|几)号|有(没有)?.{0,6}(电话|热线|专线|号码|邮箱)"
    r"|phone number|hotline|helpline|landline|toll.?free|which number|number i can (call|ring)|e-?mail address",
    re.IGNORECASE,
)


ASKED = 0.5  # what it is asked beside whether it is a robot


def left_alone(visit: Visit) -> bool:
    """ "没事了", "算了": the customer wants nothing more; False when it is not that, or a form is open."""
    turn = visit.turn
    if visit.form_open or not (
        words.wants_nothing_more(turn) or words.abandons(turn) or _DONE.match(simplified(turn.text))
    ):
        return False
    visit.reply.lead = None
    asked = last_question(visit)
    if asked.get("what") == "settled":
        settle(visit, asked)
    else:
        visit.reply.say("at_your_service")
    return True


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
        """What it is, honestly and in the form of the question; what it can do, when that is asked."""
        visit.reply.lead = None
        hit = look_up(visit, (self.intent,))
        if hit and hit.likeness >= ASKED and not hit.entry.person:
            await answer(visit, hit.entry, self.intent)
            return
        visit.put("asked", {"what": "person", "category": self.intent})
        key = _what_it_is(simplified(visit.turn.text))
        visit.reply.say(key, choices=[PERSON, Choice("button_no_need", "deny")])


def _what_it_is(text: str) -> str:
    """ "Are you a person" is a no, "are you a robot" a yes, "person or robot" neither."""
    robot, human = _ROBOT.search(text) is not None, _HUMAN.search(text) is not None
    if human:
        return "bot_honest_either" if robot else "bot_honest_no"
    return "bot_honest"


class Chitchat(Skill):
    intent = "chitchat"

    async def handle(self, visit: Visit) -> None:
        """A question the knowledge base holds is no small talk: "客服几点上班". A form asks its own again after it."""
        if left_alone(visit) or await answered_by_words(visit):
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
