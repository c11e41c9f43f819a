"""A conversation that a person has settled, and what is kept of it, for tests of the gateway."""

import time

import sqlalchemy as sa

from handoff.archive import schema
from handoff.transitions import State
from tests.bot.running import Running
from tests.handoff.build import WANG


def now() -> int:
    return int(time.time() * 1000)


async def resolved(gateway: Running, id: str = "web-a", told: str = "已为您退款") -> None:
    """Handed over, claimed and resolved by 小王."""
    await gateway.desk.set_presence(WANG, "online", "", now())
    await gateway.say("转人工", id)
    await gateway.until_said("您是下一位", id)
    await gateway.desk.claim(id, WANG, now())
    await gateway.desk.say(id, WANG, text=told, client_message_id="k", now_ms=now())
    await gateway.desk.resolve(
        id, WANG, category="refund_status", outcome="solved", note="已退", now_ms=now()
    )


async def ratings(gateway: Running) -> list[tuple[int, bool | None]]:
    """Stars and "it is solved" as they are kept."""
    with gateway.archive.engine.connect() as connection:
        rows = connection.execute(sa.select(schema.ratings.c.stars, schema.ratings.c.solved)).all()
    return [(row.stars, row.solved) for row in rows]


async def state(gateway: Running) -> State:
    return (await gateway.desk.conversation("web-a")).state
