"""Customers who left a message with the desk, for tests of those who answer it."""

import time
from typing import Any

from handoff.model import Draft
from handoff.store.commit import Commit
from handoff.transitions import Move
from tests.handoff.build import opened, queued
from tests.handoff.console.world import World

DAY_MS = 24 * 3_600_000


def now_ms() -> int:
    return time.time_ns() // 1_000_000


async def leaves(
    world: World,
    id: str,
    text: str,
    *,
    contact: str | None = None,
    customer: str | None = None,
    due_in_ms: int = DAY_MS,
    **fields: Any,
) -> str:
    """Number of the message that somebody left while nobody was at the desk."""
    desk, start = world.desk, now_ms() + due_in_ms - DAY_MS
    await opened(desk, id, start, customer=customer, **fields)
    await world.says(id, text, start, client_id=f"left-{id}")
    await queued(desk, id, now_ms=start, topic="not_received")
    number = world.console.archive.open_ticket(
        key=f"{id}:{start}",
        category="not_received",
        text=text,
        now_ms=start + 1,
        conversation=id,
        customer=customer,
        client="c1",
        contact=contact,
        due_ms=start + DAY_MS,
    )
    await desk.store.commit(
        Commit(
            conversation=await desk.conversation(id),
            now_ms=start + 1,
            entries=[Draft(sender="system", say=("ticket_opened", {"ticket": number, "by": "11:00"}))],
            move=Move.LEAVE_TICKET,
            fields={"waiting_since_ms": "0", "reasons": ""},
            context={
                "summary": "未收到货，订单尾号 6138",
                "customer_name": "陈晓雯" if customer else "",
                "request": {"topic": "not_received", "order": "4504230820235146138"},
            },
        )
    )
    return number
