"""Reads labelled examples with the line each stands on: `data/nlu` by intent, `data/emotion` by emotion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.check.faults import Fault
from bot.nlu.text.normal import normalise

MARKED = re.compile(r"\[(?P<text>[^\[\]]*)\](?:\((?P<entity>[^()]*)\)|\{(?P<json>[^{}]*)\})")
_STRAY = re.compile(r"\]\s*\(|\]\s*\{|\[[^\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    file: str
    line: int
    label: str
    written: str
    topic: str = ""  # what the file says of the block beside its label

    @property
    def language(self) -> str:
        """By the file's name: `.en.yml` and `.hant.yml`, all others are Simplified Chinese."""
        kind = self.file.removesuffix(".yml").rpartition(".")[2]
        return {"en": "en", "hant": "zh-Hant"}.get(kind, "zh-Hans")

    @property
    def text(self) -> str:
        """As a customer writes it: without the marks of entities."""
        return MARKED.sub(lambda found: found["text"], self.written)

    @property
    def same_as(self) -> str:
        """Equal for examples that mean one and the same to the classifier."""
        return normalise(self.text).text.casefold().strip(" 。.!！?？~～")

    @property
    def entities(self) -> list[str]:
        found = []
        for mark in MARKED.finditer(self.written):
            named = re.search(r'"entity"\s*:\s*"([^"]*)"', mark["json"] or "")
            found.append(mark["entity"] or (named[1] if named else ""))
        return found

    @property
    def is_marked_badly(self) -> bool:
        return bool(_STRAY.search(MARKED.sub(lambda found: found["text"], self.written)))


def read_examples(root: Path, folder: str, kind: str, key: str, faults: list[Fault]) -> list[Example]:
    """Examples of all files of a folder; `kind` names the label's field, `key` the field with the examples.

    Files that cannot be read, and lines that are no examples, go to `faults`.
    """
    found: list[Example] = []
    for path in sorted((root / folder).rglob("*.yml")):
        name = path.relative_to(root).as_posix()
        try:
            tree = yaml.compose(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            mark = getattr(error, "problem_mark", None)
            why = getattr(error, "problem", None) or str(error)
            faults.append(Fault(file=name, line=mark.line + 1 if mark else 1, problem=f"is not YAML: {why}"))
            continue
        for label, topic, block in _blocks(tree, kind, key):
            found += _lines(name, label, topic, block, faults)
    return found


def _blocks(node: Any, kind: str, key: str) -> Iterator[tuple[str, str, yaml.ScalarNode]]:
    """Label, topic and text of every mapping that has a label and a text block, wherever it stands in the file."""
    if isinstance(node, yaml.MappingNode):
        fields = {name.value: value for name, value in node.value}
        if kind in fields and isinstance(fields.get(key), yaml.ScalarNode):
            yield str(fields[kind].value), _topic(fields.get("metadata")), fields[key]
    if isinstance(node, yaml.CollectionNode):
        for part in node.value:
            for child in part if isinstance(part, tuple) else (part,):
                yield from _blocks(child, kind, key)


def _topic(metadata: Any) -> str:
    if not isinstance(metadata, yaml.MappingNode):
        return ""
    return next((str(value.value) for name, value in metadata.value if name.value == "topic"), "")


def _lines(
    file: str, label: str, topic: str, block: yaml.ScalarNode, faults: list[Fault]
) -> Iterator[Example]:
    """A block's text begins on the line after its `|`."""
    for line, text in enumerate(str(block.value).splitlines(), start=block.start_mark.line + 2):
        if text.startswith("- ") and text[2:].strip():
            yield Example(file=file, line=line, label=label, written=text[2:].strip(), topic=topic)
        elif text.strip() and not text.lstrip().startswith("#"):
            faults.append(
                Fault(file=file, line=line, problem=f"is no example, write '- ' first: {text.strip()}")
            )
