"""Details a task needs: each knows how to read itself from a turn and how to ask for itself.

`take` may read only what the turn really says. A field that is not being asked for takes nothing but entities, so
that a question or an angry word never ends up as an answer.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from actions.core import words
from actions.core.form.consent import Consent, consent
from actions.core.reply import Choice
from handoff.wording.texts import simplified

if TYPE_CHECKING:
    from actions.core.turn import Turn
    from actions.core.visit import Visit

FREE_INTENTS = frozenset({"inform", "nlu_fallback", "affirm", "chitchat", "out_of_scope", ""})
TALK_INTENTS = frozenset({"chitchat", "out_of_scope", "affirm"})
CALLS = frozenset({"ask_human", "complaint"})
SHORT_ANSWER = 16
_PARTICLES = re.compile(r"^(要|就|换|选|还是|那就?)|[\s,，.。!！~]|(吧|的|了|啊|呢|好了)$")
SURE = 0.5  # a name that is asked for resembles a request only faintly
MAX_TEXT = 500


class Field(ABC):
    """One detail. `slot` is where it is kept and what `requested_slot` names while it is asked for."""

    slot: str

    def filled(self, visit: Visit) -> bool:
        return visit.get(self.slot) is not None

    def asked(self, visit: Visit) -> bool:
        """This very detail was the last question."""
        return visit.turn.requested == self.slot

    async def begin(self, visit: Visit) -> None:
        """The task begins: check what an earlier task left in the slot."""
        return None

    async def settle(self, visit: Visit) -> None:
        """Fill the slot without the turn, when there is only one possibility."""
        return None

    @abstractmethod
    async def take(self, visit: Visit) -> bool:
        """Read the turn; True when it said something about this detail, usable or not."""

    async def correct(self, visit: Visit) -> bool:
        """The detail is known; True when the turn gives another one instead."""
        return False

    @abstractmethod
    async def ask(self, visit: Visit) -> None:
        """Ask the customer for it."""

    def hint(self, visit: Visit) -> str | None:
        """What can be answered, said before it is asked for again."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer of a closed question: its value, the text key of its button, and words that mean it."""

    value: str
    key: str = ""
    title: str | None = None
    words: tuple[str, ...] = ()


def best_option(options: Sequence[Option], text: str) -> Option | None:
    """The option with the longest word in the text ("XL 码" is not "L 码"); of equal ones the first."""
    longest = {
        option.value: max((len(word) for word in option.words if word in text), default=0)
        for option in options
    }
    best = max(options, key=lambda option: longest[option.value], default=None)
    return best if best and longest[best.value] else None


class ChoiceField(Field):
    """A closed question with buttons. Free words are matched only while it is asked; entities always."""

    def __init__(self, slot: str, ask_key: str, options: Sequence[Option], *, eager: bool = False) -> None:
        self.slot, self._ask_key, self._options = slot, ask_key, tuple(options)
        # An eager field reads its words from the first message too ("质量不好，我要退").
        self._eager = eager

    async def settle(self, visit: Visit) -> None:
        if len(self._options) == 1:
            visit.put(self.slot, self._options[0].value)

    async def take(self, visit: Visit) -> bool:
        value = self._read(visit)
        if value is not None:
            visit.put(self.slot, value)
            return True
        await self.settle(visit)
        return False

    async def correct(self, visit: Visit) -> bool:
        told = visit.turn.first(self.slot)
        given = told if told and self._by_value(told) else self._reworded(visit)
        if given is None or given == visit.get(self.slot) or self._by_value(given) is None:
            return False
        visit.put(self.slot, given)
        return True

    def _reworded(self, visit: Visit) -> str | None:
        """Another option in words: after a word that takes back ("算了 公司吧"), or alone in answer to the summary ("L 码")."""
        if type(self)._read is not ChoiceField._read:
            return None  # what reads words in a way of its own corrects in its own way too
        text = simplified(visit.turn.text).lower()
        if not text or len(text) > SHORT_ANSWER or words.is_question(visit.turn):
            return None
        if words.corrects(visit.turn):
            meant = best_option(self._options, text)
            return meant.value if meant else None
        alone = _PARTICLES.sub("", text)
        said = visit.turn.requested == ConfirmField.slot and alone
        return next((one.value for one in self._options if said and alone in self._names(visit, one)), None)

    def _names(self, visit: Visit, option: Option) -> set[str]:
        title = option.title or visit.reply.text(option.key)
        return {_PARTICLES.sub("", simplified(name).lower()) for name in (title, *option.words)}

    def hint(self, visit: Visit) -> str | None:
        count = len(self._options)
        return visit.reply.text("form_pick", count=count) if count > 1 else None

    def _by_value(self, value: str) -> str | None:
        return next((option.value for option in self._options if option.value == value), None)

    def _read(self, visit: Visit) -> str | None:
        given = visit.turn.first(self.slot)
        if given is not None and self._by_value(given):
            return given
        if not (self.asked(visit) or self._eager):
            return None
        text = simplified(visit.turn.text).lower()
        for option in self._options:
            title = option.title or visit.reply.text(option.key)
            if text == simplified(title).lower():
                return option.value
        meant = best_option(self._options, text)
        if meant:
            return meant.value
        if self.asked(visit) and text.isdigit() and 1 <= int(text) <= len(self._options):
            return self._options[int(text) - 1].value
        return None

    async def ask(self, visit: Visit) -> None:
        choices = [
            Choice(option.key, "inform", {self.slot: option.value}, title=option.title)
            for option in self._options
        ]
        visit.reply.say(self._ask_key, choices=choices)


