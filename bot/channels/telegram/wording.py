"""An entry of the log as Telegram shows it: plain text, pieces of the length it allows, buttons. Pure."""

from __future__ import annotations

from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from handoff.model import Entry
from handoff.wording.texts import Texts

TEXT_MAX = 4_096
CAPTION_MAX = 1_024


def pieces_of(text: str, *, photo: bool) -> tuple[str | None, list[str]]:
    """The photo's caption, and the messages that follow it. A text too long for a caption comes whole after the photo."""
    if photo and len(text) <= CAPTION_MAX:
        return text or None, []
    pieces = []
    while text:
        end = len(text) if len(text) <= TEXT_MAX else _last_break(text[:TEXT_MAX])
        pieces.append(text[:end])
        text = text[end:].lstrip("\n")
    return None, pieces


def _last_break(text: str) -> int:
    """Where to part a long text: at the end of a line or a word, if there is one not too far back."""
    at = max(text.rfind("\n"), text.rfind(" "))
    return at if at > len(text) // 2 else len(text)


def markup_of(entry: Entry, language: str, texts: Texts) -> Any:
    """Choices under the message, a button that shares the number, or nothing below the field when a person writes."""
    if entry.get("choices"):
        rows = [[InlineKeyboardButton(c["title"], callback_data=c["id"])] for c in entry["choices"]]
        return InlineKeyboardMarkup(rows)
    if entry.get("request") == "contact":
        button = KeyboardButton(texts.say("telegram_share_contact", language), request_contact=True)
        return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
    return ReplyKeyboardRemove() if entry.get("agent") else None


def text_of(entry: Entry) -> str:
    """An entry as plain text: who speaks when it is a person, the text, then the card's lines."""
    agent = (entry.get("agent") or {}).get("name")
    text = entry.get("text") or ""
    parts = [f"{agent}：{text}" if agent and entry["from"] == "agent" and text else text]
    card = entry.get("card")
    if card:
        parts += _card_lines(card)
    return "\n".join(part for part in parts if part)


def _card_lines(card: dict[str, Any]) -> list[str]:
    title = " · ".join(str(card[name]) for name in ("title", "state") if card.get(name))
    lines = [f"▪ {title}", *(str(line) for line in card.get("lines", ()))]
    return [*lines, *(line for item in card.get("items", ()) for line in _card_lines(item))]
