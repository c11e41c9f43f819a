import httpx
import pytest

from handoff.console.auth import DEVICE_COOKIE, SESSION_COOKIE
from tests.handoff.build import queued
from tests.handoff.console.world import PASSWORD, World


async def log_in(client: httpx.AsyncClient, user: str = "wang", password: str = PASSWORD) -> httpx.Response:
    return await client.post("/api/login", json={"user": user, "password": password})


async def test_login_gives_a_cookie_that_scripts_and_other_sites_cannot_use(world: World) -> None:
    answer = await log_in(world.client())
    assert answer.json()["name"] == "小王"
    cookies = {line.split("=")[0]: line.lower() for line in answer.headers.get_list("set-cookie")}
    assert set(cookies) == {SESSION_COOKIE, DEVICE_COOKIE}
    for line in cookies.values():
        assert "httponly" in line
        assert "samesite=strict" in line
        assert "path=/api" in line


async def test_me_says_who_is_logged_in_and_nothing_secret(world: World) -> None:
    client = await world.agent("li")
    answer = (await client.get("/api/me")).json()
    assert (answer["user"], answer["role"], answer["skills"]) == ("li", "agent", ["refund"])
    assert "password" not in str(answer)


async def test_wrong_password_and_unknown_name_get_the_same_answer(world: World) -> None:
    client = world.client()
    answers = [await log_in(client, "wang", "wrong-wrong-1"), await log_in(client, "nobody", PASSWORD)]
    assert [a.status_code for a in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["code"] == "wrong_login"


async def test_logout_ends_the_session_even_for_a_kept_cookie(world: World) -> None:
    client = await world.agent()
    kept = client.cookies.get(SESSION_COOKIE)
    assert (await client.post("/api/logout")).status_code == 204
    thief = world.client()
    thief.cookies.set(SESSION_COOKIE, str(kept))
    answer = await thief.get("/api/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_logged_in")


async def test_logout_takes_the_agent_off_the_desk_only_with_the_last_browser(world: World) -> None:
    first, second = await world.agent(), await world.agent()
    await first.post("/api/presence", json={"state": "online"})

    async def state() -> str:
        return str((await first.get("/api/agents")).json()["rows"][0]["state"])

    await second.post("/api/logout")
    assert await state() == "online"
    watcher = await world.agent("boss")
    await first.post("/api/logout")
    assert (await watcher.get("/api/agents")).json()["rows"][0]["state"] == "offline"


async def test_disabled_user_is_out_at_the_next_call(world: World) -> None:
    client = await world.agent()
    world.users.disable("wang")
    assert (await client.get("/api/queue")).status_code == 401
    assert (await log_in(world.client())).status_code == 401


@pytest.mark.parametrize("token", ["", "x", "é", "a" * 5000])
async def test_forged_token_is_nobody(world: World, token: str) -> None:
    client = world.client()
    answer = await client.get("/api/me", headers={b"cookie": f"{SESSION_COOKIE}={token}".encode()})
    assert answer.status_code == 401


async def test_call_from_a_page_of_another_origin_is_refused(world: World) -> None:
    client = await world.agent()
    state = {"state": "online"}
    for headers in (
        {"origin": "https://evil.test"},
        {"origin": "null"},
        {"origin": "https://desk.test.evil.test"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site"},
    ):
        answer = await client.post("/api/presence", json=state, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin"), headers
    own = await client.post("/api/presence", json=state, headers={"origin": "http://desk.test"})
    assert own.status_code == 204


async def test_login_from_a_page_of_another_origin_is_refused(world: World) -> None:
    answer = await world.client().post(
        "/api/login",
        json={"user": "wang", "password": PASSWORD},
        headers={"origin": "https://evil.test"},
    )
    assert answer.status_code == 403


async def test_designer_logs_in_but_sees_no_conversations(world: World) -> None:
    client = await world.agent("dora")
    await queued(world.desk)
    assert (await client.get("/api/me")).status_code == 200
    for call in ("/api/queue", "/api/agents", "/api/conversations", "/api/conversations/web-a"):
        answer = await client.get(call)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_for_role")
    assert (await client.post("/api/conversations/claim-next")).status_code == 403


async def test_guessing_ends_after_five_tries_also_with_the_right_password(world: World) -> None:
    client = world.client()
    codes = [(await log_in(client, "wang", f"guess-guess-{n}")).status_code for n in range(7)]
    assert codes == [401] * 5 + [429] * 2
    answer = await log_in(client)
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_logins")
    assert 0 < int(answer.headers["retry-after"]) <= 900


async def test_a_guesser_does_not_shut_out_others_nor_a_browser_that_was_in_before(world: World) -> None:
    regular = await world.agent()
    guesser = world.client()
    for n in range(6):
        await log_in(guesser, "wang", f"guess-guess-{n}")
    assert (await log_in(guesser, "li")).status_code == 200
    assert (await log_in(regular)).status_code == 200
    assert (await log_in(world.client())).status_code == 429


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b"\xff\xfe",
        b'{"user": "wang"}',
        b'{"user": 7, "password": "x"}',
        b'{"user": "", "password": "x"}',
        b'{"user": "wang", "password": "x", "role": "admin"}',
        b'{"user": "\\ud800", "password": "x"}',
        b'{"user": "wang\\u0000", "password": "correct-horse-7"}',
        b'{"user": "wang", "password": "' + b"x" * 300 + b'"}',
        b'{"user": {"$ne": 1}, "password": "x"}',
    ],
)
async def test_bad_login_body_is_a_4xx_in_the_one_shape(world: World, body: bytes) -> None:
    answer = await world.client().post(
        "/api/login", content=body, headers={"content-type": "application/json"}
    )
    assert 400 <= answer.status_code < 500
    assert set(answer.json()) - {"field"} == {"code", "error"}
