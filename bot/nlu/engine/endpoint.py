"""The action server as Rasa calls it: over kept connections, watched, its answers checked by a schema made once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any

from aiohttp import ClientConnectorError, ClientSession
from jsonschema import ValidationError
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.utils.schemas.events import EVENT_SCHEMA
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

ACTION_TIMEOUT_S = 6.0  # the gateway asks again after 7 s; Rasa itself would wait 300
_REFUSED = 400  # how the action server says that a form's input was refused: no failure

_OF_THE_ENGINE = frozenset({"history", "said", "matters"})
_TOLD_ALREADY = frozenset({"metadata", "parse_data"})

failure: ContextVar[list[str]] = ContextVar("failure")


class WatchedEndpoint(EndpointConfig):
    """The action server's address; remembers for the running turn that a call failed, which Rasa only logs."""

    _kept: ClientSession | None = None

    @asynccontextmanager
    async def session(self) -> AsyncIterator[ClientSession]:
        """One session for all calls: Rasa's own opens a connection for each."""
        if self._kept is None or self._kept.closed:
            self._kept = super().session()
        yield self._kept

    async def close(self) -> None:
        if self._kept is not None:
            await self._kept.close()

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        kwargs["timeout"] = ACTION_TIMEOUT_S
        kwargs["json"] = needed(kwargs["json"])
        try:
            return await super().request(*args, **kwargs)
        except ClientResponseError as error:
            if error.status != _REFUSED:
                failure.get([]).append("action_server")
            raise
        except ClientConnectorError:
            failure.get([]).append("action_server")
            raise
        except Exception:  # it was asked and did not answer: whether it acted is not known
            failure.get([]).append("action_unknown")
            raise


def needed(call: Mapping[str, Any]) -> dict[str, Any]:
    """What an action reads of a call. Rasa sends the message twice, with the turns before that only the engine reads."""
    tracker = call["tracker"]
    message = tracker["latest_message"]
    metadata = {name: one for name, one in message.get("metadata", {}).items() if name not in _OF_THE_ENGINE}
    events = [
        {name: one for name, one in event.items() if name not in _TOLD_ALREADY} for event in tracker["events"]
    ]
    return {
        **call,
        "tracker": {**tracker, "latest_message": {**message, "metadata": metadata}, "events": events},
    }


def compile_action_schema() -> None:
    """Check the action server's answers as Rasa does, which tries the schema of each kind of event on every event."""
    kinds = {kind["properties"]["event"]["const"]: _validator(kind) for kind in EVENT_SCHEMA["oneOf"]}
    any_event = {name: part for name, part in EVENT_SCHEMA.items() if name != "oneOf"}
    spec = RemoteAction.action_response_format_spec()
    events = {"type": "array", "items": any_event}
    whole = _validator({**spec, "properties": {**spec["properties"], "events": events}})

    def validate(_: RemoteAction, result: dict[str, Any]) -> bool:
        whole.validate(result)
        for event in result.get("events", ()):
            if event["event"] not in kinds:
                raise ValidationError(f"the action server answered an unknown event '{event['event']}'")
            kinds[event["event"]].validate(event)
        return True

    RemoteAction._validate_action_result = validate


def _validator(schema: dict[str, Any]) -> Any:
    return validator_for(schema)(schema)
