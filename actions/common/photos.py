"""Photos of the goods: kept whenever they come, asked for once."""

from __future__ import annotations

import re

from actions.core import words
from actions.core.form.fields import Field
from actions.core.reply import Choice
from actions.core.turn import Turn
from actions.core.visit import Visit


class PhotoKeeper(Field):
    """Keeps every photo that comes while the task is open, whatever was asked for."""

    slot = "photos"

    def filled(self, visit: Visit) -> bool:
        return True

    async def begin(self, visit: Visit) -> None:
        await self.correct(visit)

    async def correct(self, visit: Visit) -> bool:
        if not visit.turn.files:
            return False
        visit.put(self.slot, [*(visit.get(self.slot) or ()), *visit.turn.files])
        return True

    async def take(self, visit: Visit) -> bool:
        return False

    async def ask(self, visit: Visit) -> None:
        raise NotImplementedError("photos are asked for by PhotoField")


class PhotoField(Field):
    """Asks for photos of the goods; whoever has none says so or presses the button. Used beside a PhotoKeeper."""

    slot = "photos"

    async def take(self, visit: Visit) -> bool:
        if self.asked(visit) and declines(visit.turn):
            visit.put(self.slot, [])
            return True
        return False

    async def ask(self, visit: Visit) -> None:
        visit.reply.say("ask_photo", choices=[Choice("button_no_photo", "inform", {"option": "skip"})])


def declines(turn: Turn) -> bool:
    """Has no photo, or does not want to send one."""
    skips = turn.first("option") == "skip" or words.says_no(turn)
    return skips or _NO_PHOTO.search(turn.text) is not None


_NO_PHOTO = re.compile(
    r"没有?(照片|图|拍)|沒有?(照片|圖|拍)|跳过|跳過|拍不了|skip|no (photo|picture)|don't have", re.IGNORECASE
)
