"""Charts as SVG for the page: text stays text, in both languages; "@key" in a chart is a key of texts.yml."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import matplotlib

matplotlib.use("svg")
from matplotlib.figure import Figure

Say = Callable[[str], Mapping[str, str]]
INK, SOFT, GRID = "#1f2933", "#6b7785", "#e4e8ec"
BLUE, ORANGE, GREEN, GREY = "#2563eb", "#d97706", "#059669", "#9aa5b1"
_SETTINGS = {
    "svg.fonttype": "none",  # the reader's own fonts: ours need not hold Chinese
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.linewidth": 0.8,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": GRID,
    "axes.axisbelow": True,
    "legend.frameon": False,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
}
_KEY = re.compile(r">@([a-z0-9_]+)<")


def confusion(matrix: Mapping[str, Any], name: str, say: Say, *, counts: bool = False) -> str:
    """Rows are true, columns said; the darker, the larger the share of the row. The diagonal is what is right."""
    rows, columns = matrix["rows"], matrix["columns"]
    shares = [[count / max(sum(row), 1) for count in row] for row in matrix["counts"]]
    side = 0.24 if len(rows) > 10 else 0.62
    figure, axes = _drawn(name, len(columns) * side + 2.2, len(rows) * side + 1.6)
    axes.grid(False)
    axes.pcolormesh(
        [[share**0.5 for share in row] for row in shares],
        cmap="Blues",
        vmin=0,
        vmax=1.15,
        edgecolors="#f3f5f7",
        linewidth=0.4,
    )
    axes.set_xticks([at + 0.5 for at in range(len(columns))], columns, rotation=90)
    axes.set_yticks([at + 0.5 for at in range(len(rows))], rows)
    axes.tick_params(length=0, labelsize=7.5 if len(rows) > 10 else 9)
    axes.invert_yaxis()
    axes.set(xlabel="@said", ylabel="@true")
    for row, of_row in enumerate(matrix["counts"]):
        for column, count in enumerate(of_row):
            if counts and count:
                ink = "white" if shares[row][column] > 0.45 else INK
                axes.text(column + 0.5, row + 0.5, f"{count}", ha="center", va="center", color=ink)
    return _svg(figure, say)


def calibration(bins: Sequence[Mapping[str, float]], say: Say) -> str:
    """Confidence against share right, above how many messages had it. On the diagonal a confidence is what it says."""
    figure, axes = _drawn("calibration", 5.2, 3.9)
    axes.plot([0, 1], [0, 1], color=GREY, linewidth=1, linestyle=(0, (4, 3)))
    axes.plot([one["sure"] for one in bins], [one["right"] for one in bins], color=BLUE, marker="o", ms=4)
    axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel="@confidence", ylabel="@share_right")
    beside = axes.twinx()
    beside.grid(False)
    beside.bar(
        [one["low"] + 0.05 for one in bins], [one["count"] for one in bins], 0.086, color=BLUE, alpha=0.14
    )
    beside.set(ylabel="@messages", ylim=(0, max(one["count"] for one in bins) * 2.2))
    return _svg(figure, say)


def floors(values: Mapping[str, Mapping[str, float]], names: Sequence[str], say: Say) -> str:
    """Our figures beside those that one gets for nothing; `values` by who, then by figure."""
    colours = (BLUE, "#cbd2d9", "#b3bcc6", GREY, "#7b8794")
    figure, axes = _drawn("floors", 10.8, 3.6)
    width = 0.8 / len(values)
    for place, (who, of_who) in enumerate(values.items()):
        spots = [at + (place - (len(values) - 1) / 2) * width for at in range(len(names))]
        heights = [of_who[name] for name in names]
        axes.bar(spots, heights, width * 0.92, color=colours[place % len(colours)], label=f"@{who}")
        for spot, height in zip(spots, heights, strict=True):
            shown = f"{height:.2f}".removeprefix("0")
            axes.text(spot, height + 0.012, shown, ha="center", fontsize=6.5, color=SOFT)
    axes.set_xticks(range(len(names)), [f"@{name}" for name in names])
    axes.tick_params(axis="x", length=0)
    axes.grid(False, axis="x")
    axes.set(ylim=(0, 1.12), yticks=[0, 0.25, 0.5, 0.75, 1])
    axes.legend(ncol=len(values), loc="upper left", fontsize=8, borderaxespad=0, handlelength=1)
    return _svg(figure, say)


def thresholds(heads: Mapping[str, Mapping[str, Any]], say: Say) -> str:
    """Precision and recall of every reason's probability against the threshold; the bar is the one in force."""
    across = 3
    down = -(-len(heads) // across)
    height = down * 2.3 + 0.3
    figure = _figure("thresholds", across * 3.6, height)
    figure.set_tight_layout({"rect": (0, 0, 1, 1 - 0.3 / height)})
    grid = figure.subplots(down, across, squeeze=False, sharex=True, sharey=True)
    spots = [axes for row in grid for axes in row]
    for axes, (head, measured) in zip(spots[: len(heads)], heads.items(), strict=True):
        _reason(axes, head, measured)
    for axes in spots[len(heads) :]:
        axes.axis("off")
    figure.legend(*spots[0].get_legend_handles_labels(), loc="upper right", ncol=3, borderaxespad=0)
    for axes in grid[-1]:
        axes.set_xlabel("@threshold")
    return _svg(figure, say)


def _reason(axes: Any, head: str, measured: Mapping[str, Any]) -> None:
    at = [point["threshold"] for point in measured["curve"]]
    drawn = [point if point["reached"] else None for point in measured["curve"]]
    nothing = float("nan")  # where nothing reaches the threshold there is no precision
    axes.plot(
        at, [point["precision"] if point else nothing for point in drawn], color=BLUE, label="@precision"
    )
    axes.plot(at, [point["recall"] for point in measured["curve"]], color=ORANGE, label="@recall")
    axes.plot(
        at, [point["f1"] for point in measured["curve"]], color=GREEN, linewidth=1, linestyle=":", label="@f1"
    )
    if measured["in_force"] is not None:
        axes.axvline(measured["in_force"], color=INK, linewidth=0.8, alpha=0.55)
    axes.set(xlim=(0, 1), ylim=(0, 1.03))
    axes.set_title(f"@{head}", fontsize=9, loc="left")
    axes.set_title(f"n = {measured['count']}", fontsize=7.5, loc="right", color=SOFT)


def _drawn(name: str, width: float, height: float) -> tuple[Figure, Any]:
    figure = _figure(name, width, height)
    return figure, figure.subplots()


def _figure(name: str, width: float, height: float) -> Figure:
    """`name` keeps the ids inside the drawing apart from those of others on the page."""
    matplotlib.rcParams.update({**_SETTINGS, "svg.hashsalt": name})
    return Figure(figsize=(width, height), tight_layout=True)


def _svg(figure: Figure, say: Say) -> str:
    """The `svg` element alone, as wide as its place allows at most; each key's texts marked with their language."""
    kept = io.StringIO()
    figure.savefig(kept, format="svg", metadata={"Date": None})
    text = re.sub(r"<!--.*?-->\s*|<metadata>.*?</metadata>\s*", "", kept.getvalue(), flags=re.DOTALL)
    text = text[text.index("<svg") :]
    text = re.sub(r'(<svg[^>]*?) height="[\d.]+pt"', r"\1", text, count=1)
    text = re.sub(r'(<svg[^>]*?) width="([\d.]+)pt"', r'\1 style="max-width:\2pt"', text, count=1)
    return _KEY.sub(lambda found: f">{_spans(say(found[1]))}<", text)


def _spans(texts: Mapping[str, str]) -> str:
    return "".join(f'<tspan lang="{language}">{escape(text)}</tspan>' for language, text in texts.items())
