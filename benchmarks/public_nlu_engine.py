"""The part of `make bench-nlu` that runs in Rasa's environment: trains, reads, and writes rows of figures as JSON."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from benchmarks.public_nlu_bars import Read, lowest_good, lowest_recalling, unseen
from benchmarks.public_nlu_data import OUT, NoData, Part, check, clinc, sofmattress
from bot.nlu.engine import quiet
from bot.nlu.message.intents import IntentModel
from bot.nlu.text.words import warm_up

DEFAULT = Path(__file__).with_name("rasa_default.yml")
WANTED_RECALL = 0.70  # the target is .60, and two standard errors of what 100 messages can measure
EVERY = 5  # of CLINC150's train part for DIET, which takes too long on all of it
EPOCHS = {"sofmattress": 100, "clinc150": 30}

Row = dict[str, Any]


def ours(train: Part, test: Part) -> Read:
    """The product's intent model; how like an intent a message is stands for how sure it is."""
    return _read(IntentModel.fit(train.texts, train.labels), test)


def _read(model: IntentModel, test: Part) -> Read:
    found = [model.labels[int(model.probabilities(text).argmax())] for text in test.texts]
    sure = [model.likeness(text) for text in test.texts]
    return Read(np.array(test.labels), np.array(found), np.array(sure))


def default(train: Part, test: Part, epochs: int) -> Read:
    """Rasa's default pipeline; its confidence is how sure it is."""
    from rasa.core.agent import Agent  # noqa: PLC0415 (takes seconds, and is not needed with --skip-default)
    from rasa.model_training import train_nlu  # noqa: PLC0415

    quiet.after_import()
    with tempfile.TemporaryDirectory(prefix="fd-public-") as name:
        folder = Path(name)
        config, data = _default_config(epochs), _as_rasa(train)
        for file, content in (("config.yml", config), ("nlu.yml", data)):
            (folder / file).write_text(
                yaml.safe_dump(content, allow_unicode=True, width=10_000), encoding="utf-8"
            )
        model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), output=str(folder))
        if model is None:
            raise RuntimeError("the default pipeline was not trained")
        agent = Agent.load(model)
        answers = asyncio.run(_parse(agent, test.texts))
    # Ids as names, so that no label can be taken for Rasa's own syntax.
    names = sorted(set(train.labels))
    found = [
        names[int(answer["intent"]["name"][1:])] if answer["intent"]["name"] else OUT for answer in answers
    ]
    return Read(
        np.array(test.labels),
        np.array(found),
        np.array([answer["intent"]["confidence"] for answer in answers]),
    )


async def _parse(agent: Any, texts: tuple[str, ...]) -> list[dict[str, Any]]:
    return [await agent.parse_message(text.lstrip("/")) for text in texts]


def _default_config(epochs: int) -> dict[str, Any]:
    """The default as `rasa init` writes it for English; its fallback left out, as the bar is chosen here."""
    config: dict[str, Any] = yaml.safe_load(DEFAULT.read_text(encoding="utf-8"))
    pipeline: list[Any] = []
    for part in config["pipeline"]:
        if part["name"] == "JiebaTokenizer":
            pipeline.append({"name": "WhitespaceTokenizer"})
        elif part["name"] == "DIETClassifier":
            pipeline.append({"name": part["name"], "epochs": epochs, "constrain_similarities": True})
        elif part["name"] != "FallbackClassifier":
            pipeline.append(part)
    return {"recipe": config["recipe"], "assistant_id": "public", "language": "en", "pipeline": pipeline}


def _as_rasa(train: Part) -> dict[str, Any]:
    names = sorted(set(train.labels))
    of = {label: [] for label in names}  # type: dict[str, list[str]]
    for text, label in zip(train.texts, train.labels, strict=True):
        of[label].append(" ".join(text.replace("[", "(").replace("]", ")").split()).lstrip("/"))
    blocks = [
        {"intent": f"i{at}", "examples": "".join(f"- {text}\n" for text in of[label] if text)}
        for at, label in enumerate(names)
    ]
    return {"version": "3.1", "nlu": blocks}


def _timed(work: Callable[[], Read]) -> tuple[Read, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def _row(which: str, how: str, read: Read, bar: float, took: float) -> Row:
    return {
        "set": which, "how": how, "in_scope": read.in_scope(bar), "recall": read.recall(bar),
        "mcc": read.mcc(bar), "bar": bar, "seconds": took,
    }  # fmt: skip


def measure_sofmattress(folder: Path, with_default: bool) -> list[Row]:
    train, test = sofmattress(folder)
    bar = lowest_good(unseen(train, ours))
    read, took = _timed(lambda: ours(train, test))
    rows = [_row("SOFMattress", "ours, bar from training folds", read, bar, took)]
    if with_default:
        epochs = EPOCHS["sofmattress"]
        theirs, took = _timed(lambda: default(train, test, epochs))
        best = max(theirs.bars(), key=theirs.mcc)
        how = f"Rasa's default, {epochs} epochs, the best bar on the test part"
        rows.append(_row("SOFMattress", how, theirs, float(best), took))
    return rows


def measure_clinc(folder: Path, with_default: bool) -> list[Row]:
    parts = clinc(folder)
    train, held = parts["train"] + parts["oos_train"], parts["val"] + parts["oos_val"]
    test = parts["test"] + parts["oos_test"]
    rows = [_with_held("ours, whole train part", ours, train, held, test)]
    if with_default:
        few, epochs = train.every(EVERY), EPOCHS["clinc150"]
        rows.append(_with_held(f"ours, every {EVERY}th message", ours, few, held, test))
        how = f"Rasa's default, every {EVERY}th message, {epochs} epochs"
        rows.append(_with_held(how, lambda one, other: default(one, other, epochs), few, held, test))
    return rows


def _with_held(how: str, reader: Callable[[Part, Part], Read], train: Part, held: Part, test: Part) -> Row:
    """One training; the bar comes from the validation part."""
    both, took = _timed(lambda: reader(train, held + test))
    size = len(held)
    first, second = (Read(*(getattr(both, name)[cut] for name in ("truth", "found", "sure")))
                     for cut in (slice(None, size), slice(size, None)))  # fmt: skip
    return _row("CLINC150", how, second, lowest_recalling(first, WANTED_RECALL), took)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--skip-default", action="store_true")
    chosen = parser.parse_args()
    quiet.before_import()
    warm_up()
    try:
        check(chosen.data)
        rows = [
            row
            for measure in (measure_sofmattress, measure_clinc)
            for row in measure(chosen.data, not chosen.skip_default)
        ]
    except NoData as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    chosen.out.write_text(json.dumps(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
