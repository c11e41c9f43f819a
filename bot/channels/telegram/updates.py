"""Updates as Telegram gives them: each is read by itself, so that one that cannot be read stops no other."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Bot, Update
from telegram.ext import ExtBot

log = logging.getLogger(__name__)

KINDS = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY]
ANSWER_S = 10.0  # beyond the time that Telegram was asked to wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """`update` is None for what cannot be read: the library refuses a field that it does not know."""

    id: int
    update: Update | None


class UpdatesBot(ExtBot[Any]):
    """The library's client, whose own `get_updates` reads all updates or none."""

    async def updates_after(self, offset: int, wait_s: float) -> list[Given]:
        """The next updates, 100 at most. Raises TelegramError."""
        asked = {"offset": offset, "timeout": wait_s, "allowed_updates": KINDS}
        raw: Any = await self._post("getUpdates", asked, read_timeout=wait_s + ANSWER_S)
        return [_given(one, self) for one in _with_ids(raw)]


def _with_ids(raw: Any) -> Sequence[dict[str, Any]]:
    return [one for one in raw or () if isinstance(one, dict) and isinstance(one.get("update_id"), int)]


def _given(raw: dict[str, Any], bot: Bot) -> Given:
    try:
        return Given(id=raw["update_id"], update=Update.de_json(raw, bot))
    except Exception as error:  # whatever the library raises for an object of another version
        kinds = ", ".join(sorted(name for name in raw if name != "update_id"))
        log.warning("update %d (%s) cannot be read: %s", raw["update_id"], kinds, type(error).__name__)
        return Given(id=raw["update_id"], update=None)
