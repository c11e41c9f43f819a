import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_ownership_diagram_is_drawn_from_the_table() -> None:
    diagram = runpy.run_path(str(ROOT / "docs" / "ownership.py"))["diagram"]()
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{diagram}\n```" in page, "run `python docs/ownership.py` and paste what it prints"
