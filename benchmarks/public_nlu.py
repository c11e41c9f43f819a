"""`make bench-nlu DATA=folder`: our intent model and Rasa's default pipeline on public test sets, in one run.

`python -m benchmarks.public_nlu --data folder [--skip-default]`; the work is done in Rasa's environment.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.machine import keep
from benchmarks.public_nlu_data import NoData, check
from bot.settings import ROOT

ENGINE = ROOT / ".venv-rasa" / "bin" / "python"
_ENVIRON = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": str(ROOT)}


def run(folder: Path, skip_default: bool) -> list[dict[str, Any]]:
    """Rows of figures. Raises NoData, and RuntimeError with the engine's last line."""
    check(folder)
    if not ENGINE.exists():
        raise RuntimeError(f"There is no {ENGINE.relative_to(ROOT)}: run make setup.")
    with tempfile.TemporaryDirectory(prefix="fd-public-") as name:
        out = Path(name) / "rows.json"
        command = [
            ENGINE,
            "-W",
            "ignore",
            "-m",
            "benchmarks.public_nlu_engine",
            "--data",
            folder,
            "--out",
            out,
        ]
        command += ["--skip-default"] if skip_default else []
        done = subprocess.run(
            [*map(str, command)],
            cwd=ROOT,
            env={**os.environ, **_ENVIRON},
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            said = [line for line in done.stderr.splitlines() if line.strip()] or ["it said nothing"]
            raise RuntimeError(f"The measurement failed: {said[-1].removeprefix('error: ')}")
        rows: list[dict[str, Any]] = json.loads(out.read_text(encoding="utf-8"))
    return rows


def figures(rows: list[dict[str, Any]]) -> dict[str, float]:
    """What is kept: names as in docs/nlu-tried.md, the default pipeline's with `rasa_default_` before them."""
    kept: dict[str, float] = {}
    for row in rows:
        own = row["how"].startswith("ours")
        if own and "every" in row["how"]:
            kept |= {"clinc_in_scope_of_part": row["in_scope"], "clinc_oos_recall_of_part": row["recall"]}
            continue
        before = "" if own else "rasa_default_"
        if row["set"] == "SOFMattress":
            kept[f"{before}sofmattress_mcc"] = row["mcc"]
        else:
            kept |= {f"{before}clinc_in_scope": row["in_scope"], f"{before}clinc_oos_recall": row["recall"]}
    return kept


def shown(rows: list[dict[str, Any]]) -> Table:
    table = Table(
        "set",
        "pipeline",
        "in scope",
        "out-of-scope recall",
        "MCC",
        "bar",
        "seconds",
        title="Public test sets",
    )
    for row in rows:
        values = [f"{row[name]:.3f}" for name in ("in_scope", "recall", "mcc", "bar")]
        table.add_row(row["set"], row["how"], *values, f"{row['seconds']:.0f}")
    return table


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.public_nlu")
    parser.add_argument("--data", type=Path, required=True, help="the folder with the public data")
    parser.add_argument(
        "--skip-default", action="store_true", help="leave Rasa's default pipeline out: minutes less"
    )
    chosen = parser.parse_args()
    try:
        rows = run(chosen.data.resolve(), chosen.skip_default)
    except (NoData, RuntimeError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    Console().print(shown(rows))
    Console(stderr=True).print(f"kept in {keep(figures(rows))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
