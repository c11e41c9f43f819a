"""Photos of conversations: checked by what they are, stripped of metadata, readable only within their conversation.

Every picture is decoded and encoded anew, so that neither EXIF (places, names) nor anything hidden behind the
pixels is ever stored. Files lie in one folder; several gateways share it or mount the same volume.
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import re
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image, ImageOps

from handoff.errors import Invalid, NotFound, TooLarge, Unsupported

FILE_LIMIT = 5 * 1024 * 1024
# Checked from the header, before anything is decoded; a JPEG is decoded at a fraction of its size.
PIXEL_LIMITS = {"JPEG": 100_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
LONGEST_EDGE = 2560
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_ID = re.compile(r"[a-z2-7]{26}")
_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    id: str
    conversation: str
    media_type: str
    width: int
    height: int
    size: int


class FileStore:
    """Photos under one folder: `<id>` holds the bytes, `<id>.json` the owner and type."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._decoding = asyncio.Semaphore(2)  # a large picture takes hundreds of MB while it is open

    async def save(self, conversation: str, data: bytes) -> StoredFile:
        """Durably stored. Raises: TooLarge, Unsupported (no jpeg/png/webp), Invalid (damaged, too many pixels)."""
        if len(data) > FILE_LIMIT:
            raise TooLarge("file_too_large", "A picture may have at most 5 MB; send a smaller one.", "file")
        async with self._decoding:
            return await asyncio.to_thread(self._save, conversation, data)

    async def describe(self, conversation: str, file: str) -> StoredFile:
        """Raises: NotFound, the same for an unknown file and one of another conversation."""
        return await asyncio.to_thread(self._describe, conversation, file)

    async def read(self, conversation: str, file: str) -> tuple[StoredFile, bytes]:
        """Raises: NotFound, the same for an unknown file and one of another conversation."""
        stored = await self.describe(conversation, file)
        return stored, await asyncio.to_thread(self._path(file).read_bytes)

    def _save(self, conversation: str, data: bytes) -> StoredFile:
        media_type, clean, (width, height) = _cleaned(data)
        stored = StoredFile(
            id=_new_id(),
            conversation=conversation,
            media_type=media_type,
            width=width,
            height=height,
            size=len(clean),
        )
        path = self._path(stored.id)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, clean)
        _write(path.with_suffix(".json"), json.dumps({"v": _VERSION, **asdict(stored)}).encode())
        return stored

    def _describe(self, conversation: str, file: str) -> StoredFile:
        unknown = NotFound("unknown_file", "There is no such file in this conversation.", "file")
        if not _ID.fullmatch(file):
            raise unknown
        try:
            fields = json.loads(self._path(file).with_suffix(".json").read_bytes())
        except FileNotFoundError:
            raise unknown from None
        fields.pop("v")
        stored = StoredFile(**fields)
        if stored.conversation != conversation:
            raise unknown
        return stored

    def _path(self, file: str) -> Path:
        return self.folder / file[:2] / file


def _new_id() -> str:
    return "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(26))


def _write(path: Path, data: bytes) -> None:
    """All or nothing, also when the machine stops in between."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _cleaned(data: bytes) -> tuple[str, bytes, tuple[int, int]]:
    unsupported = Unsupported("unsupported_file", "Only JPEG, PNG and WebP pictures can be sent.", "file")
    try:
        image = Image.open(io.BytesIO(data), formats=tuple(MEDIA_TYPES))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Exception:  # Pillow's readers raise nearly anything on a forged header
        raise unsupported from None
    kind = str(image.format)
    if image.width * image.height > PIXEL_LIMITS[kind]:
        raise _too_many_pixels()
    try:
        encoded, size = _encoded(image, kind)
    except Exception:
        raise Invalid("damaged_file", "The picture is damaged; take or export it again.", "file") from None
    return MEDIA_TYPES[kind], encoded, size


def _too_many_pixels() -> Invalid:
    return Invalid("too_many_pixels", "The picture has too many pixels; send a smaller one.", "file")


def _encoded(image: Image.Image, kind: str) -> tuple[bytes, tuple[int, int]]:
    if kind == "JPEG":  # decodes at a fraction of the size where the result is scaled down anyway
        image.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
    image.load()
    upright = ImageOps.exif_transpose(image)
    transparent = kind != "JPEG" and (upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info)
    pixels = upright.convert("RGBA" if transparent else "RGB")
    pixels.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    bare = Image.frombytes(
        pixels.mode, pixels.size, pixels.tobytes()
    )  # a copy that has pixels and nothing else
    out = io.BytesIO()
    if kind == "PNG":
        bare.save(out, "PNG", optimize=False)
    else:
        bare.save(out, kind, quality=85)
    return out.getvalue(), bare.size
