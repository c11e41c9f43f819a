"""Examples of different intents that say nearly the same. Exact, by hashes: 23,000 examples take two seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.check.examples import Example
from bot.check.faults import Fault

# What can be left out, or put in, without asking for anything else.
_EMPTY = re.compile(r"请问|麻烦|一下|[啊呀哦噢呐嘛哟诶欸请]|\b(?:please|pls|plz|just|the|a|an)\b|[\W_]+")
# In shorter texts one character makes another request: 退货, 换货.
_SHORTEST, _LONG, _LONG_LATIN = 2, 8, 16


def near_doubles(examples: Sequence[Example]) -> Iterator[Fault]:
    """Warnings for examples that differ only in polite words and marks, or long ones in a single character.

    Those that are the same altogether are faults of their own and left out here.
    """
    seen: dict[str, Example] = {}
    for example in examples:
        core = _EMPTY.sub("", example.same_as)
        if len(core) < _SHORTEST:
            continue
        keys = _keys(core)
        for before in _others(example, [seen[key] for key in keys if key in seen]):
            where = f"'{before.text}' is '{before.label}' in {before.file}:{before.line}"
            problem = f"'{example.text}' is '{example.label}', though {where}"
            yield Fault(file=example.file, line=example.line, problem=problem, fatal=False)
        for key in keys:
            seen.setdefault(key, example)


def _others(example: Example, found: Sequence[Example]) -> list[Example]:
    """Of another intent, each once."""
    return list(
        dict.fromkeys(one for one in found if one.label != example.label and one.same_as != example.same_as)
    )


def _keys(core: str) -> list[str]:
    """Two long texts that differ in one character share what is left without it."""
    least = _LONG_LATIN if core.isascii() else _LONG
    if len(core) < least:
        return [core]
    return list(dict.fromkeys([core, *(core[:at] + core[at + 1 :] for at in range(len(core)))]))
