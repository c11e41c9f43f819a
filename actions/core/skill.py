"""Skills and tasks: what every action of this package is.

How to add a skill
------------------
1. `actions/<stem>.py`: a subclass of `Skill` (says something) or `Task` (needs an order or other details first).
   `intent` names it: the action is `action_<intent>`, which `domain.yml` already lists for every intent.

       class Track(Task):
           intent = "track_shipment"                       # also the value of slot `task`
           async def fields(self, visit):                  # what must be known, in the order it is asked for
               return [OrderField(fits=on_its_way)]
           async def perform(self, visit):                 # all fields are filled
               order = await visit.chosen()
               visit.reply.say("track_parcel", ...)
               visit.close("track_shipment", [Choice("button_urge", "urge_delivery", {"order_id": order.id})])

2. `data/rules/<stem>.yml`: `intent: X` → `action: action_X`. Nothing else: a task opens the form by itself.
3. `data/responses/<stem>.yml`: texts (zh, en). `task_<intent>` is the task's name, as in "接着办退款".
4. `tests/actions/test_<stem>.py`, `tests/conversations/test_<stem>.yml`.

What happens by itself
- A task takes what the turn already says; when nothing is missing it is done in one call. Else slot `task` is set,
  `request_form` opens, and the form asks for the first missing field (`Field.ask`).
- A turn in the form that answers nothing asked is refused (Rasa then runs the rule of its intent, and the form asks
  again). A task started inside another one puts it aside; it is offered again by `visit.close`.
- What words ask for by themselves (the list of orders) is answered whichever task they were taken for
  (`@shortcut`, actions/core/registry.py), and so is a question for what a person settled (actions/core/colleague.py) or
  for who is at the desk and when (actions/core/attendance.py).
- Parts of a message that need nothing more are answered first (`@fact`, actions/core/several/part_by_part.py).
- Further requests of the same message are answered first where they need no question; the others are named, and
  done one after the other (actions/core/several/requests.py, beside.py). A wish that the same message gives up again is
  not begun (actions/core/reversals/one_breath.py); what was given up one turn ago can be taken up again (taken_up.py).
- A summary waits for a clear yes in words or by its button (actions/core/form/consent.py). An answer that fits nothing is
  told what does (`Field.hint`); the second in a row is offered a way out and a person (actions/core/form/forms.py).
- Fields (actions/core/form/fields.py): OrderField(change=True for changes), ChoiceField, TextField, ConfirmField. `take` reads
  the turn and fills its slot; `ask` asks. A field may `visit.stop()` after saying why the task cannot go on.
- `visit.close(category, steps)`: the closing question (does that settle it?) with next steps as buttons; the
  `matter` ask. Say the fact first, then close. Never announce a person: `visit.reply.handoff(reason, detail)`.
- Changes: `visit.call(visit.shop.refund, order, visit.by(order), ..., key=visit.key("refund", order))` and then
  `visit.reply.changed("refund", id)`. The change comes first in `perform`, without looking whether it may be done:
  when its outcome is unknown, perform is run again with the same slots and the same key.
- Errors of the shop and of the skill become an answer in `actions/core/faults.py`: let them rise.
- `action_affirm`, `action_deny`, `action_inform` (actions/yes_no.py) answer by slot `asked`, which `close` sets.
- `action_ask_handoff` (actions/ask_handoff.py) and `validate_request_form`, `action_perform` (forms.py) are the
  platform's. Greeting, thanks, fallback, small talk and the like are talk.py's.
- Rights: `visit.identity`, `visit.by(order)`; never a slot.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet

from actions.core import attendance, colleague, faults, ports, scolded
from actions.core.form import flow
from actions.core.form.fields import Field
from actions.core.registry import SHORTCUTS, TASKS, task_named
from actions.core.reply import Reply
from actions.core.reversals import one_breath, taken_up
from actions.core.several import beside, part_by_part
from actions.core.turn import FORM, REQUESTED, Turn
from actions.core.visit import Visit
from handoff.wording.texts import load_texts

Event = dict[str, Any]


class Skill(Action, ABC):  # type: ignore[misc]
    """An action that answers a turn. Subclasses say what in `handle`; failures never end in silence."""

    intent: ClassVar[str]
    # The first action of a turn acknowledges a feeling and recalls what a person settled.
    opens: ClassVar[bool] = True

    def name(self) -> str:
        return f"action_{self.intent}"

    async def run(self, dispatcher: Any, tracker: Tracker, domain: Any) -> list[Event]:
        """Events of one run: the slots that changed, and the form when it must open or end."""
        visit = self.visit(dispatcher, tracker)
        visit.put("asked", None)
        try:
            await visit.identify()
            await flow.finish_pending(visit)
            if self.opens:
                visit.acknowledge()
            if not (self.opens and await self._answered_first(visit)):
                await self._answer_parts(visit)
            visit.reply.say_lead()
        except Exception as error:
            await faults.answer(visit, error)
        return self.events(visit)

    async def _answered_first(self, visit: Visit) -> bool:
        """What is answered alike whichever skill the words were taken for."""
        if await colleague.recall(visit) or attendance.answer(visit) or scolded.answer(visit):
            return True
        return await taken_up.answer(visit)

    async def _answer_parts(self, visit: Visit) -> None:
        """What parts of the message ask for by themselves first; the rest is this skill's, or the one it means."""
        meant = visit.turn.intent
        visit.turn, over = one_breath.read(visit.turn) if self.opens else (visit.turn, None)
        if over:
            visit.reply.say("form_dropped", task=visit.reply.text(f"task_{over}"))
            visit.offer_aside()
            return
        if self.opens and await part_by_part.answer_facts(visit):
            visit.close(visit.turn.intent)
            return
        other = task_named(visit.turn.intent) if visit.turn.intent != meant else None
        await (other or self)._answer(visit)

    async def _answer(self, visit: Visit) -> None:
        if self.opens:
            colleague.remind(visit, self.intent)
        await self.handle(visit)

    def visit(self, dispatcher: Any, tracker: Tracker) -> Visit:
        turn = Turn.from_tracker(tracker)
        return Visit(turn, Reply(dispatcher, load_texts(), turn.language), ports.shop())

    @abstractmethod
    async def handle(self, visit: Visit) -> None:
        """Answer the turn."""

    def events(self, visit: Visit) -> list[Event]:
        changes = visit.changes()
        events: list[Event] = []
        if visit.form_open and (not visit.turn.form_open or "task" in changes):
            # A fresh loop, so that Rasa does not take the new task's form for the one that has just refused.
            events.append(ActiveLoop(FORM))
            changes[REQUESTED] = None
        elif visit.turn.form_open and not visit.form_open:
            events.append(ActiveLoop(None))
            changes[REQUESTED] = None
        return [*events, *(SlotSet(name, value) for name, value in changes.items())]


class Task(Skill, ABC):
    """A skill that needs details before it can answer or act."""

    @abstractmethod
    async def fields(self, visit: Visit) -> Sequence[Field]:
        """What must be known, in the order of asking; may depend on what is known already."""

    @abstractmethod
    async def perform(self, visit: Visit) -> None:
        """Every field is filled: answer, or make the change."""

    async def meant(self, visit: Visit) -> Task:
        """The task that the turn's words want where this one was only heard in them."""
        return self

    async def handle(self, visit: Visit) -> None:
        await beside.answer_all(visit, self)

    async def _answer(self, visit: Visit) -> None:
        for answered in SHORTCUTS:
            if await answered(visit):
                return
        await super()._answer(visit)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "intent" in cls.__dict__:
            TASKS[cls.intent] = cls
