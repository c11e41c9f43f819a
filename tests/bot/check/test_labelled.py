"""The linter of labelled dialogues and of the gold set: each fault with file and line."""

from pathlib import Path

import pytest

from bot.check.examples import Example
from bot.check.labelled import MESSAGES, check_dialogues, check_messages

INTENTS = {"greet", "track_shipment", "complaint"}
GOOD = """\
- id: a-1
  about: 一切都好
  turns:
  - customer: 到哪了
    intent: track_shipment
    also: [greet]
  - service: 在路上
  - customer: 又是这句
    intent: complaint
    emotion: angry
    handoff: [emotion, complaint]
"""


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def faults_of(root: Path, text: str) -> list[str]:
    write(root, "data/gold/a.yml", text)
    return [str(fault) for fault in check_dialogues(root, INTENTS)]


def test_a_good_dialogue_is_left_in_peace(tmp_path: Path) -> None:
    assert faults_of(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("track_shipment", "track", "5: there is no intent 'track'"),
        ("[greet]", "[gret]", "6: there is no intent 'gret'"),
        ("[greet]", "[track_shipment]", "6: 'track_shipment' is the intent already, and no further one"),
        ("angry", "furious", "10: there is no emotion 'furious'"),
        ("[emotion,", "[anger,", "11: there is no reason 'anger'"),
        (
            "emotion: angry",
            "mood: angry",
            "8: a turn is `service`, or `customer` with intent, also, emotion, handoff",
        ),
        ("    intent: complaint\n", "", "8: '又是这句' has no intent"),
        ("service: 在路上", "service: ''", "7: the message is empty"),
        ("customer: 到哪了", "customer: ' '", "4: the message is empty"),
        ("about:", "tags:", "2: a dialogue has no field 'tags'"),
        ("id: a-1", "name: a-1", "1: a dialogue is a mapping with id and turns"),
    ],
)
def test_each_fault_is_named_with_its_line(tmp_path: Path, good: str, bad: str, fault: str) -> None:
    assert good in GOOD
    assert faults_of(tmp_path, GOOD.replace(good, bad, 1)) == [f"data/gold/a.yml:{fault}"]


def test_an_id_used_twice_is_a_fault_also_across_files(tmp_path: Path) -> None:
    write(tmp_path, "data/dialogues/fit.yml", GOOD)
    assert faults_of(tmp_path, GOOD) == [
        "data/gold/a.yml:1: the id 'a-1' stands already in data/dialogues/fit.yml:1"
    ]


def test_a_dialogue_in_which_only_the_service_speaks_is_a_fault(tmp_path: Path) -> None:
    text = "- id: b\n  turns:\n  - service: 您好\n"
    assert faults_of(tmp_path, text) == ["data/gold/a.yml:1: 'b' has no message of the customer"]


def test_a_file_that_is_no_yaml_is_a_fault_with_its_line(tmp_path: Path) -> None:
    assert [fault.split(": ")[0] for fault in faults_of(tmp_path, "- id: a\n  turns: [")] == [
        "data/gold/a.yml:3"
    ]


def messages(root: Path, *lines: str) -> list[str]:
    write(root, MESSAGES, "\n".join(lines) + "\n")
    trained = [Example(file="data/nlu/greet.yml", line=5, label="greet", written="你好")]
    return [str(fault).removeprefix(f"{MESSAGES}:") for fault in check_messages(root, INTENTS, trained)]


def test_lines_of_messages_have_an_intent_a_language_and_a_text(tmp_path: Path) -> None:
    assert messages(tmp_path, "greet\ten\thi", "gret\ten\they", "greet\tde\thallo", "greet en hi", "") == [
        "2: there is no intent 'gret'",
        "3: there is no language 'de'; use zh-Hans, zh-Hant, en",
        "4: write intent, language and text with tabs between",
        "5: write intent, language and text with tabs between",
    ]


def test_messages_that_measure_nothing_are_warned_of_once(tmp_path: Path) -> None:
    lines = ("greet\tzh-Hans\t早", "greet\tzh-Hans\t你好", "greet\tzh-Hant\t你好！", "greet\tzh-Hans\t早啊")
    assert messages(tmp_path, *lines) == [
        "3: warning: '你好！' stands already on line 2",
        "2: warning: 1 of 3 messages are trained on too, and measure nothing; this is the first",
    ]


def test_a_project_without_a_gold_set_has_no_fault(tmp_path: Path) -> None:
    assert list(check_messages(tmp_path, INTENTS, [])) == []
