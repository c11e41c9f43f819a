"""Photos over HTTP."""

import io

import httpx
import pytest
from PIL import Image

from tests.bot.channels.webchat.conftest import NewVisitor, Visitor


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "orange").save(out, kind)
    return out.getvalue()


async def upload(visitor: Visitor, data: bytes, name: str = "a.png") -> httpx.Response:
    return await visitor.http.post("/api/chat/files", files={"file": (name, data)}, headers=visitor.headers)


async def test_a_photo_goes_up_into_a_message_and_down_again(visitor: Visitor) -> None:
    stored = await upload(visitor, picture("JPEG"), "virus.exe")
    sent = await visitor.send(client_message_id="p1", file=stored.json()["file"])
    message = (await visitor.receive()).json()["messages"][0]
    fetched = await visitor.http.get(f"/api/chat/files/{message['file']}", headers=visitor.headers)
    assert (stored.status_code, sent.status_code, fetched.status_code) == (201, 202, 200)
    assert fetched.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(fetched.content)).size == (40, 30)


async def test_the_bare_body_is_taken_too(visitor: Visitor) -> None:
    headers = visitor.headers | {"Content-Type": "image/webp"}
    answer = await visitor.http.post("/api/chat/files", content=picture("WEBP"), headers=headers)
    assert answer.status_code == 201


async def test_a_photo_is_seen_in_its_own_conversation_only(
    visitor: Visitor, new_visitor: NewVisitor
) -> None:
    file = (await upload(visitor, picture())).json()["file"]
    other = await new_visitor()
    fetched = await other.http.get(f"/api/chat/files/{file}", headers=other.headers)
    sent = await other.send(client_message_id="p1", file=file)
    nobody = await other.http.get(f"/api/chat/files/{file}")
    assert (fetched.status_code, sent.status_code, nobody.status_code) == (404, 404, 401)


async def test_more_than_five_megabytes_are_refused(visitor: Visitor) -> None:
    slightly = await upload(visitor, picture() + b"\0" * (5 * 1024 * 1024))
    far = await upload(visitor, b"\0" * 9_000_000)
    assert [(a.status_code, a.json()["code"]) for a in (slightly, far)] == [
        (413, "file_too_large"),
        (413, "too_large"),
    ]


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b"x"),
        (
            "multipart/form-data; boundary=b",
            b"--b\r\nContent-Disposition: form-data; name=other\r\n\r\nx\r\n--b--\r\n",
        ),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--b--\r\n',
        ),
        (
            "multipart/form-data; boundary=b; charset=nonsense",
            b"--b\r\nContent-Disposition: form-data; name=f\r\n\r\n",
        ),
        ("multipart/form-data; boundary=" + "b" * 300, b"--b"),
        ("multipart/mixed; boundary=b", b"--b--"),
        ("image/png", b""),
        ("image/png", b"GIF89a" + b"\0" * 50),
        ("text/html", b"<script>alert(1)</script>"),
        ("image/png", picture()[:60]),
    ],
)
async def test_what_is_no_photo_is_refused(visitor: Visitor, content_type: str, body: bytes) -> None:
    headers = visitor.headers | {"Content-Type": content_type}
    answer = await visitor.http.post("/api/chat/files", content=body, headers=headers)
    assert answer.status_code in (400, 415, 422)
    assert {"code", "error"} <= set(answer.json())


async def test_the_address_of_a_photo_leads_nowhere_else(visitor: Visitor) -> None:
    for file in ("../settings", "..%2f..%2fsettings", "%00", "A" * 26, "a" * 200):
        answer = await visitor.http.get(f"/api/chat/files/{file}", headers=visitor.headers)
        assert answer.status_code in (404, 405, 422)
