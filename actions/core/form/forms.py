"""The one form: reads a turn for the open task, asks for what is missing, and lets everything else pass.

A turn that answers nothing gives no slot back: Rasa then refuses the form, runs the rule of the turn's intent, and
calls the form again, which asks again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.core import faults, words
from actions.core.form import flow, interrupting
from actions.core.form.consent import Consent, consent, only_thinks
from actions.core.form.fields import FREE_INTENTS, ChoiceField, ConfirmField, Field
from actions.core.registry import TASKS, task_named
from actions.core.reply import Choice
from actions.core.reversals import corrections, giving_up, holding_off
from actions.core.several import together
from actions.core.several.requests import asks_for
from actions.core.skill import Event, Skill, Task
from actions.core.turn import REQUESTED
from actions.core.visit import TASK_SLOTS, Visit

# After these the customer was not told anything: asking again is enough.
SHORT = 8  # characters; a longer message wants an answer of its own
NO_ANSWERS = frozenset(
    {
        "ask_human",
        "complaint",
        "greet",
        "goodbye",
        "thanks",
        "praise",
        "bot_challenge",
        "affirm",
        "deny",
        "compensation",
    }
)
UNREAD = ("inform", "affirm", "deny", "nlu_fallback")
HESITANT = FREE_INTENTS | {"deny"}
STUCK = 2  # answers in a row that could not be used
WAY_OUT = Choice("button_drop", "deny", {"option": words.DROP})
PERSON = Choice("button_person", "ask_human")


class ValidateRequestForm(Skill):
    """Called by Rasa's form each time it runs."""

    intent = "validate_request_form"

    def name(self) -> str:
        return self.intent

    async def run(self, dispatcher: Any, tracker: Tracker, domain: Any) -> list[Event]:
        visit = self.visit(dispatcher, tracker)
        task = task_named(visit.get("task"))
        if task is None:
            return [SlotSet("task", None), SlotSet(REQUESTED, None)]
        visit.task = task.intent
        visit.put("asked", None)
        try:
            await visit.identify()
            requested = await self._advance(visit, task)
        except Exception as error:
            await faults.answer(visit, error)
            requested = None
        if requested == "":
            return []
        # The task's own slot is always among the events: Rasa takes an answer without slots for a refusal.
        changes = {"task": visit.get("task"), **visit.changes(), REQUESTED: requested}
        return [SlotSet(name, value) for name, value in changes.items()]

    async def handle(self, visit: Visit) -> None:
        raise NotImplementedError("the form is driven by run")

    async def _advance(self, visit: Visit, task: Task) -> str | None:
        """Slot to ask for next, None when the task is complete or over, "" when the turn is not for the form."""
        if interrupting.rest(visit.turn):
            return await self._set_aside(visit, task)
        taken = corrections.taken(visit)
        if not visit.turn.first_run and interrupting.left_to_its_rule(visit, task, taken):
            self._drop(visit, task)
            return None
        if visit.turn.first_run and visit.turn.requested:
            visit.acknowledge()
            if taken is not Consent.YES and (begin := interrupting.wish(visit, task, taken)):
                return await begin
            if interrupting.gives_up(visit.turn, task, taken):
                if not await self._corrected(visit, task):
                    return await self._give_up(visit, task, taken)
            elif not await self._answered(visit, task, taken):
                return await self._not_confirmed(visit, task, taken)
        missing = None if visit.stopped else await flow.fill(visit, task)
        if visit.stopped:
            flow.end(visit)
            return None
        if missing is None:
            await self._perform_with_new_right(visit, task)
            return None
        return await self._ask(visit, task, missing)

    async def _set_aside(self, visit: Visit, task: Task) -> str | None:
        """Put aside for something else: done here where it is a task; else once its own rule has answered."""
        if not visit.turn.first_run:
            self._drop(visit, task)
            return None
        other = interrupting.asked_besides(visit.turn, task.intent)
        return await interrupting.set_aside(visit, other) if other else ""

    async def _corrected(self, visit: Visit, task: Task) -> bool:
        """Something else of the same task instead of what is given up ("算了 两件都退")."""
        turn, before = visit.turn, visit.details()
        rest = giving_up.besides(replace(turn, text=holding_off.without(turn.text, task.intent)))
        if not rest:
            return False
        visit.turn = replace(turn, text=rest)
        for field in await task.fields(visit):
            if field.filled(visit) and not visit.stopped:
                await field.correct(visit)
        visit.turn = turn
        if visit.details() == before and turn.requested == ConfirmField.slot:
            await corrections.reword(visit, await task.fields(visit))
        return visit.details() != before

    async def _give_up(self, visit: Visit, task: Task, taken: Consent | None) -> str | None:
        """Drop the task, and answer what the same message asks for instead; "" where its rule does that first."""
        if interrupting.left_to_its_rule(visit, task, taken):
            return ""
        asked = interrupting.asked_after_giving_up(visit.turn, task.intent)
        self._drop(visit, task, unanswered=not asked and interrupting.asks_besides(visit.turn, task.intent))
        return await interrupting.do_instead(visit, *asked, task.intent) if asked else None

    def _drop(self, visit: Visit, task: Task, *, unanswered: bool = False) -> None:
        visit.reply.lead = None
        kept = interrupting.puts_aside(visit.turn)
        key = "form_put_aside" if kept else "form_dropped_asked" if unanswered else "form_dropped"
        visit.reply.say(key, task=visit.reply.text(f"task_{task.intent}"))
        if kept:
            flow.put_aside(visit)
            return
        flow.drop(visit)
        if giving_up.gives_up_everything(visit.turn):
            visit.put("suspended", None)

    async def _not_confirmed(self, visit: Visit, task: Task, taken: Consent | None) -> str | None:
        """No yes and no no to the summary: waited for, asked what is wrong, or left to the rule of its intent."""
        if taken is None and self._hesitates(visit):
            visit.reply.lead = visit.reply.text("form_no_hurry")
            self._say_waits(visit, task)
            return visit.turn.requested
        confirm = next((one for one in await task.fields(visit) if isinstance(one, ConfirmField)), None)
        if confirm is None or taken is None or asks_for(visit.turn.text, visit.turn.intent, task.intent):
            return ""
        if taken is Consent.LATER and corrections.is_rejected(visit):
            return await self._reject(visit, task, confirm)
        if taken is Consent.LATER:
            visit.reply.lead = None
            confirm.wait(visit)
            return confirm.slot
        if taken is Consent.WRONG:
            return await self._reject(visit, task, confirm)
        if visit.turn.intent == "affirm" or words.is_filler(visit.turn):
            visit.put("returns", None)
            await self._ask_again(visit, confirm)
            return confirm.slot
        return ""

    def _hesitates(self, visit: Visit) -> bool:
        """ "我再想想", in answer to a question of the form."""
        turn = visit.turn
        later = consent(turn) is Consent.LATER and not words.is_small_talk(turn)
        return only_thinks(turn) or (later and turn.intent in HESITANT)

    def _say_waits(self, visit: Visit, task: Task) -> None:
        name = visit.reply.text(f"task_{task.intent}")
        resume = Choice("button_resume", task.intent, values={"task": name})
        visit.reply.say("form_waits", choices=[resume, WAY_OUT, PERSON], task=name)

    async def _reject(self, visit: Visit, task: Task, confirm: ConfirmField) -> str:
        """Fault was found, and nothing given instead: the value is asked for, or what is wrong."""
        fault = corrections.reject(visit, await task.fields(visit))
        visit.reply.lead = visit.reply.text("confirm_rejected") if fault else None
        if fault is None:
            confirm.reject(visit)
            return confirm.slot
        await fault.ask(visit)
        return fault.slot

    async def _ask(self, visit: Visit, task: Task, missing: Field) -> str:
        if visit.turn.requested != missing.slot or _changed(visit):
            visit.put("missed", None)
        if self._returns(visit, task):
            if self._offered_again(visit, task, missing):
                return missing.slot
        else:
            # What a field itself has answered comes between the summaries as well.
            visit.put("returns", 1 if visit.reply.spoken and isinstance(missing, ConfirmField) else None)
            if visit.turn.text and visit.turn.requested == missing.slot and not _changed(visit):
                await self._ask_again(visit, missing)
                return missing.slot
        await missing.ask(visit)
        return missing.slot

    async def _ask_again(self, visit: Visit, field: Field) -> None:
        """The answer could not be used: what can be answered, and from the second time on a way out and a person."""
        missed = int(visit.get("missed") or 0) + 1
        visit.put("missed", missed)
        if missed >= STUCK:
            visit.reply.more = (WAY_OUT, PERSON)
            visit.reply.lead = visit.reply.text("form_stuck")
        else:
            visit.reply.lead = visit.reply.lead or field.hint(visit)
        await field.ask(visit)

    def _offered_again(self, visit: Visit, task: Task, missing: Field) -> bool:
        """Back from an interruption: led on to the question; after several in a row a button is enough.

        What a yes would carry out is always shown.
        """
        name = visit.reply.text(f"task_{task.intent}")
        times = int(visit.get("returns") or 0) + 1
        visit.put("returns", times)
        if times > 1 and not isinstance(missing, ConfirmField):
            self._say_waits(visit, task)
            return True
        visit.reply.lead = visit.reply.text("form_goes_on", task=name)
        return False

    async def _perform_with_new_right(self, visit: Visit, task: Task) -> None:
        """A right proved in this very call is not in the metadata yet: what waited for it is done here and now."""
        if visit.proved:
            visit.inside = False
            await together.perform(visit, task)
            flow.end(visit)

    async def _answered(self, visit: Visit, task: Task, taken: Consent | None) -> bool:
        """The turn gives a detail: the one asked for, another one, or a correction of a known one."""
        answered = False
        for field in await task.fields(visit):
            if visit.stopped:
                break
            if field.filled(visit):
                answered = await field.correct(visit) or answered
            elif field.asked(visit):
                visit.read.add(field.slot)
                answered = (taken is not Consent.UNCLEAR and await field.take(visit)) or answered
        if taken in (Consent.WRONG, Consent.UNCLEAR, Consent.LATER) and not answered and not visit.stopped:
            answered = await corrections.reword(visit, await task.fields(visit))
        return answered or (not visit.stopped and await self._overheard(visit, task))

    async def _overheard(self, visit: Visit, task: Task) -> bool:
        """A short answer to a question that comes later ("公司", while the order is asked for)."""
        turn = visit.turn
        if (
            turn.intent in NO_ANSWERS
            or turn.intent in TASKS
            or len(turn.text) > SHORT
            or words.is_question(turn)
        ):
            return False
        for field in await task.fields(visit):
            if isinstance(field, ChoiceField) and not field.filled(visit) and not field.asked(visit):
                visit.read.add(field.slot)
                if await field.take(visit):
                    return True
        return False

    def _returns(self, visit: Visit, task: Task) -> bool:
        """Back from an interruption: the same question as before a turn that something else answered."""
        turn = visit.turn
        return not turn.first_run and turn.requested is not None and turn.intent not in (task.intent, *UNREAD)


def _changed(visit: Visit) -> bool:
    """The turn changed some detail, or gave one."""
    known = ("order_id", "order_no", "phone_tail", *TASK_SLOTS)
    return any(visit.get(slot) != visit.turn.slots.get(slot) for slot in known)


class Perform(Skill):
    """Runs when the form has ended: with every detail known, or with the task dropped."""

    intent = "perform"
    opens = False

    async def handle(self, visit: Visit) -> None:
        task = task_named(visit.get("task"))
        asked = visit.turn.slots.get("asked")
        if task is None:
            visit.put("asked", asked)  # what the form itself has done, or has asked how to go on
            if not asked or asked["what"] == flow.DROPPED:
                visit.offer_aside()
            return
        visit.task = task.intent
        await together.perform(visit, task)
        flow.end(visit)
