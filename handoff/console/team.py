"""What everybody at the desk holds, as supervisors see it: enough to decide where to look."""

from __future__ import annotations

import asyncio
from typing import Any

from handoff.console.parts import Console
from handoff.console.sessions import clock_ms
from handoff.console.views import last_words
from handoff.context.masking import mask, mask_name
from handoff.model import Conversation

_SHOWN = (
    *("id", "channel", "language", "queue_class", "topic", "emotion", "intensity"),
    *("waiting_since_ms", "claimed_ms", "parked_until_ms"),
)


async def held_rows(console: Console) -> list[dict[str, Any]]:
    """Rows by agent, each agent's longest unanswered first. Masked: a look at the whole is noted, a list is not."""
    agents = await console.desk.agents(clock_ms())
    held = await asyncio.gather(*(console.desk.mine(agent.id) for agent in agents))
    found = [(agent, c) for agent, all_of in zip(agents, held, strict=True) for c in all_of]
    return await asyncio.gather(*(_row(console, c, agent.id, agent.name) for agent, c in found))


async def _row(console: Console, c: Conversation, agent: str, name: str) -> dict[str, Any]:
    said, frozen = await asyncio.gather(last_words(console, c.id), console.desk.store.context(c.id))
    return {field: getattr(c, field) for field in _SHOWN} | {
        "agent": {"id": agent, "name": name},
        "state": c.state.value,
        "name": mask_name(frozen.get("customer_name", "")),
        "known": c.customer is not None,
        "preview": mask(said),
    }
