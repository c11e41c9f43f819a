"""Draws the ownership table as the diagram in docs/architecture.md: `python docs/ownership.py` prints it."""

from collections import defaultdict

from handoff.transitions import TRANSITIONS, State


def diagram() -> str:
    """Mermaid state diagram; moves between the same two states share an arrow."""
    arrows: dict[tuple[State, State], list[str]] = defaultdict(list)
    for (before, move), after in TRANSITIONS.items():
        arrows[before, after].append(move.value.replace("_", " "))
    lines = ["stateDiagram-v2", "    [*] --> bot"]
    lines += [f"    {a.value} --> {b.value}: {', '.join(moves)}" for (a, b), moves in arrows.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    print(diagram())
