"""The escalation thresholds that are in force: data, read from `data/escalation.yml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from handoff.escalation.reasons import Policy

FILE = Path(__file__).resolve().parents[2] / "data" / "escalation.yml"


class PolicyInvalid(ValueError):
    """The file cannot be used; the message names the file, the value and the remedy."""


def load_policy(path: Path = FILE) -> Policy:
    """Raises PolicyInvalid, also for a name that no rule knows: a typo must not switch a rule off unseen."""
    content: Any = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    if not isinstance(content, dict):
        raise PolicyInvalid(f"{path.name}: write one 'name: value' a line.")
    unknown = sorted(set(content) - set(Policy().to_dict()))
    if unknown:
        raise PolicyInvalid(
            f"{path.name}: no rule knows '{unknown[0]}'; see handoff/escalation/reasons.py for the names."
        )
    try:
        return Policy.from_dict(content)
    except ValueError as error:
        raise PolicyInvalid(f"{path.name}: {error}.") from error
