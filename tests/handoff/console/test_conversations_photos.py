"""Photos that an agent sends and sees."""

import io

import httpx
from PIL import Image

from tests.handoff.console.conversations import WEB_A, a_message, audited, held
from tests.handoff.console.world import World

WEB_B = "/api/conversations/web-b"


def a_picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out.getvalue()


async def test_photo_is_uploaded_sent_and_seen_by_its_people_only(
    world: World, holder: httpx.AsyncClient
) -> None:
    other = await held(world, "web-b", "li")
    stored = await holder.post(f"{WEB_A}/files", files={"file": a_picture()})
    assert stored.status_code == 201
    file = stored.json()["file"]
    sent = await holder.post(f"{WEB_A}/messages", json=a_message(text=None, file=file))
    assert sent.status_code == 200
    seen = await holder.get(f"{WEB_A}/files/{file}")
    assert (seen.headers["content-type"], seen.status_code) == ("image/png", 200)
    assert (await other.get(f"{WEB_A}/files/{file}")).status_code == 403
    assert (await other.get(f"{WEB_B}/files/{file}")).status_code == 404
    stolen = await other.post(f"{WEB_B}/messages", json=a_message(file=file))
    assert stolen.status_code == 404
    assert ("view_photo", "小王") in await audited(world)


async def test_file_that_is_no_photo_is_refused(world: World, holder: httpx.AsyncClient) -> None:
    other = await world.agent("li")
    path = f"{WEB_A}/files"
    assert (await holder.post(path, files={"file": b"<svg onload=alert(1)>"})).status_code == 415
    assert (await holder.post(path, files={"file": b"x" * (5 * 1024 * 1024 + 1)})).status_code == 413
    assert (await holder.post(path)).status_code == 422
    assert (await other.post(path, files={"file": a_picture()})).status_code == 403
