"""What one sees of conversations, masked or whole, and that the look is noted."""

import httpx

from handoff.model import Draft, Inbound
from handoff.store.commit import Commit
from tests.handoff.build import WANG, queued
from tests.handoff.console.conversations import NOW, PHONE, WEB_A, a_message, audited, held, waiting
from tests.handoff.console.world import World

WORDS = f"我的电话 {PHONE}"


async def previews(client: httpx.AsyncClient) -> list[tuple[str, str]]:
    """One's own conversations in their order, with the last words."""
    rows = (await client.get("/api/conversations?mine")).json()["rows"]
    return [(row["id"], row["preview"]) for row in rows]


async def test_waiting_conversation_shows_nothing_personal_before_it_is_claimed(world: World) -> None:
    await waiting(world)
    client = await world.agent()
    answer = await client.get(WEB_A)
    package = answer.json()
    assert (package["mine"], package["masked"], package["customer"]["name"]) == (False, True, "陈**")
    for hidden in (PHONE, "陈晓雯", "20260001", "C0001"):
        assert hidden not in answer.text
    assert await audited(world) == []


async def test_claimed_conversation_is_closed_to_others_and_open_to_supervisors(world: World) -> None:
    await waiting(world)
    await world.desk.claim("web-a", WANG, NOW)
    client, boss = await world.agent("li"), await world.agent("boss")
    for call in ("", "/messages", "/files/abc"):
        answer = await client.get(f"{WEB_A}{call}")
        assert (answer.status_code, answer.json()["code"]) == (403, "not_yours")
    refused = await client.post(f"{WEB_A}/claim")
    assert (refused.status_code, refused.json()["code"]) == (409, "already_claimed")
    assert "小王" in refused.json()["error"]
    seen = (await boss.get(WEB_A)).json()
    assert (seen["mine"], seen["masked"]) == (False, False)
    assert await audited(world) == [("view", "老张")]


async def test_refreshing_screen_is_one_look_and_another_person_is_another(
    world: World, holder: httpx.AsyncClient
) -> None:
    boss = await world.agent("boss")
    for _ in range(3):
        await holder.get(WEB_A)
        await boss.get(WEB_A)
    assert await audited(world) == [("claim", "小王"), ("view", "小王"), ("view", "老张")]


async def test_mine_are_listed_longest_unanswered_first_with_the_last_words(
    world: World, holder: httpx.AsyncClient
) -> None:
    await held(world, "web-b")
    await holder.post(f"{WEB_A}/messages", json=a_message())
    assert await previews(holder) == [("web-b", WORDS), ("web-a", WORDS)]


async def test_mine_are_called_by_their_names_before_they_are_opened(
    world: World, holder: httpx.AsyncClient
) -> None:
    await world.desk.store.commit(
        Commit(
            conversation=await world.desk.conversation("web-a"),
            now_ms=NOW,
            once="named",
            context={"customer_name": "陳家欣"},
        )
    )
    rows = (await holder.get("/api/conversations?mine")).json()["rows"]
    assert [row["name"] for row in rows] == ["陳家欣"]


async def test_a_photo_is_named_and_not_shown_before_it_is_claimed(world: World) -> None:
    await waiting(world, "web-a")
    c = await world.desk.conversation("web-a")
    photo = Draft(sender="customer", text="", data={"file": "f" * 26})
    await world.desk.store.commit(Commit(conversation=c, now_ms=NOW, once="photo", entries=[photo]))
    log = (await (await world.agent()).get(WEB_A)).json()["log"]
    assert log[-1]["photo"] is True
    assert "file" not in log[-1]


async def test_pressed_button_is_the_last_word_in_both_lists(world: World) -> None:
    await waiting(world, "web-a")
    asked = Draft(
        sender="bot", text="解决了吗？", data={"choices": [{"title": "没有解决"}], "payloads": [{}]}
    )
    c = await world.desk.conversation("web-a")
    told = await world.desk.store.commit(Commit(conversation=c, now_ms=NOW, once="asked", entries=[asked]))
    press = Inbound(conversation="web-a", client_message_id="press-1", sent_ms=NOW, choice=f"{told.ids[0]}:0")
    await world.desk.accept(press)
    client = await world.agent()
    assert (await client.get("/api/queue")).json()["rows"][0]["preview"] == "没有解决"
    await client.post(f"{WEB_A}/claim")
    assert await previews(client) == [("web-a", "没有解决")]


async def test_last_words_are_found_before_much_that_was_noted_since(holder: httpx.AsyncClient) -> None:
    for n in range(20):
        note = {"client_message_id": f"note-{n:08}", "text": "查过"}
        await holder.post(f"{WEB_A}/notes", json=note)
    assert await previews(holder) == [("web-a", WORDS)]


async def test_advice_is_in_the_language_that_the_agent_has_chosen(holder: httpx.AsyncClient) -> None:
    steps = {
        language: (await holder.get(WEB_A, headers={"Accept-Language": language})).json()["steps"]
        for language in ("en", "zh")
    }
    assert "Say hello and that you will see it through" in steps["en"]
    assert "打招呼并说明会跟进到底" in steps["zh"]


async def test_earlier_contacts_come_from_the_archive(world: World) -> None:
    old = {"conversation": "web-old", "at_ms": NOW - 10**8, "epoch": 1, "from": "system", "kind": "move"}
    about = {"customer": "C0001", "category": "invoice", "outcome": "solved"}
    for n, (name, before, after) in enumerate(
        [("escalate", "bot", "queued"), ("claim", "queued", "human"), ("resolve", "human", "rating")]
    ):
        move = {"name": name, "from": before, "to": after}
        world.console.archive.record({**old, "id": f"{n}-1", "move": move, "about": about})
    await waiting(world)
    client = await world.agent()
    package = (await client.post("/api/conversations/claim-next")).json()
    assert [contact["category"] for contact in package["customer"]["earlier"]] == ["invoice"]


async def test_a_guests_package_shows_no_contact_of_others_at_the_same_address(world: World) -> None:
    old = {"at_ms": NOW - 10**8, "epoch": 1, "from": "bot", "kind": "message"}
    for n, person in enumerate(({"customer": "C0001", "client": "c1"}, {"client": "c1"})):
        about = person | {"category": "invoice"}
        world.console.archive.record({**old, "conversation": f"web-old{n}", "id": f"{n}-1", "about": about})
    await queued(world.desk, "web-guest", now_ms=NOW)
    client = await world.agent()
    package = (await client.post("/api/conversations/claim-next")).json()
    assert package["customer"]["earlier"] == []
