"""Every Redis key is spelled here, with its type, its writer and its life.

All keys of a queue domain carry its hash tag, so that one Cluster node holds all that a move touches.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

GROUP = "turns"
SHARDS = 8


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of one domain (a shop, a region)."""

    domain: str = "main"

    @property
    def prefix(self) -> str:
        return f"fd:{{{self.domain}}}:"

    def conversation(self, id: str) -> str:
        """Hash: owner state, epoch, agent, queue fields. Written by scripts only; 30 days after closing."""
        return f"{self.prefix}conversations:{id}"

    def log(self, id: str) -> str:
        """Stream: what was said and moved, the truth that people see; lives as the conversation."""
        return f"{self.prefix}logs:{id}"

    def memory(self, id: str) -> str:
        """String, JSON: what the dialogue carries from turn to turn. Written with a turn's commit."""
        return f"{self.prefix}memories:{id}"

    def context(self, id: str) -> str:
        """String, JSON: the handover's part of the context package. Written on escalation; grows while waiting."""
        return f"{self.prefix}contexts:{id}"

    def seen(self, id: str) -> str:
        """Hash: sender's own message id → log entry id; recognises repeats. Lives as the conversation."""
        return f"{self.prefix}seen:{id}"

    def inbound(self, shard: int) -> str:
        """Stream with group `turns`: accepted customer messages not yet handled; acknowledged = deleted."""
        return f"{self.prefix}inbound:{shard}"

    def shard_lease(self, shard: int) -> str:
        """String: id of the worker that reads the shard; expires unless renewed."""
        return f"{self.prefix}shards:{shard}"

    def duty(self, name: str) -> str:
        """String: id of the process that does a single-runner job (sweep, archive, telegram); expires."""
        return f"{self.prefix}duties:{name}"

    @property
    def queue(self) -> str:
        """Sorted set: waiting conversation → queued_ms − boost of its class; the lowest is next."""
        return f"{self.prefix}queue"

    @property
    def due(self) -> str:
        """Sorted set: conversation → when its next timed rule must be looked at (ms)."""
        return f"{self.prefix}due"

    @property
    def leases(self) -> str:
        """Sorted set: agent → when the lease on what they hold ends (ms), unless renewed."""
        return f"{self.prefix}leases"

    def agent(self, id: str) -> str:
        """Hash: name, presence state, reason, skills, languages, capacity."""
        return f"{self.prefix}agents:{id}"

    @property
    def agents(self) -> str:
        """Set: ids of agents ever seen."""
        return f"{self.prefix}agents"

    def held(self, agent: str) -> str:
        """Set: conversations in state `human` or `parked` with this agent."""
        return f"{self.prefix}held:{agent}"

    @property
    def events(self) -> str:
        """Stream: one event a change, for live views and the archive; trimmed behind the archive's cursor."""
        return f"{self.prefix}events"

    @property
    def archived(self) -> str:
        """String: id of the last event that the archive holds."""
        return f"{self.prefix}archived"

    @property
    def outbox(self) -> str:
        """Sorted set: conversation of a pushing channel with undelivered entries → since when (ms)."""
        return f"{self.prefix}outbox"

    def delivered(self, id: str) -> str:
        """Hash: delivery cursor of a pushing channel (`entry`, and `uncertain` while a send is ambiguous)."""
        return f"{self.prefix}delivered:{id}"

    def settled(self, customer: str) -> str:
        """List, JSON: what people settled for a known customer, the newest last. Written after the move; 7 days."""
        return f"{self.prefix}settled:{customer}"

    def value(self, name: str) -> str:
        """String: a named cursor or counter of one adapter (e.g. Telegram's update offset)."""
        return f"{self.prefix}values:{name}"


def shard_of(conversation: str) -> int:
    """Shard of a conversation, 0..SHARDS-1; the same on every machine."""
    return zlib.crc32(conversation.encode()) % SHARDS
