"""The desk's file: what it says, and every fault with its line and remedy."""

from datetime import date
from pathlib import Path

import pytest

from handoff.hours.desk_file import FILE, DeskFileInvalid, check_desk, load_desk

GOOD = """\
time_zone: Europe/Berlin
hours:
  mon: 9:00-21:00
  tue: [9:00-12:00, 13:30-18:00]
  wed: 18:00-2:00
  thu: 0:00-24:00
  fri: 9:00–21:00
  sat: closed
  sun: []
exceptions:
  2027-02-06: closed
  2027-02-07: 10:00-16:00
longest_queue: 50
"""


def file(folder: Path, text: str) -> Path:
    path = folder / "desk.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_projects_own_file_has_no_fault() -> None:
    assert check_desk(FILE) == []


def test_every_way_to_write_hours_is_understood(tmp_path: Path) -> None:
    rules = load_desk(file(tmp_path, GOOD))
    assert str(rules.hours.zone) == "Europe/Berlin"
    assert rules.hours.week == (
        ((540, 1260),),
        ((540, 720), (810, 1080)),
        ((1080, 1560),),
        ((0, 1440),),
        ((540, 1260),),
        (),
        (),
    )
    assert rules.hours.exceptions == {date(2027, 2, 6): (), date(2027, 2, 7): ((600, 960),)}
    assert (rules.longest_queue, rules.longest_per_agent) == (50, 0)


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("mon: 9:00-21:00", "mon: 9-21", "3: 'mon' is open '9-21', which are no hours; write 9:00-21:00"),
        ("mon: 9:00-21:00", "mon: 9:00-24:30", "3: 'mon' is open '9:00-24:30', which are no hours"),
        ("mon: 9:00-21:00", "mon: 9:00-9:00", "3: 'mon' is open '9:00-9:00', which are no hours"),
        ("mon: 9:00-21:00", "mon: [9:00-12:00, 11:00-13:00]", "3: 'mon' has hours that overlap; join them"),
        ("mon: 9:00-21:00", "monday: 9:00-21:00", "3: 'monday' is no weekday; use mon, tue"),
        ("  sun: []\n", "", "2: 'hours' has no line for sun"),
        ("  sun: []\n", "  sat: closed\n", "9: 'sat' stands twice; keep one"),
        ("2027-02-06: closed", "2027-02-30: closed", "11: '2027-02-30' is no date; write it as 2027-02-06"),
        ("2027-02-07: 10", "2027-02-06: 10", "12: '2027-02-06' stands twice; keep one"),
        ("Europe/Berlin", "Berlin", "1: 'time_zone' Berlin is not known to this machine; write one such as"),
        ("time_zone: Europe/Berlin\n", "", "1: 'time_zone' is missing; write one such as Asia/Shanghai"),
        (
            "longest_queue: 50",
            "longest_queue: many",
            "13: 'longest_queue' must be a whole number; 0 is no limit",
        ),
        ("longest_queue: 50", "longest: 50", "13: 'longest' is unknown; use one of time_zone"),
        ("sun: []", "sun: [", "11: cannot be read"),
        (GOOD, "- 1\n", "1: holds no settings"),
    ],
)
def test_a_fault_is_named_with_line_and_remedy(tmp_path: Path, good: str, bad: str, fault: str) -> None:
    assert good in GOOD
    path = file(tmp_path, GOOD.replace(good, bad))
    assert any(str(one).startswith(f"data/desk.yml:{fault}") for one in check_desk(path))
    with pytest.raises(DeskFileInvalid, match=r"data/desk\.yml:\d"):
        load_desk(path)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    path = file(tmp_path, GOOD.replace("9:00-21:00", "x").replace("50", "-1"))
    assert [one.line for one in check_desk(path)] == [3, 13]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "is missing" in str(check_desk(tmp_path / "desk.yml")[0])
