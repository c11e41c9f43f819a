"""Logs of the parts: private, bounded, and readable when something fails."""

import stat
from pathlib import Path

from bot.up.logs import last_words, open_log, rotate, rotate_all


def test_a_log_is_private_and_appended_to(tmp_path: Path) -> None:
    for line in (b"first\n", b"second\n"):
        with open_log(tmp_path, "part") as log:
            log.write(line)
    path = tmp_path / "part.log"
    assert path.read_text() == "first\nsecond\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_large_log_is_turned_while_its_writer_goes_on(tmp_path: Path) -> None:
    with open_log(tmp_path, "part") as log:
        for number in range(1, 6):
            log.write(f"page {number}\n".encode() * 20)
            rotate(tmp_path / "part.log", largest=100, kept=3)
        log.write(b"last\n")
    kept = {path.name: path.read_text().splitlines()[0] for path in tmp_path.iterdir()}
    assert kept == {
        "part.log": "last",
        "part.log.1": "page 5",
        "part.log.2": "page 4",
        "part.log.3": "page 3",
    }


def test_a_small_log_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "part.log").write_text("short\n")
    rotate_all(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["part.log"]


def test_last_words_skip_blank_lines_and_broken_text(tmp_path: Path) -> None:
    (tmp_path / "part.log").write_bytes(b"start\n\xff reason \n\n  \n")
    assert last_words(tmp_path / "part.log") == "\ufffd reason"


def test_a_log_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    assert last_words(tmp_path / "none.log") == ""
