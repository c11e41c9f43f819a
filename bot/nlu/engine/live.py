"""From what Rasa parsed to the signals and the decision of a turn; used by the channel and by the policy."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from handoff.escalation.decision import Decision, decide
from handoff.escalation.policy import load_policy
from handoff.escalation.reasons import Policy
from handoff.escalation.signals import NOT_UNDERSTOOD, TurnSignals, signals_from_parse
from handoff.hours.attendance import asks_of_desk
from handoff.said.recalling import asks_what_was_settled, without_the_call


def contract_parse(parse_data: Mapping[str, Any], text: str, shift: int = 0) -> dict[str, Any]:
    """Rasa's parse result in the shape of our contract; entities move right by `shift` characters."""
    intent = parse_data.get("intent") or {}
    return {
        "text": text,
        "intent": intent.get("name") or NOT_UNDERSTOOD,
        "confidence": round(float(intent.get("confidence") or 0.0), 4),
        "also": list(parse_data.get("also") or ()),
        "entities": [_entity(one, shift) for one in parse_data.get("entities") or ()],
        "emotion": parse_data.get("emotion") or "calm",
        "intensity": float(parse_data.get("intensity") or 0.0),
        "language": parse_data.get("language"),
        "variant": parse_data.get("variant"),
        "topics": list(parse_data.get("topics") or ()),
        "calls": dict(parse_data.get("calls") or {}),
        "likely": dict(parse_data.get("likely") or {}),
        "upset": float(parse_data.get("upset") or 0.0),
        "spelled": str(parse_data.get("spelled") or text),
    }


def _entity(one: Mapping[str, Any], shift: int) -> dict[str, Any]:
    found = {"entity": one["entity"], "value": one.get("value")}
    if one.get("start") is not None:
        found |= {"start": one["start"] + shift, "end": one["end"] + shift}
    return found


def judge(parse: Mapping[str, Any], metadata: Mapping[str, Any]) -> tuple[TurnSignals, Decision]:
    """Signals of the turn after the history in the metadata, and the decision on all of them.

    Raises ValueError, KeyError or TypeError when policy or history in the metadata are not what we once gave out.
    """
    history = [TurnSignals.from_dict(one) for one in metadata.get("history") or ()]
    signals = signals_from_parse(
        parse,
        history,
        turn=history[-1].turn + 1 if history else 0,
        answered=bool(metadata.get("answered", True)),
        failure=metadata.get("failure"),
    )
    text = str(parse.get("text") or "")
    if asks_of_desk(text) or (metadata.get("settled") and asks_what_was_settled(text)):
        signals = without_the_call(signals)
    return signals, decide([*history, signals], _in_force(metadata))


@cache
def _of_the_file() -> Policy:
    return load_policy()


def _in_force(metadata: Mapping[str, Any]) -> Policy:
    """What the gateway sent with the turn; without it (a piece, a test of a text) what the file says."""
    sent = metadata.get("policy")
    return Policy.from_dict(sent) if sent else _of_the_file()
