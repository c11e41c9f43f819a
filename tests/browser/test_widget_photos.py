"""Photos in the chat."""

import base64
import io

import pytest
from PIL import Image
from playwright.async_api import FilePayload, expect

from handoff.model import Draft
from tests.browser.visiting import Visit
from tests.conftest import servers

pytestmark = pytest.mark.parametrize("redis_url", list(servers())[:1], indirect=True)


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(out, kind)
    return out.getvalue()


def chosen(data: bytes, name: str = "a.png", kind: str = "image/png") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": data}


async def choose(visit: Visit, file: FilePayload) -> None:
    await visit.widget.locator("input[type=file]").set_input_files(file)


async def sent_photo(visit: Visit) -> Image.Image:
    """The photo as the server keeps it, once it is there."""
    await expect(visit.widget.locator(".state")).to_have_text(["已发送"])
    conversation = await visit.conversation()
    entry = next(e for e in await visit.site.desk.entries(conversation) if e.get("file"))
    _, data = await visit.site.gateway.files.read(conversation, entry["file"])
    return Image.open(io.BytesIO(data))


async def test_a_photo_is_previewed_sent_with_its_text_and_seen_again(visit: Visit) -> None:
    await choose(visit, chosen(picture()))
    await expect(visit.widget.locator(".preview img")).to_be_visible()
    await visit.write("杯子碎了")
    await expect(visit.widget.locator(".photo img")).to_be_visible()
    assert (await sent_photo(visit)).size == (60, 40)
    assert await visit.logged() == ["", "杯子碎了"]
    await visit.page.reload()
    await visit.bubble.click()
    await expect(visit.widget.locator(".photo img")).to_be_visible()
    await visit.widget.locator(".photo").click()
    await expect(visit.widget.locator("dialog img")).to_be_visible()
    await visit.page.keyboard.press("Escape")
    await expect(visit.panel).to_be_visible()


async def test_the_end_stays_in_sight_when_photos_and_banners_come(visit: Visit) -> None:
    conversation = await visit.conversation()
    for n in range(14):
        await visit.site.say(conversation, Draft(sender="bot", text=f"第 {n} 句"))
    await expect(visit.row("第 13 句")).to_be_in_viewport()
    stored = await visit.site.gateway.files.save(conversation, picture("PNG", (300, 300)))
    await visit.site.say(conversation, Draft(sender="agent", text="看这里", data={"file": stored.id}))
    await expect(visit.widget.locator(".photo img")).to_be_visible()
    await visit.page.context.set_offline(True)
    await expect(visit.banner).to_be_visible()
    await expect(visit.row("看这里")).to_be_in_viewport(ratio=1)


async def test_a_photo_of_many_megabytes_is_made_smaller_first(visit: Visit) -> None:
    large = picture("PNG", (2600, 1300))
    assert len(large) > 5 * 1024 * 1024 / 2
    await choose(visit, chosen(large))
    await visit.widget.locator(".send").click()
    assert (await sent_photo(visit)).size == (2048, 1024)


@pytest.mark.parametrize(
    ("file", "notice"),
    [
        (chosen(b"hello", "a.txt", "text/plain"), "只能发送"),
        (chosen(b"no picture at all", "a.png"), "只能发送"),
        (chosen(b"\xff\xd8\xff" + b"\0" * (5 * 1024 * 1024), "a.jpg", "image/jpeg"), "超过 5 MB"),
    ],
)
async def test_what_is_no_photo_is_refused_before_it_is_sent(
    visit: Visit, file: FilePayload, notice: str
) -> None:
    await choose(visit, file)
    await expect(visit.widget.get_by_role("alert")).to_contain_text(notice)
    await expect(visit.widget.locator(".preview")).to_be_hidden()
    await expect(visit.widget.locator(".send")).to_be_disabled()


async def test_a_photo_can_be_pasted_and_taken_back(visit: Visit) -> None:
    encoded = base64.b64encode(picture()).decode()
    await visit.input.evaluate(
        """(input, encoded) => {
          const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File([bytes], "a.png", { type: "image/png" }));
          input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        encoded,
    )
    await expect(visit.widget.locator(".preview img")).to_be_visible()
    await visit.widget.get_by_role("button", name="移除图片").click()
    await expect(visit.widget.locator(".preview")).to_be_hidden()
    await expect(visit.widget.locator(".send")).to_be_disabled()


async def test_a_photo_chosen_offline_is_sent_when_the_network_is_back(visit: Visit) -> None:
    await visit.conversation()
    await visit.page.context.set_offline(True)
    await choose(visit, chosen(picture()))
    await visit.widget.locator(".send").click()
    await expect(visit.widget.locator(".state")).to_have_text(["等待网络"])
    await visit.page.context.set_offline(False)
    assert (await sent_photo(visit)).size == (60, 40)


async def test_a_photo_that_is_gone_is_said_to_be(visit: Visit) -> None:
    conversation = await visit.conversation()
    await visit.site.say(conversation, Draft(sender="agent", text="看这里", data={"file": "a" * 26}))
    await expect(visit.widget.locator(".photo")).to_have_text("图片暂时打不开")


async def test_what_follows_a_persons_photo_is_seen_too(visit: Visit) -> None:
    conversation = await visit.conversation()
    for n in range(14):
        await visit.site.say(conversation, Draft(sender="bot", text=f"第 {n} 句"))
    await expect(visit.row("第 13 句")).to_be_in_viewport()
    stored = await visit.site.gateway.files.save(conversation, picture("PNG", (900, 540)))
    by_person = {"file": stored.id, "agent": {"id": "1", "name": "小王"}}
    await visit.site.say(conversation, Draft(sender="agent", text="", data=by_person))
    await expect(visit.widget.locator(".photo img")).to_be_in_viewport(ratio=0.9)
    await visit.page.wait_for_timeout(300)
    choices = {"choices": [{"title": "解决了"}, {"title": "没有"}], "payloads": [{}, {}]}
    await visit.site.say(conversation, Draft(sender="system", text="解决了吗？", data=choices))
    await expect(visit.widget.get_by_role("button", name="没有")).to_be_in_viewport(ratio=1)


async def test_who_reads_further_up_is_left_there_and_told(visit: Visit) -> None:
    conversation = await visit.conversation()
    for n in range(14):
        await visit.site.say(conversation, Draft(sender="bot", text=f"第 {n} 句"))
    await expect(visit.row("第 13 句")).to_be_in_viewport()
    await visit.row("第 13 句").hover()
    await visit.page.mouse.wheel(0, -2000)
    await expect(visit.row("第 0 句")).to_be_in_viewport()
    stored = await visit.site.gateway.files.save(conversation, picture("PNG", (900, 540)))
    await visit.site.say(conversation, Draft(sender="agent", text="看这里", data={"file": stored.id}))
    await expect(visit.widget.locator(".newer")).to_be_visible()
    await expect(visit.row("第 0 句")).to_be_in_viewport()
