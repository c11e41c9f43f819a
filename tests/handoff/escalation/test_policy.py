from pathlib import Path

import pytest

from handoff.escalation.policy import PolicyInvalid, load_policy
from handoff.escalation.reasons import Policy


def test_the_projects_own_file_is_valid_and_says_what_the_rules_assume() -> None:
    assert load_policy() == Policy()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("upset_turns: 0", "upset_turns is 0"),
        ("angry_intensity: 1.5", "angry_intensity is 1.5"),
        ("loop_repeats: often", "loop_repeats is 'often'"),
        ("angry_intensty: 0.5", "angry_intensty"),
        ("- 1", "name: value"),
    ],
)
def test_a_bad_value_is_named(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "escalation.yml"
    file.write_text(text)
    with pytest.raises(PolicyInvalid, match=says):
        load_policy(file)


def test_what_the_file_leaves_out_keeps_its_default(tmp_path: Path) -> None:
    file = tmp_path / "escalation.yml"
    file.write_text("loop_repeats: 5\n")
    assert load_policy(file) == Policy(loop_repeats=5)
