"""What the console may send: every field bounded, nothing unknown accepted."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

FAR_FUTURE_MS = 4_102_444_800_000  # 2100-01-01


def _clean(text: str) -> str:
    """Stripped, composed, without control characters: U+0000 breaks PostgreSQL, others break screens."""
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", kept).strip()


def _not_empty(text: str) -> str:
    if all(unicodedata.category(c)[0] in "CZ" for c in text):  # marks of direction alone are nothing to read
        raise ValueError("the text is empty")
    return text


Said = Annotated[str, Field(max_length=4000), AfterValidator(_clean), AfterValidator(_not_empty)]
Note = Annotated[str, Field(max_length=2000), AfterValidator(_clean)]
ClientId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,80}$")]


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Login(Form):
    user: Annotated[str, Field(min_length=1, max_length=64)]
    password: Annotated[str, Field(min_length=1, max_length=200)]


class PresenceChange(Form):
    state: Literal["online", "away", "wrap_up", "offline"]
    reason: Annotated[str, Field(max_length=80), AfterValidator(_clean)] = ""


class Message(Form):
    """A text, a photo or both; the same `client_message_id` is one message however often it is sent."""

    client_message_id: ClientId
    text: Said | None = None
    file: Id | None = None

    @model_validator(mode="after")
    def _something(self) -> Message:
        if self.text is None and self.file is None:
            raise ValueError("a message needs a text or a file")
        return self


class NoteForm(Form):
    client_message_id: ClientId
    text: Said


class Transfer(Form):
    """To one agent or to a skill."""

    agent: Id | None = None
    skill: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    note: Note = ""

    @model_validator(mode="after")
    def _one_way(self) -> Transfer:
        if (self.agent is None) == (self.skill is None):
            raise ValueError("name an agent or a skill to transfer to, not both")
        return self


class Park(Form):
    """Until the customer writes, or until a time if that is earlier."""

    until_ms: Annotated[int, Field(gt=0, lt=FAR_FUTURE_MS)] | None = None
    note: Note = ""


class Resolve(Form):
    category: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
    outcome: Literal["solved", "promised", "unsolved"]
    note: Note = ""


class ReturnToBot(Form):
    note: Note = ""


class TicketDone(Form):
    """Says how it was settled: whoever looks later has nothing else."""

    note: Annotated[str, Field(max_length=2000), AfterValidator(_clean), AfterValidator(_not_empty)]
