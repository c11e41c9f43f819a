"""Photos up and down, each within its own conversation."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from starlette.datastructures import UploadFile

from bot.channels.webchat.bodies import Stored
from bot.channels.webchat.context import ChatContext, Speaker
from bot.files import MEDIA_TYPES
from handoff.errors import Invalid

router = APIRouter()
_PHOTO: dict[str, Any] = {"type": "string", "format": "binary"}
_FORM = {"schema": {"type": "object", "required": ["file"], "properties": {"file": _PHOTO}}}
_UPLOAD = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": _FORM,
            **{kind: {"schema": _PHOTO} for kind in MEDIA_TYPES.values()},
        },
    }
}
_DOWNLOAD: dict[int | str, dict[str, Any]] = {
    200: {"content": {kind: {"schema": _PHOTO} for kind in MEDIA_TYPES.values()}}
}


@router.post("/files", status_code=201, summary="Upload a photo", openapi_extra=_UPLOAD)
async def upload_photo(request: Request, conversation: Speaker, chat: ChatContext) -> Stored:
    """JPEG, PNG or WebP up to 5 MB, as a form's `file` or as the bare body; what it is, its bytes say."""
    chat.limits.files.take(conversation)
    await chat.desk.conversation(conversation)
    data = await _photo_of(request)
    if not data:
        raise Invalid("empty_file", "The picture has no content; choose it again.", "file")
    stored = await chat.files.save(conversation, data)
    return Stored(file=stored.id, width=stored.width, height=stored.height)


@router.get("/files/{file}", response_class=Response, responses=_DOWNLOAD, summary="Fetch a photo")
async def fetch_photo(
    file: Annotated[str, Path(max_length=64)], conversation: Speaker, chat: ChatContext
) -> Response:
    stored, data = await chat.files.read(conversation, file)
    headers = {
        "Cache-Control": "private, max-age=86400, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(data, media_type=stored.media_type, headers=headers)


async def _photo_of(request: Request) -> bytes:
    if not request.headers.get("content-type", "").lower().startswith("multipart/"):
        return await request.body()
    try:
        async with request.form(max_files=1, max_fields=4) as form:
            part = form.get("file")
            if isinstance(part, UploadFile):
                return await part.read()
    except Exception as error:  # the parser raises many kinds for a broken form: charset, boundary, headers
        raise Invalid(
            "bad_form", "The form cannot be read; send it as multipart/form-data.", "file"
        ) from error
    raise Invalid("no_file", "The form has no part 'file' with a picture.", "file")
