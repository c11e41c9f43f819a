"""A customer's conversation as channels use it: opened, written to once, read in the reader's language."""

from __future__ import annotations

import re
from typing import Any

from handoff.errors import Invalid
from handoff.model import Accepted, Conversation, Entry, Inbound
from handoff.store.feed import Feed
from handoff.store.store import Store
from handoff.store.views import for_agent, for_customer, worded
from handoff.wording.texts import Texts

_ENTRY_ID = re.compile(r"\d{1,15}-\d{1,15}")


class Conversations:
    """The customer's side of one queue domain. `now_ms` is always the caller's clock."""

    def __init__(self, store: Store, texts: Texts) -> None:
        self.store = store
        self.texts = texts
        self.feed = Feed(store)

    async def open_conversation(
        self,
        *,
        id: str,
        channel: str,
        client: str,
        language: str,
        customer: str | None,
        now_ms: int,
    ) -> Conversation:
        """The conversation, made when new. `customer` is a signed identity, never what somebody typed."""
        fields = {"channel": channel, "client": client, "language": language}
        if customer:
            fields |= {"customer": customer, "level": "signed"}
        return await self.store.open(id, fields, now_ms=now_ms)

    async def conversation(self, id: str) -> Conversation:
        """Raises NotFound."""
        return await self.store.conversation(id)

    async def accept(self, message: Inbound) -> Accepted:
        """Takes a customer's message durably and once. Raises NotFound, Unavailable, Invalid."""
        title = await self._offered(message) if message.choice is not None else None
        return await self.store.accept(message, message.sent_ms, title=title)

    async def _offered(self, message: Inbound) -> str:
        """What stands on the pressed button."""
        entry_id, _, number = str(message.choice).rpartition(":")
        offered = await self.entry(message.conversation, entry_id) if number.isdigit() else None
        if offered is not None:
            c = await self.store.conversation(message.conversation)
            shown = worded({**offered, "choices": self.choices_of(offered)}, c.language, self.texts)
            for choice in shown["choices"]:
                if choice["id"] == message.choice:
                    return str(choice["title"])
        raise Invalid(
            "no_such_choice", f"'{message.choice}' was not offered in this conversation; reload it.", "choice"
        )

    async def entry(self, id: str, entry_id: str) -> Entry | None:
        """One entry as stored; None for what is no id of this log."""
        if not _ENTRY_ID.fullmatch(entry_id):
            return None
        found = await self.store.entries_between(id, entry_id, entry_id)
        return found[0] if found else None

    @staticmethod
    def choices_of(entry: Entry) -> list[dict[str, Any]]:
        """An entry's choices with ids that are unique in the conversation."""
        return [{**c, "id": f"{entry['id']}:{n}"} for n, c in enumerate(entry.get("choices", []))]

    async def entries(
        self,
        id: str,
        *,
        after: str = "0",
        limit: int = 200,
        private: bool = False,
        language: str | None = None,
    ) -> list[Entry]:
        """Entries after an id, in log order; only what the customer may see unless `private`."""
        conversation = await self.store.conversation(id)
        language = language or conversation.language
        shown: list[Entry] = []
        while not shown:
            page = await self.store.entries(id, after=after, limit=limit)
            if not page:
                break
            seen = (self.shown(entry, language, private=private) for entry in page)
            shown += [entry for entry in seen if entry]
            after = page[-1]["id"]
        return shown

    def shown(self, entry: Entry, language: str, *, private: bool = False) -> Entry | None:
        """A stored entry as its reader sees it; None when it is not the customer's business."""
        full = entry | ({"choices": self.choices_of(entry)} if entry.get("choices") else {})
        return for_agent(full, language, self.texts) if private else for_customer(full, language, self.texts)

    async def wait_for(self, id: str, after: str, timeout_s: float) -> None:
        """Returns when something newer than `after` may be there, or after the time."""
        if not await self.store.entries(id, after=after, limit=1):
            await self.feed.wait_for(id, timeout_s)

    async def typing(self, id: str, who: str, now_ms: int) -> None:
        """Tells those who watch that `who` (customer or agent) is typing; kept nowhere."""
        await self.store.announce({"conversation": id, "kind": "typing", "who": who, "at_ms": str(now_ms)})
