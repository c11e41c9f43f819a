"""Photos in their folder."""

import io
import stat
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from bot.files import LONGEST_EDGE, FileStore
from handoff.errors import FrontdeskError, Invalid, NotFound, TooLarge, Unsupported


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


async def test_a_photo_keeps_neither_place_nor_camera(store: FileStore) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    stored = await store.save(
        "web-a", encoded(Image.new("RGB", (8, 8)), "JPEG", exif=exif, comment=b"home address")
    )
    _, data = await store.read("web-a", stored.id)
    assert not dict(Image.open(io.BytesIO(data)).getexif())
    assert b"SecretCamera" not in data
    assert b"home address" not in data


async def test_what_is_hidden_behind_the_pixels_is_gone(store: FileStore) -> None:
    stored = await store.save("web-a", encoded(Image.new("RGB", (8, 8)), "PNG") + b"<?php hidden ?>")
    _, data = await store.read("web-a", stored.id)
    assert b"hidden" not in data


async def test_a_photo_taken_sideways_stands_upright(store: FileStore) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    stored = await store.save("web-a", encoded(Image.new("RGB", (20, 10)), "JPEG", exif=exif))
    assert (stored.width, stored.height) == (10, 20)


async def test_transparency_stays(store: FileStore) -> None:
    stored = await store.save("web-a", encoded(Image.new("RGBA", (4, 4), (255, 0, 0, 0)), "PNG"))
    _, data = await store.read("web-a", stored.id)
    assert Image.open(io.BytesIO(data)).getpixel((0, 0)) == (255, 0, 0, 0)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16"])
async def test_every_kind_of_pixels_is_taken(store: FileStore, mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    stored = await store.save("web-a", encoded(Image.new(mode, (6, 6)), kind))
    assert (stored.width, stored.height) == (6, 6)


async def test_a_large_photo_is_made_smaller(store: FileStore) -> None:
    stored = await store.save("web-a", encoded(Image.new("RGB", (6000, 3000)), "JPEG"))
    assert (stored.width, stored.height) == (LONGEST_EDGE, LONGEST_EDGE // 2)


async def test_an_animation_becomes_its_first_picture(store: FileStore) -> None:
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "blue")]
    data = encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    _, kept = await store.read("web-a", (await store.save("web-a", data)).id)
    assert getattr(Image.open(io.BytesIO(kept)), "n_frames", 1) == 1


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be enormous."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "refusal", "code"),
    [
        (b"", Unsupported, "unsupported_file"),
        (b"hello", Unsupported, "unsupported_file"),
        (encoded(Image.new("RGB", (8, 8)), "GIF"), Unsupported, "unsupported_file"),
        (encoded(Image.new("RGB", (8, 8)), "BMP"), Unsupported, "unsupported_file"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Unsupported, "unsupported_file"),
        (encoded(Image.new("RGB", (80, 80)), "JPEG")[:-300], Invalid, "damaged_file"),
        (bomb(6000, 6000), Invalid, "too_many_pixels"),
        (bomb(12_000, 12_000), Invalid, "too_many_pixels"),
        (bomb(60_000, 60_000), Invalid, "too_many_pixels"),
        (b"\xff\xd8\xff" + b"\0" * (5 * 1024 * 1024), TooLarge, "file_too_large"),
    ],
)
async def test_what_cannot_be_kept_is_refused(
    store: FileStore, data: bytes, refusal: type[FrontdeskError], code: str
) -> None:
    with pytest.raises(refusal) as refused:
        await store.save("web-a", data)
    assert refused.value.code == code
    assert not [path for path in store.folder.rglob("*") if path.is_file()]


async def test_a_photo_of_another_conversation_is_unknown(store: FileStore) -> None:
    stored = await store.save("web-a", encoded(Image.new("RGB", (8, 8)), "PNG"))
    with pytest.raises(NotFound) as theirs:
        await store.read("web-b", stored.id)
    with pytest.raises(NotFound) as none:
        await store.read("web-a", "a" * 26)
    assert (theirs.value.code, theirs.value.message) == (none.value.code, none.value.message)


async def test_only_the_service_can_read_the_folder(store: FileStore) -> None:
    stored = await store.save("web-a", encoded(Image.new("RGB", (8, 8)), "PNG"))
    path = next(store.folder.rglob(stored.id))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
