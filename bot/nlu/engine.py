"""One turn run by Rasa for our channel: seeded, rewound, parsed, judged, carried out, and its failures told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any
from weakref import WeakValueDictionary

from aiohttp import ClientConnectorError
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.nlu.live import contract_parse, judge
from bot.nlu.neutral import neutral
from bot.nlu.outcome import collect, rewound, turn_events

log = logging.getLogger(__name__)
NAME = "frontdesk"
ACTION_TIMEOUT_S = 6.0  # the gateway asks again after 7 s; Rasa itself would wait 300
_REFUSED = 400  # how the action server says that a form's input was refused: no failure

# What a failed turn does not tell, so that the gateway keeps its own; and what a broken one does.
_STATE = frozenset({"slots", "form", "requested"})
_NOTHING: Mapping[str, Any] = {"messages": [], "asks": [], "changed": False, "actions": []}

_failure: ContextVar[list[str]] = ContextVar("failure")


class WatchedEndpoint(EndpointConfig):
    """The action server's address; remembers for the running turn that a call failed, which Rasa only logs."""

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        kwargs["timeout"] = ACTION_TIMEOUT_S
        try:
            return await super().request(*args, **kwargs)
        except ClientResponseError as error:
            if error.status != _REFUSED:
                _failure.get([]).append("action_server")
            raise
        except ClientConnectorError:
            _failure.get([]).append("action_server")
            raise
        except Exception:  # it was asked and did not answer: whether it acted is not known
            _failure.get([]).append("action_unknown")
            raise


class Engine:
    """Runs turns and parses on the agent that the server loaded."""

    def __init__(self, agent: Agent) -> None:
        if agent.processor is None:
            raise ValueError("the agent has no model")
        self._processor: MessageProcessor = agent.processor
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        endpoint = self._processor.action_endpoint
        if endpoint is not None and not isinstance(endpoint, WatchedEndpoint):
            self._processor.action_endpoint = WatchedEndpoint(
                endpoint.url, endpoint.params, endpoint.headers, endpoint.basic_auth, endpoint.token
            )
        self._processor.on_circuit_break = lambda *_: _failure.get([]).append("dialogue")

    async def parse(self, text: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
        """What a text means, its signals and the decision; changes nothing."""
        parse, _ = await self._understand(text, metadata)
        signals, decision = judge(parse, metadata)
        return {**parse, "signals": signals.to_dict(), "decision": decision.to_dict()}

    async def turn(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Runs the turn, or gives the recorded outcome of one run before."""
        lock = self._locks.setdefault(request["sender"], asyncio.Lock())
        async with lock:
            return await self._turn(request)

    async def _turn(self, request: Mapping[str, Any]) -> dict[str, Any]:
        sender, turn = request["sender"], request["turn"]
        tracker = await self._processor.get_tracker(sender)
        if not tracker.events:
            tracker.update_with_events(_seed(request.get("carry"), self._processor), self._processor.domain)
            await self._processor.save_tracker(tracker)
        recorded = turn_events(tracker, turn)
        if recorded:
            return _answer(tracker, turn, recorded[0], repeated=True)
        tracker.update_with_events(rewound(tracker, request.get("replaces")), self._processor.domain)
        failures: list[str] = []
        token = _failure.set(failures)
        try:
            message = await self._carry_out(tracker, request)
        except Exception:
            log.exception("turn %s of %s broke", turn, sender)
            return {"turn": turn, "repeated": False, "failure": "dialogue", **_NOTHING}
        finally:
            _failure.reset(token)
        answer = _answer(tracker, turn, message, repeated=False)
        if failures:
            # Not saved: the turn counts as not run, so that the same id may be tried again.
            kept = {name: value for name, value in answer.items() if name not in _STATE}
            return {**kept, "failure": failures[0]}
        await self._processor.save_tracker(tracker)
        return answer

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
        tracker = await self._processor.run_action_extract_slots(output, tracker)
        await self._processor._run_prediction_loop(output, tracker)
        return message

    async def _parse_data(self, request: Mapping[str, Any], metadata: Mapping[str, Any]) -> dict[str, Any]:
        if request.get("choice"):
            return _chosen(request["choice"], metadata)
        if not request.get("text", "").strip() and metadata.get("files"):
            return _chosen({"intent": "inform"}, metadata)
        _, parse_data = await self._understand(request["text"], metadata)
        return parse_data

    async def _understand(
        self, text: str, metadata: Mapping[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The contract's parse of the text, and Rasa's parse of what is left of it without leading slashes."""
        safe, shift = neutral(text)
        found = await self._processor.parse_message(UserMessage(safe, metadata=dict(metadata)))
        parse_data = {**found, "text": safe, "original": text, "shift": shift}
        return contract_parse(parse_data, text, shift), parse_data


def _chosen(choice: Mapping[str, Any], metadata: Mapping[str, Any]) -> dict[str, Any]:
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


def _seed(carry: Mapping[str, Any] | None, processor: MessageProcessor) -> list[Event]:
    """First events of an episode.

    SQLTrackerStore reads a tracker from its session's start on and takes what stands before it for not saved yet:
    slots there are dropped, and an `action_session_start` there would make it save the last event twice.
    """
    events: list[Event] = [SessionStarted()]
    if carry:
        known = {slot.name for slot in processor.domain.slots}
        slots = {name: value for name, value in (carry.get("slots") or {}).items() if name in known}
        events += [SlotSet(name, value) for name, value in slots.items()]
        if carry.get("form") in processor.domain.form_names:
            events += [ActiveLoop(carry["form"]), SlotSet(REQUESTED_SLOT, carry.get("requested"))]
    return [*events, ActionExecuted(ACTION_LISTEN_NAME)]


def _answer(
    tracker: DialogueStateTracker, turn: str, message: UserUttered, *, repeated: bool
) -> dict[str, Any]:
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
