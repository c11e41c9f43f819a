"""Session tokens, hashed addresses, languages of pages."""

import time

import pytest

from bot.channels.webchat.bodies import language_of
from bot.channels.webchat.tokens import SESSION_DAYS, client_hash, conversation_of, issue_session
from handoff.errors import Unauthorized
from tests.bot.serving import SESSION_KEY

DAY_S = 86_400


def test_a_token_speaks_for_its_conversation_for_thirty_days() -> None:
    young = issue_session(SESSION_KEY, "web-a", int(time.time()) - (SESSION_DAYS - 1) * DAY_S)
    old = issue_session(SESSION_KEY, "web-a", int(time.time()) - (SESSION_DAYS + 1) * DAY_S)
    assert conversation_of(SESSION_KEY, young) == "web-a"
    with pytest.raises(Unauthorized):
        conversation_of(SESSION_KEY, old)


def test_a_token_of_another_key_is_refused() -> None:
    token = issue_session("another key, also long enough for this", "web-a", int(time.time()))
    with pytest.raises(Unauthorized):
        conversation_of(SESSION_KEY, token)


def test_an_address_cannot_be_read_from_its_hash_and_hashes_differ_by_key() -> None:
    one = client_hash(SESSION_KEY, "203.0.113.7")
    assert "203" not in one
    assert one == client_hash(SESSION_KEY, "203.0.113.7")
    assert one != client_hash(SESSION_KEY, "203.0.113.8")
    assert one != client_hash("another key", "203.0.113.7")


def test_one_household_of_ipv6_is_one_client() -> None:
    assert client_hash(SESSION_KEY, "2001:db8::1") == client_hash(SESSION_KEY, "2001:db8::ffff%eth0")
    assert client_hash(SESSION_KEY, "2001:db8::1") != client_hash(SESSION_KEY, "2001:db8:0:1::1")


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh-CN", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh_HK", "zh-Hant"),
        ("zh-Hant-MO", "zh-Hant"),
        ("yue", "zh-Hant"),
        ("en-GB", "en"),
        ("fr", "zh-Hans"),
        ("", "zh-Hans"),
        (None, "zh-Hans"),
    ],
)
def test_a_pages_language_becomes_one_of_ours(tag: str | None, language: str) -> None:
    assert language_of(tag) == language
