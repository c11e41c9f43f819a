"""What the customer's side of the HTTP contract takes and gives."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError

LONGEST_TEXT = 4096
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

ClientMessageId = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,64}$")]
OpaqueId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:-]{1,64}$")]
EntryId = Annotated[str, StringConstraints(pattern=r"^\d{1,18}(-\d{1,18})?$")]


class NewSession(BaseModel):
    language: Annotated[str, StringConstraints(max_length=35)] | None = Field(
        None, description="BCP 47, as the page has it; decides the language until the customer writes"
    )
    identity: Annotated[str, StringConstraints(max_length=4096)] | None = Field(
        None, description="JWT (HS256; `sub`, `aud` = frontdesk, `exp`) signed by the shop"
    )


class Session(BaseModel):
    session: str
    token: str


class NewMessage(BaseModel):
    """Exactly one of `text`, `choice`, `file`. The first body under a client id counts; repeats get its answer."""

    client_message_id: ClientMessageId
    text: str | None = None
    choice: OpaqueId | None = Field(None, description="id of a choice that was offered in this conversation")
    file: OpaqueId | None = Field(None, description="id that `POST /api/chat/files` gave")

    @field_validator("text")
    @classmethod
    def _readable(cls, text: str | None) -> str | None:
        if text is None:
            return None
        if "\0" in text:
            raise PydanticCustomError("nul", "A text cannot hold NUL characters")
        clean = _CONTROLS.sub(" ", text).strip()
        if not any(unicodedata.category(character)[0] not in "ZC" for character in clean):
            raise PydanticCustomError("empty", "A text needs at least one visible character")
        if len(clean) > LONGEST_TEXT:
            raise PydanticCustomError("too_long", "A text may have at most 4096 characters")
        return clean

    @model_validator(mode="after")
    def _one_content(self) -> NewMessage:
        if sum(part is not None for part in (self.text, self.choice, self.file)) != 1:
            raise PydanticCustomError("one_of", "Send exactly one of text, choice and file")
        return self


class Taken(BaseModel):
    id: str


class Stored(BaseModel):
    file: str
    width: int
    height: int


class Choice(BaseModel):
    id: str
    title: str


class Message(BaseModel):
    id: str
    sender: Literal["customer", "bot", "agent", "system"] = Field(alias="from")
    text: str
    at_ms: int
    choices: list[Choice] | None = None
    card: dict[str, Any] | None = None
    file: str | None = None
    agent: dict[str, str] | None = Field(None, description="`name` of the person who wrote it")
    client_message_id: str | None = Field(None, description="of the customer's own messages")


class Messages(BaseModel):
    """`owner`: who answers now; `position`: 1 = next, while `owner` is queue."""

    owner: Literal["bot", "queue", "human", "rating", "closed"]
    messages: list[Message]
    agent: dict[str, str] | None = None
    position: int | None = None


def language_of(tag: str | None) -> str:
    """One of our three from a BCP 47 tag; Simplified Chinese when it says nothing we know."""
    parts = (tag or "").lower().replace("_", "-").split("-")
    if parts[0] == "en":
        return "en"
    if parts[0] in {"zh", "yue"} and {"hant", "tw", "hk", "mo", "yue"} & set(parts):
        return "zh-Hant"
    return "zh-Hans"
