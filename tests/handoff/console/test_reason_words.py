"""Every rule that may call a person has words for the agent, in both languages of the console."""

import ast
import inspect
import re

import pytest

from handoff.escalation import reasons, signals
from tests.handoff.console.test_pages import words

TREE = ast.parse(inspect.getsource(reasons))
CALLS = [node for node in ast.walk(TREE) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]


def calls_of(name: str) -> list[list[str]]:
    """The literal arguments of each call of a function."""
    found = [call.args for call in CALLS if isinstance(call.func, ast.Name) and call.func.id == name]
    return [[str(arg.value) for arg in args if isinstance(arg, ast.Constant)] for args in found]


def heads() -> set[str]:
    """What stands before the colon in the rules that the evidence names."""
    found = set()
    for call in CALLS:
        if isinstance(call.func, ast.Name) and call.func.id == "_evidence":
            rule = call.args[2]
            first = rule.values[0] if isinstance(rule, ast.JoinedStr) else rule
            if isinstance(first, ast.Constant):
                found.add(str(first.value).partition(":")[0])
    return found


def detailed() -> list[str]:
    """Rules whose detail has words of its own."""
    flags = [f"words:{flag}" for _, *flags in calls_of("_flagged") for flag in flags]
    intents = [f"{head}:{intent}" for _, intent, _ in calls_of("_meant") for head in ("intent", "also")]
    dialogue = [f"dialogue:{reason}" for reason in reasons.REASONS]
    over = re.findall(r'"(over_authority:\w+)"', inspect.getsource(signals))
    return [*flags, *intents, *dialogue, *over]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_has_words(language: str) -> None:
    known = words(language)
    rules = detailed()
    assert len(rules) > 15
    assert [rule for rule in rules if f"rule_{rule.replace(':', '_')}" not in known] == []
    plain = heads() - {rule.partition(":")[0] for rule in rules}
    assert plain >= {"angry", "upset_in_a_row", "asked_again", "still_unsolved", "misunderstood", "failure"}
    assert [head for head in plain if f"rule_{head}" not in known] == []
    assert [reason for reason in reasons.REASONS if f"reason_{reason}" not in known] == []
