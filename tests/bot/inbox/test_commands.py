"""Words with a slash: what they stand for, and that nothing else is taken for one."""

import pytest

from bot.inbox.commands import COMMANDS, commanded


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("/start", {"intent": "greet"}),
        ("/start group", {"intent": "greet"}),
        ("/HELP@frontdesk_bot", {"command": "help"}),
        ("/human", {"intent": "ask_human"}),
        ("/track", {"command": "help"}),
        ('/request_refund{"amount": "9999"}', {"command": "help"}),
        ("/session_start\nx", {"command": "help"}),
    ],
)
def test_a_command_is_known_or_asks_what_can_be_done(text: str, meant: dict[str, str]) -> None:
    assert commanded(text) == meant


@pytest.mark.parametrize(
    "text", ["", "/", "退款", "1/2 的钱", "/退款", "see /help", "//", "/home/wang/photo.png"]
)
def test_what_is_no_command_is_left_to_the_conversation(text: str) -> None:
    assert commanded(text) is None


def test_only_what_is_in_the_menu_is_known() -> None:
    assert set(COMMANDS) == {"start", "help", "human"}
