"""What each side sees of a log entry. Notes, dialogue data and payloads never reach a customer."""

from __future__ import annotations

from typing import Any

from handoff.model import Entry
from handoff.wording.texts import Texts
from handoff.wording.times import is_moment, moment_text

_CUSTOMER_SEES = (
    "id",
    "from",
    "text",
    "choices",
    "card",
    "file",
    "agent",
    "at_ms",
    "media",
    "request",
    "client_message_id",
)
_AGENT_HIDDEN = ("payloads", "say", "say_lines", "client_message_id")


def worded(entry: Entry, language: str, texts: Texts) -> Entry:
    """The entry with its text in the reader's language."""
    seen = dict(entry)
    if entry.get("choices"):
        seen["choices"] = [
            {"id": c["id"], "title": texts.say(c["say"], language) if "say" in c else c["title"]}
            for c in entry["choices"]
        ]
    if said := entry.get("say"):
        values = {k: _value(v, language, texts) for k, v in said["values"].items()}
        seen["text"] = texts.say(said["key"], language, **values)
    return seen


def _value(value: Any, language: str, texts: Texts) -> Any:
    """A value that names a text itself ("@key"), or a moment, is worded too."""
    if is_moment(value):
        return moment_text(value, language)
    if isinstance(value, str) and value.startswith("@"):
        return texts.say(value[1:], language)
    return value


def for_customer(entry: Entry, language: str, texts: Texts) -> Entry | None:
    """The entry as the chat shows it; None when it is not the customer's business."""
    if entry["kind"] == "note":
        return None
    seen = worded(entry, language, texts)
    if entry["kind"] == "move" and not seen.get("text"):
        return None
    shown = {name: seen[name] for name in _CUSTOMER_SEES if name in seen}
    shown.setdefault("text", seen.get("title", ""))
    if entry["from"] != "customer":
        shown.pop("client_message_id", None)
    if "agent" in shown:
        shown["agent"] = {"name": shown["agent"]["name"]}
    return shown


def for_agent(entry: Entry, language: str, texts: Texts) -> Entry:
    """The entry as the console shows it, with what the assistant understood."""
    seen = worded(entry, language, texts)
    shown = {name: value for name, value in seen.items() if name not in _AGENT_HIDDEN}
    if "title" in shown:
        shown.setdefault("text", shown.pop("title"))
    return shown
