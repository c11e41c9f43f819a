"""The only place that utters: every word, button, card and request to the gateway leaves an action through here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from handoff.wording.texts import Texts

Json = dict[str, Any]
MAX_CHOICES = 7  # five orders, a way out and a person
MAX_LINES = 3


class Dispatcher(Protocol):
    """The part of rasa-sdk's CollectingDispatcher that is used."""

    def utter_message(self, *, json_message: Json) -> None: ...


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: a text key (or a ready `title`), and the intent and entities that pressing it stands for."""

    key: str
    intent: str
    entities: Mapping[str, str] = field(default_factory=dict)
    title: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)


class Reply:
    """What is said in one language during one run of an action."""

    def __init__(self, dispatcher: Dispatcher, texts: Texts, language: str) -> None:
        self._dispatcher = dispatcher
        self._texts = texts
        self.language = language
        self.spoken = 0
        # A first line for whatever is said next: the feeling is acknowledged before any explanation.
        self.lead: str | None = None
        # Buttons beside those of whatever is said next.
        self.more: tuple[Choice, ...] = ()

    def text(self, key: str, **values: object) -> str:
        """The text itself, for use inside a card or another text."""
        return self._texts.say(key, self.language, **values)

    def say(
        self, key: str, *, choices: Sequence[Choice] = (), card: Json | None = None, **values: object
    ) -> None:
        """One message: the text of `key`, with buttons and a card when given."""
        self.say_text(self.text(key, **values), choices=choices, card=card)

    def say_lead(self) -> None:
        """Say the acknowledgement by itself: what follows is another action's, such as the form's question."""
        if self.lead:
            lead, self.lead = self.lead, None
            self.say_text(lead)

    def say_text(self, text: str, *, choices: Sequence[Choice] = (), card: Json | None = None) -> None:
        """One message whose text was put together from texts, as for a knowledge entry."""
        if self.lead:
            lead, self.lead = self.lead, None
            if len(f"{lead}\n{text}".splitlines()) <= MAX_LINES:
                text = f"{lead}\n{text}"
            else:
                self.say_text(lead)
        message: Json = {"text": text}
        buttons = self._buttons(choices)
        if buttons:
            message["choices"] = buttons
        if card:
            message["card"] = card
        self.spoken += 1
        self._dispatcher.utter_message(json_message={"say": message})

    def ask(self, ask: str, **fields: Any) -> None:
        """Ask something of the gateway; fields that are None are left out."""
        body = {"ask": ask} | {name: value for name, value in fields.items() if value is not None}
        self._dispatcher.utter_message(json_message={"ask": body})

    def handoff(self, reason: str, detail: str, snapshot: Json | None = None) -> None:
        """A person is needed. The gateway decides and tells the customer."""
        self.ask("handoff", reason=reason, detail=detail, snapshot=snapshot)

    def changed(self, what: str, identifier: str) -> None:
        """A real change was made in the shop: this answer must reach the customer."""
        self._dispatcher.utter_message(json_message={"changed": {"what": what, "id": identifier}})

    def promise(self, text: str, due_ms: int) -> None:
        """What was promised to the customer, and until when."""
        self._dispatcher.utter_message(json_message={"promise": {"text": text, "due_ms": due_ms}})

    def _buttons(self, choices: Sequence[Choice]) -> list[Json]:
        """As many as fit; of two that do the same, or are called the same, the first."""
        more, self.more = self.more, ()
        offered = {(one.intent, *sorted(one.entities.items())) for one in choices}
        titles = {self._button(one)["title"] for one in choices}
        beside = [
            one
            for one in more
            if (one.intent, *sorted(one.entities.items())) not in offered
            and self._button(one)["title"] not in titles
        ]
        fitting = [*choices[: MAX_CHOICES - len(beside)], *beside]
        return [self._button(choice) for choice in fitting]

    def _button(self, choice: Choice) -> Json:
        payload: Json = {"intent": choice.intent}
        if choice.entities:
            payload["entities"] = dict(choice.entities)
        return {"title": choice.title or self.text(choice.key, **choice.values), "payload": payload}
