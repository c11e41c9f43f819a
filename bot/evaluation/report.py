"""The report: one HTML file that needs nothing else, in Chinese and English with a switch."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.evaluation import charts

HERE = Path(__file__).parent
LANGUAGES = ("zh", "en")
_OURS = "ours"
_SHOWN = ("turn_precision", "turn_recall", "turn_f1", "dialogue_f1", "gt_1", "gt_2", "gt_3")


def write_report(result: Mapping[str, Any], path: Path) -> None:
    """`result` is what `measuring.measure` keeps in figures.json."""
    path.write_text(rendered(result), encoding="utf-8")


def rendered(result: Mapping[str, Any]) -> str:
    """Raises KeyError for a text that is missing and jinja2's UndefinedError for a value that is."""
    parts = result["parts"]
    gold = parts["gold_dialogues"]
    drawn = {
        "intents": charts.confusion(parts["intents"]["matrix"], "intents", texts_of),
        "emotions": charts.confusion(parts["emotions"]["matrix"], "emotions", texts_of, counts=True),
        "calibration": charts.calibration(parts["intents"]["calibration"]["bins"], texts_of),
        "floors": charts.floors({_OURS: gold["values"], **gold["floors"]}, _SHOWN, texts_of),
        "thresholds": charts.thresholds(parts["dialogues"]["thresholds"], texts_of),
    }
    page = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    page.filters |= {"percent": _percent, "signed": _signed}
    return page.get_template("report.html.j2").render(
        **result,
        t=said,
        figure_name=figure_name,
        charts={name: Markup(svg) for name, svg in drawn.items()},
        shown=_SHOWN,
        best=_best,
    )


@cache
def _texts() -> Mapping[str, Any]:
    # Every value is text: a safe loader would take the key "true" for a truth value.
    text = (HERE / "texts.yml").read_text(encoding="utf-8")
    texts: Mapping[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return texts


def texts_of(key: str) -> Mapping[str, str]:
    """A text in each language. Raises KeyError."""
    texts: Mapping[str, str] = _texts()[key]
    return texts


def figure_name(name: str) -> Markup:
    """A figure's name for people. Those of a language share one text, with * for the language."""
    named = _texts()["figures"]
    texts = named.get(name) or named[f"{name.partition('.')[0]}.*"]
    return _spans({one: text.replace("*", name.partition(".")[2]) for one, text in texts.items()})


def said(key: str) -> Markup:
    return _spans(texts_of(key))


def _spans(texts: Mapping[str, str]) -> Markup:
    spans = (Markup('<span lang="{}">{}</span>').format(one, texts[one]) for one in LANGUAGES)
    return Markup("").join(spans)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.1f}"


def _signed(share: float) -> str:
    return f"{round(share * 100, 1) + 0.0:+.1f}"  # plus nothing: no minus before a zero


def _best(measured: Mapping[str, Any]) -> Mapping[str, float]:
    best: Mapping[str, float] = max(measured["curve"], key=lambda point: point["f1"])
    return best
