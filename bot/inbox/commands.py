"""Words that begin with a slash are meant for the program, not for a conversation: `/help`, Telegram's `/start`. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

HELP = "help"
# What the channel's menu offers; anything else is answered with what can be done, never guessed at.
COMMANDS: Mapping[str, Mapping[str, Any]] = {
    "start": {"intent": "greet"},
    HELP: {"command": HELP},
    "human": {"intent": "ask_human"},
}
_COMMAND = re.compile(r"/([a-z]\w{0,31})(?:@\w+)?(?:[\s{].*)?", re.IGNORECASE | re.ASCII | re.DOTALL)


def name_of(text: str) -> str | None:
    """The command's name; None for what is none."""
    found = _COMMAND.fullmatch(text.strip())
    return found[1].lower() if found else None


def commanded(text: str) -> Mapping[str, Any] | None:
    """The payload that the command stands for, as of a pressed button; None for what is no command."""
    name = name_of(text)
    return None if name is None else COMMANDS.get(name, COMMANDS[HELP])
