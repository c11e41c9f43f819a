"""The public test sets: reading them, choosing bars without the test part, and what the figures mean."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import matthews_corrcoef

from benchmarks.public_nlu_bars import Read, lowest_good, lowest_recalling, unseen
from benchmarks.public_nlu_data import CLINC, OUT, SOFMATTRESS, NoData, Part, check, clinc, sofmattress
from benchmarks.public_nlu_engine import _as_rasa, _default_config, ours


def folder_with(path: Path, **changed: str) -> Path:
    parts = ("train", "val", "test", "oos_train", "oos_val", "oos_test")
    content = {name: 'sentence,label\n"a, b",PRICE\nhm,NO_NODES_DETECTED\n' for name in SOFMATTRESS}
    content[CLINC] = json.dumps({name: [["hello", "oos" if "oos" in name else "greet"]] for name in parts})
    for name, text in {**content, **changed}.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def read(truth: list[str], found: list[str], sure: list[float]) -> Read:
    return Read(np.array(truth), np.array(found), np.array(sure))


def test_both_sets_are_read_with_one_name_for_out_of_scope(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    check(folder)
    assert sofmattress(folder)[1] == Part(("a, b", "hm"), ("PRICE", OUT))
    assert clinc(folder)["oos_val"] == Part(("hello",), (OUT,))
    assert clinc(folder)["train"].labels == ("greet",)


@pytest.mark.parametrize("name", [CLINC, *SOFMATTRESS])
def test_a_missing_file_is_named_with_where_to_get_it(tmp_path: Path, name: str) -> None:
    (folder_with(tmp_path) / name).unlink()
    with pytest.raises(NoData, match=rf"no {name} in .*github\.com"):
        check(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoData, match=r"no folder .*elsewhere.*DATA=folder"):
        check(tmp_path / "elsewhere")


@pytest.mark.parametrize(
    ("name", "text"), [(CLINC, "{}"), (CLINC, "no json"), (SOFMATTRESS[0], "x,y\n1,2\n")]
)
def test_a_file_of_another_kind_is_refused_by_name(tmp_path: Path, name: str, text: str) -> None:
    folder = folder_with(tmp_path, **{name: text})
    with pytest.raises(NoData, match=name):
        clinc(folder) if name == CLINC else sofmattress(folder)


def test_a_part_of_a_set_keeps_every_label() -> None:
    part = Part(tuple("abcdef"), ("x", "x", "x", "y", "x", "y")).every(2)
    assert part == Part(("a", "c", "d"), ("x", "x", "y"))


def test_figures_count_a_known_message_taken_for_out_of_scope_as_wrong() -> None:
    one = read(["x", "x", "y", OUT, OUT], ["x", "x", "x", "y", "x"], [0.9, 0.2, 0.8, 0.1, 0.7])
    assert one.with_bar(0.5).tolist() == ["x", OUT, "x", OUT, "x"]
    assert one.in_scope(0.5) == pytest.approx(1 / 3)
    assert one.recall(0.5) == 0.5
    assert one.mcc(0.5) == matthews_corrcoef(["x", "x", "y", OUT, OUT], ["x", OUT, "x", OUT, "x"])


def test_the_bar_is_the_lowest_that_is_as_good_as_the_best() -> None:
    truth = ["x"] * 40 + [OUT] * 40
    sure = [*np.linspace(0.6, 1, 40), *np.linspace(0, 0.4, 40)]
    one = read(truth, ["x"] * 80, sure)
    bars = one.bars()
    best = max(one.mcc(float(bar)) for bar in bars)
    assert best == 1
    assert lowest_good(one) <= min(float(bar) for bar in bars if one.mcc(float(bar)) == best)
    assert 0.3 < lowest_good(one) < 0.65


def test_the_lowest_bar_with_a_recall_keeps_the_most_in_scope() -> None:
    one = read([OUT] * 10 + ["x"] * 10, ["x"] * 20, [n / 20 for n in range(20)])
    bar = lowest_recalling(one, 0.6)
    assert 0.6 <= one.recall(bar) <= 0.7
    assert one.in_scope(bar) == 1


def test_each_intent_is_once_out_of_scope_and_no_text_is_read_by_a_model_that_saw_it() -> None:
    train = Part(tuple(f"{label}{n}" for label in "xyz" for n in range(5)), tuple("xxxxxyyyyyzzzzz"))
    rounds: list[tuple[Part, Part]] = []

    def reader(seen: Part, rest: Part) -> Read:
        rounds.append((seen, rest))
        return read(list(rest.labels), ["x"] * len(rest), [0.5] * len(rest))

    result = unseen(train, reader)
    assert all(not set(seen.texts) & set(rest.texts) for seen, rest in rounds)
    assert (result.truth == OUT).sum() == (result.truth != OUT).sum() == len(train)


def test_our_model_is_surer_of_what_is_like_its_examples() -> None:
    train = Part(
        ("where is my parcel", "track my parcel", "give me my money back", "i want a refund"),
        ("track", "track", "refund", "refund"),
    )
    found = ours(train, Part(("where is the parcel", "qwrtz xkcd"), ("track", OUT)))
    assert found.found[0] == "track"
    assert found.sure[0] > found.sure[1]


def test_the_default_pipeline_gets_its_data_without_marks_that_rasa_would_read() -> None:
    made = _as_rasa(Part(("/start [now](x)", "two\nlines"), ("b", "a")))
    assert made["nlu"] == [
        {"intent": "i0", "examples": "- two lines\n"},
        {"intent": "i1", "examples": "- start (now)(x)\n"},
    ]


def test_the_default_pipeline_is_the_one_of_the_other_benchmark_for_english() -> None:
    config = _default_config(7)
    names = [part["name"] for part in config["pipeline"]]
    assert names[0] == "WhitespaceTokenizer"
    assert "FallbackClassifier" not in names
    assert [part["epochs"] for part in config["pipeline"] if part["name"] == "DIETClassifier"] == [7]
