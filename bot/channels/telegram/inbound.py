"""What a Telegram update says, in our terms. Pure: SDK types end here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import Message, Update, User

from bot.inbox.commands import COMMANDS
from handoff.model import Inbound

TEXT_MAX = 4_096
CHANNEL = "telegram"
_MEDIA = (
    ("dice", "sticker"),
    ("poll", "file"),
    ("sticker", "sticker"),
    ("voice", "voice"),
    ("audio", "voice"),
    ("video", "video"),
    ("video_note", "video"),
    ("animation", "video"),
    ("location", "location"),
    ("document", "file"),
    ("contact", "contact"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Private:
    """A message of a private chat. `photo` is a Telegram file id that is still to be fetched."""

    chat: int
    user: int
    language: str
    photo: str | None
    callback: str | None
    message: Inbound


@dataclass(frozen=True, slots=True, kw_only=True)
class InGroup:
    """Somebody spoke to the bot in a group, where nothing of anybody is shown."""

    chat: int
    reply_to: int
    language: str


def read(update: Update, *, bot: str, now_ms: int) -> Private | InGroup | None:
    """The update as something to do; None for what is not for us (joins, channel posts, talk among others)."""
    if update.callback_query is not None:
        return _pressed(update, now_ms)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    if message.chat.type != "private":
        return None if update.edited_message else _spoken_to(message, bot)
    return _private(update, message, message.from_user, now_ms)


def conversation_id(chat: int) -> str:
    return f"{CHANNEL}-{chat}"


def language_of(user: User | None) -> str:
    """From the app's language; Chinese without a script is Simplified."""
    code = ((user.language_code if user else None) or "zh").lower()
    if not code.startswith("zh"):
        return "en"
    return "zh-Hant" if any(part in code for part in ("hant", "tw", "hk", "mo")) else "zh-Hans"


def _pressed(update: Update, now_ms: int) -> Private | None:
    query = update.callback_query
    if query is None or query.data is None or query.message is None or query.message.chat.type != "private":
        return None
    chat = query.message.chat.id
    return Private(
        chat=chat,
        user=query.from_user.id,
        language=language_of(query.from_user),
        photo=None,
        callback=query.id,
        message=_inbound(chat, f"press-{query.id}", now_ms, choice=query.data),
    )


def _private(update: Update, message: Message, user: User, now_ms: int) -> Private | None:
    language = language_of(user)
    text = (message.text or message.caption or "").strip()[:TEXT_MAX]
    photo = _photo(message)
    said: dict[str, str] = {"text": text} if text else {}
    if message.contact is not None and message.contact.user_id == user.id:
        said["contact_phone"] = message.contact.phone_number
    elif photo is None and (media := _media(message)):
        said["media"] = media
    if not said and photo is None:
        return None
    if update.edited_message is None:
        id = f"message-{message.message_id}"
    elif text:
        id = f"edit-{message.message_id}-{update.update_id}"
    else:
        return None  # a live position moves
    return Private(
        chat=message.chat.id,
        user=user.id,
        language=language,
        photo=photo,
        callback=None,
        message=_inbound(message.chat.id, id, now_ms, **said),
    )


def _inbound(chat: int, id: str, now_ms: int, **said: str) -> Inbound:
    """`id` tells an update that is given twice, and which message another one replaces (`bot.inbox.edits`)."""
    return Inbound(conversation=conversation_id(chat), client_message_id=id, sent_ms=now_ms, **said)


def _media(message: Message) -> str | None:
    return next((ours for theirs, ours in _MEDIA if getattr(message, theirs)), None)


def _photo(message: Message) -> str | None:
    if message.photo:
        return str(message.photo[-1].file_id)
    document = message.document
    is_image = document is not None and (document.mime_type or "").startswith("image/")
    return str(document.file_id) if document and is_image else None


def _spoken_to(message: Message, bot: str) -> InGroup | None:
    text = message.text or message.caption or ""
    replied = message.reply_to_message is not None and message.reply_to_message.from_user is not None
    to_us = replied and (message.reply_to_message.from_user.username or "") == bot  # type: ignore[union-attr]
    if not to_us and not _names(text, bot):
        return None
    return InGroup(chat=message.chat.id, reply_to=message.message_id, language=language_of(message.from_user))


def _names(text: str, bot: str) -> bool:
    """Whether the bot is mentioned, or one of its commands is given to nobody else."""
    command = re.match(r"/(\w+)(@\w+)?", text)
    if command and command[2] is None:
        return command[1].lower() in COMMANDS
    return re.search(rf"@{re.escape(bot)}(?!\w)", text, re.IGNORECASE) is not None
