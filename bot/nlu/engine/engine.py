"""One turn run by Rasa for our channel: begun where the last one ended, parsed, judged, carried out, its failures told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.engine.endpoint import WatchedEndpoint, failure
from bot.nlu.engine.live import contract_parse, judge
from bot.nlu.engine.neutral import neutral
from bot.nlu.engine.outcome import collect, rewound, turn_events, turns_of
from bot.nlu.engine.place import Memory, Place, Remembered, TurnTracker
from bot.nlu.engine.trackers import Trackers

log = logging.getLogger(__name__)
NAME = "frontdesk"

# What a failed turn does not tell, so that the gateway keeps its own; and what a broken one does.
_STATE = frozenset({"slots", "form", "requested"})
_NOTHING: Mapping[str, Any] = {"messages": [], "asks": [], "changed": False, "actions": []}

JSON = dict[str, Any]


class Engine:
    """Runs turns and parses on the agent that the server loaded."""

    def __init__(self, agent: Agent) -> None:
        if agent.processor is None:
            raise ValueError("the agent has no model")
        self._processor: MessageProcessor = agent.processor
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._trackers = _ours(agent.processor.tracker_store)
        self._extracts = fills_slots(agent.processor.domain)
        self._memory = Memory()
        self._processor.on_circuit_break = lambda *_: failure.get([]).append("dialogue")

    async def close(self) -> None:
        """Ends the connections to the action server."""
        endpoint = self._processor.action_endpoint
        if isinstance(endpoint, WatchedEndpoint):
            await endpoint.close()

    async def parse(self, text: str, metadata: Mapping[str, Any]) -> JSON:
        """What a text means, its signals and the decision; changes nothing."""
        parse, _ = await self._understand(text, metadata)
        signals, decision = judge(parse, metadata)
        return {**parse, "signals": signals.to_dict(), "decision": decision.to_dict()}

    async def turn(self, request: Mapping[str, Any]) -> JSON:
        """Runs the turn, or gives the recorded outcome of one run before."""
        lock = self._locks.setdefault(request["sender"], asyncio.Lock())
        async with lock:
            return await self._turn(request)

    async def _turn(self, request: Mapping[str, Any]) -> JSON:
        sender, turn = request["sender"], request["turn"]
        known, before = self._remembered(request), []
        if known is None:
            kept = await self._processor.get_tracker(sender)
            recorded = turn_events(kept, turn)
            if recorded:
                return _answer(kept, turn, recorded[0], repeated=True)
            before = self._rewritten(kept, request)
            known = Remembered(place=Place.of(kept), turns=turns_of(kept), row=0)
        tracker, begun = self._begin(sender, known.place)
        failures: list[str] = []
        token = failure.set(failures)
        try:
            message = await self._carry_out(tracker, request)
        except Exception:
            log.exception("turn %s of %s broke", turn, sender)
            return {"turn": turn, "repeated": False, "failure": "dialogue", **_NOTHING}
        finally:
            failure.reset(token)
        answer = _answer(tracker, turn, message, repeated=False)
        if failures:
            # Not saved: the turn counts as not run, so that the same id may be tried again.
            kept_back = {name: value for name, value in answer.items() if name not in _STATE}
            return {**kept_back, "failure": failures[0]}
        self._save(tracker, [*before, *list(tracker.events)[begun:]], known.turns | {turn})
        return answer

    def _remembered(self, request: Mapping[str, Any]) -> Remembered | None:
        """Where the conversation stands; None when the database must tell, as for a turn that ran before."""
        known = self._memory.get(request["sender"])
        if known is None or request.get("replaces") or request["turn"] in known.turns:
            return None
        return known if known.row == self._trackers.newest(request["sender"]) else None

    def _rewritten(self, tracker: DialogueStateTracker, request: Mapping[str, Any]) -> list[Event]:
        """Brings the tracker to where the turn begins; the events for that, which are not saved yet."""
        domain = self._processor.domain
        if tracker.events:
            events = rewound(tracker, request.get("replaces"))
        else:
            events = Place.carried(request.get("carry"), domain).events()
        tracker.update_with_events(events, domain)
        return events

    def _begin(self, sender: str, place: Place) -> tuple[DialogueStateTracker, int]:
        """A tracker that stands at the place, and how many events led it there."""
        tracker = TurnTracker(sender, self._processor.domain.slots)
        tracker.model_id = self._processor.model_metadata.model_id
        tracker.assistant_id = self._processor.model_metadata.assistant_id
        tracker.update_with_events(place.events(), self._processor.domain)
        return tracker, len(tracker.events)

    def _save(self, tracker: DialogueStateTracker, events: Sequence[Event], turns: frozenset[str]) -> None:
        sender = tracker.sender_id
        try:
            row = self._trackers.add(sender, events)
        except Exception:  # the customer gets the answer: what was done is done
            log.exception("a turn of %s was not saved", sender)
            self._memory.drop(sender)
            return
        self._memory.put(sender, Remembered(place=Place.of(tracker), turns=turns, row=row))

    async def _carry_out(self, tracker: DialogueStateTracker, request: Mapping[str, Any]) -> UserUttered:
        metadata = {**request.get("metadata", {}), "turn": request["turn"]}
        output = CollectingOutputChannel()
        parse_data = await self._parse_data(request, metadata)
        message = UserUttered(
            parse_data["text"],
            parse_data["intent"],
            parse_data["entities"],
            parse_data,
            input_channel=NAME,
            message_id=request["turn"],
            metadata=metadata,
        )
        tracker.update(message, self._processor.domain)
        if self._extracts:
            tracker = await self._processor.run_action_extract_slots(output, tracker)
        await self._processor._run_prediction_loop(output, tracker)
        return message

    async def _parse_data(self, request: Mapping[str, Any], metadata: Mapping[str, Any]) -> JSON:
        if request.get("choice"):
            return _chosen(request["choice"], metadata)
        if not request.get("text", "").strip() and metadata.get("files"):
            return _chosen({"intent": "inform"}, metadata)
        _, parse_data = await self._understand(request["text"], metadata)
        return parse_data

    async def _understand(self, text: str, metadata: Mapping[str, Any]) -> tuple[JSON, JSON]:
        """The contract's parse of the text, and Rasa's parse of what is left of it without leading slashes."""
        safe, shift = neutral(text)
        found = await self._processor.parse_message(UserMessage(safe, metadata=dict(metadata)))
        parse_data = {**found, "text": safe, "original": text, "shift": shift}
        return contract_parse(parse_data, text, shift), parse_data


def _chosen(choice: Mapping[str, Any], metadata: Mapping[str, Any]) -> JSON:
    """A pressed button is trusted: the gateway keeps its payload and the customer only ever sends its id."""
    entities = [
        {"entity": name, "value": value, "confidence_entity": 1.0, "extractor": NAME}
        for name, value in (choice.get("entities") or {}).items()
    ]
    return {
        "text": "",
        "intent": {"name": choice["intent"], "confidence": 1.0},
        "entities": entities,
        "also": [],
        "emotion": "calm",
        "intensity": 0.0,
        "language": metadata.get("language"),
        "variant": metadata.get("variant"),
    }


def fills_slots(domain: Domain) -> bool:
    """Whether Rasa fills any slot from messages; ours are all filled by actions."""
    return any(mapping.get("type") != "custom" for slot in domain.slots for mapping in slot.mappings)


def _ours(store: Any) -> Trackers:
    """Our tracker store, which Rasa wraps in one that falls back to memory."""
    inner = getattr(store, "_tracker_store", store)
    if not isinstance(inner, Trackers):
        raise ValueError(f"the tracker store is {type(inner).__name__}; bot.nlu.engine.server sets ours")
    return inner


def _answer(tracker: DialogueStateTracker, turn: str, message: UserUttered, *, repeated: bool) -> JSON:
    data = message.parse_data
    parse = contract_parse(data, data.get("original", message.text or ""), int(data.get("shift") or 0))
    signals, decision = judge(parse, message.metadata)
    return {
        "turn": turn,
        "repeated": repeated,
        "parse": parse,
        "decision": decision.to_dict(),
        "signals": signals.to_dict(),
        **collect(tracker, turn),
    }
