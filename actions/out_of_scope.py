"""What no skill is for: pastime is declined with a smile, a real request goes to a person."""

from __future__ import annotations

from actions.answers import KnowledgeSkill, answer, look_up
from actions.common.orders import PERSON
from actions.core.visit import Visit
from actions.shortcuts.by_words import answered_by_words
from actions.talk import MENU

_PASTIME = "pastime"  # weather, poems, homework: nobody at the desk answers them either


class OutOfScope(KnowledgeSkill):
    """A real request that nobody foresaw: the base may still know it; else a person is asked for."""

    intent = "out_of_scope"

    async def handle(self, visit: Visit) -> None:
        if await answered_by_words(visit):
            return
        hit = look_up(visit, (self.intent,))
        if hit:
            await answer(visit, hit.entry, self.intent)
        elif _PASTIME in visit.turn.topics:
            visit.reply.say("chitchat", choices=() if visit.form_open else MENU)
        else:
            visit.reply.say("answer_out_of_scope", choices=[PERSON])
            visit.matter(self.intent, "open")
            visit.put("asked", {"what": "person", "category": self.intent})
