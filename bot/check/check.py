"""`frontdesk check`: faults of the training data and of the texts, each with file and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from bot.check.examples import Example, read_examples
from bot.check.faults import Fault
from bot.check.labelled import EMOTIONS, check_dialogues, check_messages
from bot.check.near import near_doubles
from handoff.hours.desk_file import check_desk
from handoff.wording.standards import breaches

NOT_TRAINED = {"nlu_fallback"}
FEWEST = 40  # examples of an intent
_FAR_BELOW = 1 / 3  # of what intents usually have in a language
TEXTS = ("zh", "en", "zh-Hant")


def check(root: Path) -> list[Fault]:
    """All faults, in the order of files and lines."""
    faults: list[Fault] = []
    intents, entities = _declared(root)
    examples = read_examples(root, "data/nlu", "intent", "examples", faults)
    faults += _labels(examples, intents, "intent")
    faults += _missing(examples, intents)
    faults += _imbalance(examples, intents)
    faults += _doubles(examples)
    faults += near_doubles(examples)
    faults += _entities(examples, entities)
    feelings = read_examples(root, "data/emotion", "emotion", "messages", faults)
    faults += _labels(feelings, EMOTIONS, "emotion")
    faults += _doubles(feelings)
    faults += check_dialogues(root, intents)
    faults += check_messages(root, intents, examples)
    faults += _texts(root)
    faults += _desk(root)
    return sorted(set(faults))


def _declared(root: Path) -> tuple[set[str], set[str]]:
    """Intents and entities of the domain."""
    domain = yaml.safe_load((root / "domain.yml").read_text(encoding="utf-8"))

    def names(items: Sequence[Any]) -> set[str]:
        return {next(iter(item)) if isinstance(item, dict) else item for item in items}

    return names(domain.get("intents", [])) - NOT_TRAINED, names(domain.get("entities", []))


def _labels(examples: Iterable[Example], known: Collection[str], kind: str) -> Iterator[Fault]:
    for example in examples:
        if example.label not in known:
            yield _at(example, f"there is no {kind} '{example.label}'")


def _missing(examples: Iterable[Example], intents: set[str]) -> Iterator[Fault]:
    counts = Counter(example.label for example in examples)
    for intent in intents:
        if counts[intent] == 0:
            yield Fault(
                file="domain.yml", line=1, problem=f"intent '{intent}' has no examples: nobody can reach it"
            )
        elif counts[intent] < FEWEST:
            problem = f"intent '{intent}' has only {counts[intent]} examples, {FEWEST} are wanted"
            yield Fault(file="domain.yml", line=1, problem=problem, fatal=False)


def _imbalance(examples: Sequence[Example], intents: set[str]) -> Iterator[Fault]:
    """Intents that a language says far less of than of others: the classifier hardly ever dares to name them there."""
    counts = Counter((example.label, example.language) for example in examples)
    whole = Counter(example.label for example in examples)
    for language in sorted({example.language for example in examples}):
        usual = median([counts[intent, language] for intent in intents] or [0])
        for intent in intents:
            count = counts[intent, language]
            if whole[intent] >= FEWEST and count < usual * _FAR_BELOW:
                problem = (
                    f"intent '{intent}' has {count} examples in {language}, where intents have {usual:.0f}"
                )
                yield Fault(file="domain.yml", line=1, problem=problem, fatal=False)


def _doubles(examples: Iterable[Example]) -> Iterator[Fault]:
    """The same words under two labels teach nothing; twice under one they only weigh more."""
    first: dict[str, Example] = {}
    for example in examples:
        before = first.setdefault(example.same_as, example)
        if before is example or not example.same_as:
            continue
        where = f"{before.file}:{before.line}"
        if before.label != example.label:
            yield _at(example, f"'{example.text}' is '{before.label}' in {where}")
        else:
            yield _at(example, f"'{example.text}' stands already in {where}", fatal=False)


def _entities(examples: Iterable[Example], known: set[str]) -> Iterator[Fault]:
    for example in examples:
        if example.is_marked_badly:
            yield _at(example, f"has brackets that mark no entity: {example.written}")
        for entity in example.entities:
            if entity not in known:
                yield _at(example, f"marks the entity '{entity}', which the domain does not have")


def _texts(root: Path) -> Iterator[Fault]:
    """Answers against the service standards."""
    for path in sorted((root / "data" / "responses").glob("*.yml")):
        tree = yaml.compose(path.read_text(encoding="utf-8"))
        for key, value in tree.value if isinstance(tree, yaml.MappingNode) else ():
            if not isinstance(value, yaml.MappingNode):
                continue
            for language, text in value.value:
                if language.value in TEXTS:
                    for breach in breaches(str(text.value)):
                        yield Fault(
                            file=path.relative_to(root).as_posix(),
                            line=language.start_mark.line + 1,
                            problem=f"{key.value}: {breach}",
                        )


def _desk(root: Path) -> Iterator[Fault]:
    """The desk's hours; the action server and the gateway do not start with a fault in them."""
    for fault in check_desk(root / "data" / "desk.yml"):
        yield Fault(file="data/desk.yml", line=fault.line, problem=fault.text)


def _at(example: Example, problem: str, *, fatal: bool = True) -> Fault:
    return Fault(file=example.file, line=example.line, problem=problem, fatal=fatal)