class TextField(Field):
    """Free text: an entity of the same name, or the whole message when asked and it is no question."""

    def __init__(
        self,
        slot: str,
        ask_key: str,
        *,
        entity: str | None = None,
        skip_key: str | None = None,
        check: Callable[[str], bool] | None = None,
        bad_key: str | None = None,
        whole: bool = True,
        anything: bool = False,
    ) -> None:
        """`anything`: what it asks for may sound like a request itself, as a note for the courier does."""
        self.slot, self._ask_key, self._entity = slot, ask_key, entity
        self._skip_key, self._check, self._bad_key, self._whole = skip_key, check, bad_key, whole
        self._anything = anything

    async def take(self, visit: Visit) -> bool:
        value = self._read(visit)
        if value is None:
            return False
        if value and self._check and not self._check(value):
            if self._bad_key and self.asked(visit) and visit.turn.intent not in TALK_INTENTS:
                visit.reply.say(self._bad_key)
                return True
            return False
        visit.put(self.slot, value[:MAX_TEXT])
        return True

    async def correct(self, visit: Visit) -> bool:
        given = visit.turn.first(self._entity) if self._entity else None
        if not given or given == visit.get(self.slot) or (self._check and not self._check(given)):
            return False
        visit.put(self.slot, given[:MAX_TEXT])
        return True

    async def reword(self, visit: Visit, text: str) -> bool:
        """Read the text as the answer, in place of the value that is known; that one stays when it is none."""
        if self._check and not self._check(text):
            return False
        turn, lead, known = visit.turn, visit.reply.lead, visit.get(self.slot)
        visit.turn = replace(turn, text=text, intent="inform", requested=self.slot)
        visit.put(self.slot, None)
        await self.take(visit)
        visit.turn, visit.reply.lead = turn, lead
        if visit.get(self.slot) in (None, "", known):
            visit.put(self.slot, known)
            return False
        return True

    def _read(self, visit: Visit) -> str | None:
        turn = visit.turn
        if self.asked(visit) and self._skip_key and (turn.first("option") == "skip" or words.says_no(turn)):
            return ""
        given = turn.first(self._entity) if self._entity else None
        if given and (not self.asked(visit) or not self._whole):
            return given
        if not self.asked(visit):
            return None
        if self._whole and turn.text and self._is_answer(turn):
            return turn.text
        return given

    def _is_answer(self, turn: Turn) -> bool:
        """No question and no small talk: those are answered, and the detail asked for again."""
        doubtful = (turn.confidence < SURE or self._anything) and turn.intent not in CALLS
        free = turn.intent in FREE_INTENTS or doubtful
        return free and not words.is_question(turn) and not words.is_small_talk(turn)

    async def ask(self, visit: Visit) -> None:
        choices = [Choice(self._skip_key, "inform", {"option": "skip"})] if self._skip_key else []
        visit.reply.say(self._ask_key, choices=choices)


Summary = Callable[["Visit"], Awaitable[tuple[str, Mapping[str, object], dict[str, Any] | None]]]


class ConfirmField(Field):
    """The last step before any change: a summary, and a yes that answers it. A no abandons the task."""

    slot = "confirm"

    def __init__(
        self, summary: Summary, yes_key: str = "button_confirm", no_key: str = "button_drop"
    ) -> None:
        """`summary` gives the text key, its values and a card."""
        self._summary, self._yes_key, self._no_key = summary, yes_key, no_key

    async def take(self, visit: Visit) -> bool:
        """A yes counts for what was summed up: with something changed by the same turn, all is summed up again."""
        if not self.asked(visit) or consent(visit.turn) is not Consent.YES:
            return False
        if visit.as_confirmed():
            visit.put(self.slot, True)
        return True

    def hint(self, visit: Visit) -> str | None:
        return visit.reply.text(
            "form_confirm_how", yes=visit.reply.text(self._yes_key), no=visit.reply.text(self._no_key)
        )

    def wait(self, visit: Visit) -> None:
        """Nothing is done for now; what will be done is not told again."""
        yes, no = visit.reply.text(self._yes_key), visit.reply.text(self._no_key)
        visit.reply.say("confirm_waits", choices=self._choices(), yes=yes, no=no)

    def reject(self, visit: Visit) -> None:
        """What was summed up is wrong: there is nothing to say yes to."""
        no = visit.reply.text(self._no_key)
        visit.reply.say("confirm_wrong", choices=self._choices()[1:], no=no)

    def _choices(self) -> list[Choice]:
        return [Choice(self._yes_key, "affirm"), Choice(self._no_key, "deny")]

    async def ask(self, visit: Visit) -> None:
        key, values, card = await self._summary(visit)
        visit.reply.say(key, choices=self._choices(), card=card, **values)
