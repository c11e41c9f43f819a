"""A figure fails when it falls by more than its noise, and only then."""

from pathlib import Path

import pytest

from bot.evaluation.comparison import Figure, compare, read_accepted, write_accepted


def figure(value: float, noise: float = 0.02, *, less_is_better: bool = False) -> Figure:
    return Figure(name="f1", value=value, noise=noise, count=100, less_is_better=less_is_better)


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [(0.8, 0.77, "fell"), (0.8, 0.79, "same"), (0.8, 0.8, "same"), (0.8, 0.81, "same"), (0.8, 0.83, "rose")],
)
def test_only_more_than_noise_is_a_change(before: float, now: float, verdict: str) -> None:
    assert [one.verdict for one in compare([figure(now)], {"f1": figure(before)})] == [verdict]


def test_of_an_error_less_is_better() -> None:
    now, before = figure(0.10, less_is_better=True), figure(0.05, less_is_better=True)
    assert compare([now], {"f1": before})[0].verdict == "fell"
    assert compare([before], {"f1": now})[0].verdict == "rose"


def test_the_larger_noise_of_both_counts() -> None:
    assert compare([figure(0.75, 0.01)], {"f1": figure(0.8, 0.06)})[0].verdict == "same"
    assert compare([figure(0.75, 0.06)], {"f1": figure(0.8, 0.01)})[0].verdict == "same"


def test_a_promise_without_noise_fails_with_the_first_miss() -> None:
    assert compare([figure(0.99, 0.0)], {"f1": figure(1.0, 0.0)})[0].verdict == "fell"


def test_what_the_file_does_not_keep_is_no_change() -> None:
    assert compare([figure(44 / 46, 0.0)], {"f1": figure(0.9565, 0.0)})[0].verdict == "same"


def test_what_was_never_accepted_is_new_and_fails_nothing() -> None:
    assert compare([figure(0.1)], {})[0].verdict == "new"


def test_targets_are_told_apart_from_falls() -> None:
    aimed = Figure(name="f1", value=0.69, noise=0.02, count=9, target=0.7)
    compared = compare([aimed], {"f1": figure(0.69)})[0]
    assert (compared.reached, compared.verdict) == (False, "same")
    assert compare([figure(0.5)], {})[0].reached is None


def test_the_line_names_figure_before_now_and_noise() -> None:
    fallen = compare([figure(0.75)], {"f1": figure(0.8)})[0]
    assert str(fallen) == "f1: 0.800 before, 0.750 now, noise 0.020"


def test_accepted_figures_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "accepted.json"
    assert read_accepted(path) == {}
    error = Figure(name="error", value=0.05, noise=0.01, count=7, less_is_better=True)
    write_accepted(path, [figure(0.8), error], {"model": "abc"})
    assert read_accepted(path) == {"error": error, "f1": figure(0.8)}


@pytest.mark.parametrize("content", ["", "[]", '{"version": 2, "figures": {}}', '{"version": 1}'])
def test_a_file_that_is_not_ours_is_refused_with_the_remedy(tmp_path: Path, content: str) -> None:
    path = tmp_path / "accepted.json"
    path.write_text(content)
    with pytest.raises(ValueError, match=r"accepted\.json cannot be read .* --accept"):
        read_accepted(path)
