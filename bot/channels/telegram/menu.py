"""The menu of commands beside the message field, in the customer's language."""

from __future__ import annotations

import logging

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.channels.telegram.inbound import Private
from bot.inbox.commands import COMMANDS, name_of
from handoff.wording.texts import Texts

log = logging.getLogger(__name__)

# Telegram tells languages by two letters: Traditional Chinese is set for the chat of who uses it.
_FOR_ALL = {"en": None, "zh-Hans": "zh"}
_FOR_CHAT = "zh-Hant"


async def offer_menu(bot: Bot, texts: Texts) -> None:
    """For everybody. Without it all works the same, so a refusal is only noted."""
    try:
        for language, code in _FOR_ALL.items():
            await bot.set_my_commands(_commands(texts, language), language_code=code)
    except TelegramError as error:
        log.warning("the menu of commands is not set: %s", type(error).__name__)


async def offer_menu_to(bot: Bot, texts: Texts, found: Private) -> None:
    """For one chat, when it begins, where the language cannot be told by two letters."""
    if found.language != _FOR_CHAT or name_of(found.message.text or "") != "start":
        return
    try:
        await bot.set_my_commands(_commands(texts, _FOR_CHAT), scope=BotCommandScopeChat(found.chat))
    except TelegramError as error:
        log.info("the menu of a chat is not set: %s", type(error).__name__)


def _commands(texts: Texts, language: str) -> list[BotCommand]:
    return [BotCommand(name, texts.say(f"command_{name}", language)) for name in COMMANDS]
