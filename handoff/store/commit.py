"""A change of one conversation as one value, and the command that `scripts/commit.lua` takes for it. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from handoff.errors import Conflict, FrontdeskError, NotFound, NotYours, StaleEpoch
from handoff.model import Conversation, Draft
from handoff.store.keys import GROUP
from handoff.transitions import Move, State, step

PUSHED_CHANNELS = ("telegram",)
KEEP_CLOSED_S = 30 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """What one script call appends and changes, and what it expects to find.

    `once` makes a repeat harmless; every commit has it or a `move` (fenced by the epoch it expects).
    """

    conversation: Conversation
    now_ms: int
    once: str | None = None
    entries: Sequence[Draft] = ()
    move: Move | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    fenced: bool = True
    agent: str | None = None
    lapsed: str | None = None
    hold: str | None = None
    memory: Mapping[str, Any] | None = None
    context: Mapping[str, Any] | None = None
    queue_score: int | None = None
    due_ms: int | None = None
    hear: bool = False
    ack: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    epoch: int
    ids: tuple[str, ...]
    repeated: bool


def command_of(commit: Commit) -> dict[str, Any]:
    if not commit.once and not commit.move:
        raise ValueError("a commit needs an operation id or a move, else a retry could do it twice")
    before = commit.conversation
    command: dict[str, Any] = {
        "conversation": before.id,
        "now_ms": commit.now_ms,
        "once": commit.once,
        "expect": {},
        "lapsed": commit.lapsed,
        "set": dict(commit.fields),
        "entries": [
            [d.sender, d.kind, json.dumps(d.content(), ensure_ascii=False)] for d in _entries(commit)
        ],
        "memory": json.dumps(commit.memory, ensure_ascii=False) if commit.memory is not None else None,
        "context": json.dumps(commit.context, ensure_ascii=False) if commit.context is not None else None,
        "ack": list(commit.ack),
        "group": GROUP,
        "push": before.channel in PUSHED_CHANNELS,
        "due_ms": commit.due_ms,
        "hear": commit.hear or None,
    }
    if commit.fenced:
        command["expect"] = {"state": before.state.value, "epoch": before.epoch}
    if commit.agent:
        command["expect"]["agent"] = commit.agent
    if commit.queue_score is not None and before.state is State.QUEUED and not commit.move:
        command["queue"] = commit.queue_score  # fenced by the state: who waits is ranked anew, nobody else
    if commit.move:
        command |= _ownership(commit, step(before.state, commit.move))
    return {name: value for name, value in command.items() if value is not None}


def _entries(commit: Commit) -> list[Draft]:
    """The entries, with the move told by the first one of the system's, or by one of its own."""
    drafts = list(commit.entries)
    if commit.move is None:
        return drafts
    before = commit.conversation.state
    told = {"move": {"name": commit.move.value, "from": before.value, "to": step(before, commit.move).value}}
    for n, draft in enumerate(drafts):
        if draft.sender == "system":
            drafts[n] = replace(draft, data={**draft.data, **told})
            return drafts
    return [*drafts, Draft(sender="system", kind="move", data=told)]


def _ownership(commit: Commit, after: State) -> dict[str, Any]:
    """What changes with the owner: state, queue entry, holder's set, and how long the keys live."""
    change: dict[str, Any] = {"moved": True}
    fields = {**commit.fields, "state": after.value}
    held = commit.conversation.state in (State.HUMAN, State.PARKED)
    keeps = after in (State.HUMAN, State.PARKED)
    if keeps and commit.hold:
        change["hold"] = True
    if held and (not keeps or commit.hold):
        change["leave"] = True
    if not keeps and "agent" not in fields:
        fields |= {"agent": "", "agent_name": ""}
    change["queue"] = commit.queue_score if after is State.QUEUED else "out"
    if after is State.CLOSED:
        change["keep_s"] = KEEP_CLOSED_S
    change["set"] = fields
    return change


def refusal(code: int, id: str) -> FrontdeskError:
    """The error of a code that the script documents. Raises RuntimeError for any other."""
    known: dict[int, FrontdeskError] = {
        -1: NotFound("no_such_conversation", f"There is no conversation {id}."),
        -2: StaleEpoch(id),
        -3: StaleEpoch(id),
        -4: NotYours(id),
        -5: Conflict("lease_alive", f"The agent of conversation {id} is still there."),
    }
    if code not in known:
        raise RuntimeError(f"commit.lua answered {code}, which it does not document")
    return known[code]
