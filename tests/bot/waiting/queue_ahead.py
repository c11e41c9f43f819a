"""The queue around a waiting customer, for tests of what is said to it."""

from handoff.model import Conversation
from tests.bot.running import Running
from tests.bot.settling import now
from tests.handoff.build import WANG, queued

MINUTE_MS = 60_000


async def online_with(gateway: Running, ahead: int, *, minutes: int = 1, queue_class: int = 2) -> None:
    """An agent, and so many others who wait since so many minutes."""
    await gateway.desk.set_presence(WANG, "online", "", now())
    for n in range(ahead):
        since = now() - minutes * MINUTE_MS
        await queued(gateway.desk, f"web-ahead{n}", now_ms=since, queue_class=queue_class)


async def conversation(gateway: Running) -> Conversation:
    return await gateway.desk.conversation("web-a")
