"""What the figures were measured on, and where they are kept."""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import psutil

RESULTS = Path(__file__).with_name("results") / "latest.json"


def machine() -> dict[str, object]:
    return {
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "python": platform.python_version(),
        "frontdesk": version("frontdesk"),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values do not exceed. Raises statistics.StatisticsError when there are none."""
    if len(values) == 1:
        return values[0]
    return statistics.quantiles(values, n=1000, method="inclusive")[round(share * 1000) - 1]


def keep(figures: Mapping[str, float]) -> Path:
    """Writes the figures beside those of earlier runs of other parts, so that parts can be measured one by one."""
    before: dict[str, float] = {}
    if RESULTS.exists():
        before = json.loads(RESULTS.read_text(encoding="utf-8"))["figures"]
    RESULTS.parent.mkdir(exist_ok=True)
    content = {"machine": machine(), "figures": {**before, **{k: round(v, 3) for k, v in figures.items()}}}
    RESULTS.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return RESULTS
