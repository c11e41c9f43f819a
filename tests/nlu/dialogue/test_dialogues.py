"""Reading the written dialogues: labels as they stand, and every fault named by file, dialogue and turn."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.dialogue.dialogues import Dialogue, Entry, read_dialogues
from bot.nlu.fingerprints import DIALOGUES, ROOT

GOOD = """
- id: one
  about: 催发货
  turns:
  - service: 您好
  - customer: 还不发
    intent: urge_delivery
    also: [cancel_order]
    emotion: disappointed
    handoff: [complaint, loop]
  - customer: 嗯
    intent: affirm
"""


def read(folder: Path, *files: str) -> list[Dialogue]:
    """What stands in the files, named a.yml, b.yml and so on."""
    for name, content in zip("abc", files, strict=False):
        (folder / f"{name}.yml").write_text(content, encoding="utf-8")
    return read_dialogues(folder)


def one_turn(turn: str) -> str:
    return f"- id: one\n  turns:\n  - service: 您好\n  - {turn}\n"


def test_messages_are_read_in_their_order_with_their_labels(tmp_path: Path) -> None:
    urged = Entry(
        who="customer",
        text="还不发",
        intent="urge_delivery",
        also=("cancel_order",),
        emotion="disappointed",
        handoff=("complaint", "loop"),
    )
    yes = Entry(who="customer", text="嗯", intent="affirm", emotion="calm", handoff=())
    assert read(tmp_path, GOOD) == [
        Dialogue(id="one", entries=(Entry(who="service", text="您好"), urged, yes))
    ]


def test_the_customers_messages_keep_their_places(tmp_path: Path) -> None:
    (dialogue,) = read(tmp_path, GOOD)
    assert [(at, entry.text) for at, entry in dialogue.customer()] == [(1, "还不发"), (2, "嗯")]


def test_a_replay_gets_the_words_without_the_labels(tmp_path: Path) -> None:
    (dialogue,) = read(tmp_path, GOOD)
    assert dialogue.to_replay() == {
        "id": "one",
        "turns": [
            {"who": "service", "text": "您好"},
            {"who": "customer", "text": "还不发"},
            {"who": "customer", "text": "嗯"},
        ],
    }


@pytest.mark.parametrize(
    "text", ["yes", "on", "No", "7703", "007", "1e3", "12:30", "2024-05-01", "~", "null", "1.50"]
)
def test_what_yaml_would_take_for_a_value_stays_text(tmp_path: Path, text: str) -> None:
    (dialogue,) = read(tmp_path, one_turn(f"{{customer: {text}, intent: inform}}"))
    assert dialogue.entries[1].text == text


def test_files_are_read_by_name_and_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("- id: two", encoding="utf-8")
    found = read(tmp_path, GOOD, GOOD.replace("id: one", "id: 2"), "")
    assert [dialogue.id for dialogue in found] == ["one", "2"]


@pytest.mark.parametrize(
    ("turn", "fault"),
    [
        ("{customer: 嗯}", "'嗯' has no intent"),
        ("{customer: 嗯, intent: ''}", "'嗯' has no intent"),
        ("{customer: 嗯, intent: affirm, emotion: happy}", "there is no emotion 'happy'; use one of calm, "),
        (
            "{customer: 嗯, intent: affirm, handoff: [anger]}",
            "there is no reason 'anger'; use one of safety, ",
        ),
        ("{customer: 嗯, intent: affirm, handoff: loop}", r"'loop' is no list; write \[loop\]"),
        ("{customer: 嗯, intent: affirm, also: invoice}", r"'invoice' is no list; write \[invoice\]"),
        ("{customer: 嗯, intent: affirm, mood: calm}", r"has \['mood'\]; write customer or service"),
        ("{customer: 嗯, intent: affirm, service: 好}", r"has \['service'\]"),
        ("{service: 好, handoff: [loop]}", r"has \['service'\]"),
        ("{intent: affirm}", "has no text"),
        ("{customer: [嗯], intent: affirm}", r"\['嗯'\] is no text"),
        ("{service: {text: 好}}", "is no text"),
        ("嗯", "'嗯' is no message"),
    ],
)
def test_a_faulty_message_is_named(tmp_path: Path, turn: str, fault: str) -> None:
    with pytest.raises(ValueError, match=rf"^a\.yml, dialogue 'one', turn 1: .*{fault}"):
        read(tmp_path, one_turn(turn))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("- id: one\n  turns: 嗯\n", r"a\.yml, dialogue 'one': turns is a list"),
        ("- id: one\n", r"a\.yml, dialogue 'one': turns is a list"),
        ("- turns: []\n", r"a\.yml, dialogue 0: it has no id"),
        ("- 嗯\n", r"a\.yml, dialogue 0: it has no id"),
        ("id: one\n", r"a\.yml: write a list of dialogues"),
        ("- id: [one\n", r"a\.yml is not YAML: .*line"),
    ],
)
def test_a_faulty_file_is_named(tmp_path: Path, content: str, fault: str) -> None:
    with pytest.raises(ValueError, match=f"^{fault}"):
        read(tmp_path, content)


def test_one_name_for_two_dialogues_is_refused_over_all_files(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^b\.yml: there are two dialogues 'one'; rename one"):
        read(tmp_path, GOOD, GOOD)


def test_what_is_measured_on_is_not_fitted_on() -> None:
    """No dialogue of the gold set has a customer's part that was fitted on; a bare "嗯" may be everywhere."""

    def told(dialogue: Dialogue) -> tuple[str, ...]:
        return tuple(entry.text for _, entry in dialogue.customer())

    fitted, gold = read_dialogues(DIALOGUES), read_dialogues(ROOT / "data" / "gold")
    assert {told(one) for one in fitted}.isdisjoint(told(one) for one in gold)
    assert {one.id for one in fitted}.isdisjoint(one.id for one in gold)
