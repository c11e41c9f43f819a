"""A conversation that waits for a person, that one has or has settled, and what is kept of it, for tests."""

import time

import sqlalchemy as sa

from handoff.archive import schema
from handoff.transitions import State
from tests.bot.running import Running
from tests.handoff.build import WANG


def now() -> int:
    return int(time.time() * 1000)


async def waits(gateway: Running, text: str = "转人工", id: str = "web-a") -> None:
    """In the queue, nobody is online."""
    await gateway.say(text, id)
    await gateway.until_said("没有客服在线", id)


async def claimed(gateway: Running, told: str = "") -> None:
    """Claimed by 小王, who has said `told`."""
    await waits(gateway)
    await gateway.desk.claim("web-a", WANG, now())
    if told:
        await gateway.desk.say("web-a", WANG, text=told, client_message_id="k", now_ms=now())


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
