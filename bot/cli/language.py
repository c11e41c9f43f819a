"""`frontdesk train`, `check`, `parse`, `replay`, `evaluate`: the language model from the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.settings import ROOT, load_settings

Lines = Callable[[Path, Iterable[bytes]], Iterator[dict[str, Any]]]


def register(app: typer.Typer) -> None:
    for command in (train, check, parse, replay, evaluate):
        app.command()(command)


def train(
    force: Annotated[bool, typer.Option("--force", help="Train although nothing has changed.")] = False,
) -> None:
    """Train the model if its data, configuration or code changed; print its path."""
    settings = load_settings()
    from bot.training import ensure_model

    print(ensure_model(settings, force=force))


def check(
    thorough: Annotated[
        bool,
        typer.Option("--thorough", help="Also train on parts of the data to find doubtful labels."),
    ] = False,
) -> None:
    """Look for faults in training data, answers and knowledge base; print each with file and line."""
    from actions.knowledge.entries import FOLDER
    from actions.knowledge.entries import check as check_knowledge
    from bot.check.check import check as check_data
    from bot.check.faults import Fault

    faults = check_data(ROOT)
    for problem in check_knowledge(FOLDER, datetime.now(UTC).date()):
        file = (FOLDER / problem.file).relative_to(ROOT).as_posix()
        faults.append(Fault(file=file, line=problem.line, problem=problem.text, fatal=problem.fatal))
    if thorough:
        from bot.check.doubted import doubted

        faults += doubted()
    for fault in faults:
        print(fault)
    fatal = sum(fault.fatal for fault in faults)
    print(f"{fatal} faults, {len(faults) - fatal} warnings", file=sys.stderr)
    raise typer.Exit(int(fatal > 0))


def parse() -> None:
    """Say what messages mean: one a line on standard input, a JSON line each on standard output.

    Fields: text, intent, confidence, also, entities, emotion, intensity, language.
    """
    from bot.nlu_client import parse_lines

    _answer(parse_lines)


def replay() -> None:
    """Say for every customer message of past dialogues whether a person would have been called.

    Standard input: a JSON line for each dialogue, {"id", "turns": [{"who": "customer|service", "text"}]}. Standard
    output: a JSON line for each customer message, with id, turn, intent, emotion, handoff, score, reasons.
    """
    from bot.nlu_client import replay_lines

    _answer(replay_lines)


def evaluate(
    quick: Annotated[
        bool, typer.Option("--quick", help="One fold of each part: sooner, and with more noise.")
    ] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Let the figures be what later runs are compared with.")
    ] = False,
) -> None:
    """Measure the model; print its figures beside those accepted last, and the path of the report.

    Fails when a figure fell by more than its noise. The model is trained first if need be.
    """
    if quick and accept:
        raise typer.BadParameter("a quick run has too much noise to be accepted; leave one of the two out")
    settings = load_settings()
    from bot.evaluation.places import ACCEPTED, REPORT
    from bot.evaluation.start import accept_figures, read_result, table
    from bot.evaluation.start import evaluate as measure

    folder = measure(settings, quick=quick)
    result = read_result(folder)
    print(table(result))
    print(folder / REPORT)
    if accept:
        accept_figures(result)
        print(f"accepted in {ACCEPTED}", file=sys.stderr)
        return
    for fallen in result["fallen"]:
        print(f"Error: fell by more than its noise: {fallen}", file=sys.stderr)
    raise typer.Exit(int(bool(result["fallen"])))


def _answer(lines: Lines) -> None:
    """Rows for standard input, by the model of the present data, which is trained first if need be."""
    settings = load_settings()
    from bot.nlu_client import BadLine
    from bot.training import ensure_model

    try:
        for row in lines(ensure_model(settings), sys.stdin.buffer):
            print(json.dumps(row, ensure_ascii=False), flush=True)
    except BadLine as error:
        print(f"Error: {error}", file=sys.stderr)
        raise typer.Exit(1) from None
