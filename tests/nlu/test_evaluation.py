"""A whole evaluation of a small project: what is measured, kept, compared and shown."""

from __future__ import annotations

import json
import re
import shutil
import tarfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bot.check.examples import Example
from bot.evaluation import __main__ as command
from bot.evaluation import material, report, suspects
from bot.evaluation.comparison import Figure, write_accepted
from bot.evaluation.material import read, read_messages, trained_label
from bot.evaluation.measuring import measure, tasks
from bot.evaluation.scores import Guess
from bot.nlu.dialogue.turns import turns_of
from bot.nlu.dialogue.wording import Worded
from bot.nlu.understanding import Understanding
from tests.nlu.conftest import FIXTURES

EMOTIONS = {
    "calm": "快递到哪了 查一下物流 开发票 我要退款 帮我看看 好的 收到",
    "angry": "你们是骗子 气死我了 滚 什么垃圾 太过分了 你有病吧 废物",
    "pleased": "太好了 谢谢你 真棒 非常满意 好开心 赞 辛苦了",
}
TURNS = [
    ("我要退款", "request_refund", "calm", ""),
    ("快递到哪了", "track_shipment", "calm", ""),
    ("开发票", "invoice", "calm", ""),
    ("谢谢你", "track_shipment", "pleased", ""),
    ("你们是骗子", "complaint", "angry", "emotion"),
    ("转人工", "ask_human", "calm", "asked_for_human"),
]


def dialogues(name: str, count: int) -> str:
    """Each begins with another request and every third ends without anybody being due."""
    made = []
    for number in range(count):
        said = [TURNS[number % 4], TURNS[(number + 1) % 4], *(TURNS[4:] if number % 3 else [])]
        lines = [f"- id: {name}-{number}", "  turns:"]
        for text, intent, emotion, reason in said:
            lines += [f"  - customer: {text}", f"    intent: {intent}", f"    emotion: {emotion}"]
            lines += [f"    handoff: [{reason}]"] if reason else []
            lines += ["  - service: 好的"]
        made += lines
    return "\n".join(made) + "\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    for folder in ("nlu", "emotion", "dialogues", "gold"):
        (root / "data" / folder).mkdir(parents=True)
    shutil.copy(FIXTURES / "data/nlu/nlu.yml", root / "data/nlu/all.yml")
    groups = [
        f"- emotion: {label}\n  intensity: 0.5\n  messages: |\n"
        + "".join(f"    - {text}\n" for text in texts.split())
        for label, texts in EMOTIONS.items()
    ]
    (root / "data/emotion/all.yml").write_text("".join(groups))
    (root / "data/dialogues/fit.yml").write_text(dialogues("fit", 18))
    (root / "data/gold/first.yml").write_text(dialogues("gold", 6))
    lines = ["track_shipment\tzh-Hans\t包裹现在在哪", "invoice\ten\tan invoice", "invoice\tzh-Hans\t开发票"]
    (root / "data/gold/messages.tsv").write_text("\n".join(lines) + "\n")
    return root


@pytest.fixture(scope="module")
def model(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    known = read(project)
    texts, labels = [one.text for one in known.messages], [trained_label(one) for one in known.messages]
    folder = tmp_path_factory.mktemp("model")
    Understanding.fit(texts, labels, known.feelings, lambda: Worded.of(turns_of(known.dialogues))).save(
        folder
    )
    archive = folder / "tiny.tar.gz"
    with tarfile.open(archive, "w:gz") as packed:
        for file in folder.glob("*.npz"):
            packed.add(file, file.name)
    return archive


@pytest.fixture(scope="module")
def measured(project: Path, model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a whole run, begun with one accepted figure that cannot be kept."""
    out = tmp_path_factory.mktemp("out") / "run"
    accepted = out.parent / "accepted.json"
    write_accepted(accepted, [Figure(name="gold_messages.accuracy", value=1.5, noise=0.01, count=2)], {})
    measure(project, model, out, accepted, quick=False, tell=lambda *_: None)
    return out


def figures(folder: Path) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    return kept


def test_every_example_and_dialogue_is_measured_once(project: Path, measured: Path) -> None:
    kept, known = figures(measured), read(project)
    assert kept["parts"]["intents"]["count"] == len(known.messages)
    assert kept["parts"]["emotions"]["count"] == 21
    assert (kept["parts"]["dialogues"]["dialogues"], kept["parts"]["gold_dialogues"]["dialogues"]) == (18, 6)
    assert kept["model"] == "tiny"


def test_figures_are_shares_with_a_noise(measured: Path) -> None:
    found = {one["name"]: one for one in figures(measured)["figures"]}
    assert all(0 <= one["value"] <= 1 and one["noise"] >= 0 for one in found.values())
    # The written dialogues are so alike that whoever has read two thirds of them knows the rest.
    assert found["dialogues.asked_recall"]["value"] == 1.0
    assert found["gold_dialogues.asked_recall"]["noise"] == 0.0


def test_gold_messages_that_are_trained_on_are_left_out(project: Path, measured: Path) -> None:
    assert [one.text for one in read(project).gold_messages] == ["包裹现在在哪", "an invoice"]
    assert figures(measured)["parts"]["gold_messages"]["count"] == 2


def test_what_fell_is_named_with_both_figures_and_the_noise(measured: Path) -> None:
    fallen = figures(measured)["fallen"]
    assert [line.partition(":")[0] for line in fallen] == ["gold_messages.accuracy"]
    assert "1.500 before" in fallen[0]


def test_reasons_have_curves_where_the_dialogues_have_the_reason(measured: Path) -> None:
    heads = figures(measured)["parts"]["dialogues"]["thresholds"]
    assert set(heads) == {"any", "asked_for_human", "emotion"}
    assert all(len(head["curve"]) == 19 and head["in_force"] is not None for head in heads.values())


class Spoken(HTMLParser):
    """Collects what stands in elements of each language, and how often each element opens and closes."""

    def __init__(self) -> None:
        super().__init__()
        self.by_language: dict[str, list[str]] = {"zh": [], "en": []}
        self.opened = self.closed = 0
        self._language: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened += tag in ("span", "tspan", "table", "section", "svg", "tr")
        language = dict(attrs).get("lang")
        if tag in ("span", "tspan") and language in self.by_language:
            self._language = language

    def handle_endtag(self, tag: str) -> None:
        self.closed += tag in ("span", "tspan", "table", "section", "svg", "tr")
        self._language = None

    def handle_data(self, data: str) -> None:
        if self._language:
            self.by_language[self._language].append(data)


def test_the_report_says_everything_in_both_languages(measured: Path) -> None:
    page = (measured / "report.html").read_text(encoding="utf-8")
    spoken = Spoken()
    spoken.feed(page)
    assert spoken.opened == spoken.closed
    assert len(spoken.by_language["zh"]) == len(spoken.by_language["en"]) > 100
    assert {"混淆矩阵", "召回率"} <= set(spoken.by_language["zh"])
    assert {"Confusion matrix", "recall"} <= set(spoken.by_language["en"])


def test_the_report_needs_nothing_else_and_keeps_no_key_untranslated(measured: Path) -> None:
    page = (measured / "report.html").read_text(encoding="utf-8")
    assert not re.findall(r'(?:src|href)="(?!#)[^"]+"|@import|url\((?!#)', page.replace("xlink:", ""))
    assert not re.findall(r">@[a-z]", page)
    assert page.count("<svg") == 5


def test_texts_are_there_in_both_languages_for_every_figure() -> None:
    texts = report._texts()
    flat = {**{key: value for key, value in texts.items() if key != "figures"}, **texts["figures"]}
    assert [key for key, value in flat.items() if set(value) != {"zh", "en"} or not all(value.values())] == []


def test_a_text_of_a_customer_stays_text_in_the_report(measured: Path) -> None:
    kept = figures(measured)
    kept["parts"]["dialogues"]["mistakes"]["missed"] = [
        {
            "dialogue": "d",
            "turn": 1,
            "text": "<script>alert(1)</script>",
            "due": [],
            "reasons": [],
            "chance": 0,
        }
    ]
    page = report.rendered(kept)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_quick_run_takes_one_fold_of_each_part(project: Path, model: Path) -> None:
    names = [task.name for task in tasks(project, model, quick=True)]
    assert sorted(names) == ["dialogues", "emotions", "gold_dialogues", "gold_messages", "intents"]
    assert len(tasks(project, model, quick=False)) == 3 + 5 + 5 + 2


def test_a_model_that_is_not_ours_ends_with_one_line(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "other.tar.gz"
    tarfile.open(archive, "w:gz").close()
    code = command.main(["--root", str(project), "--model", str(archive), "--out", str(tmp_path / "out")])
    assert code == 1
    assert capsys.readouterr().err == "error: the model is not one of ours; run `frontdesk train`\n"
    assert not (tmp_path / "out").exists()


def test_a_line_that_is_no_gold_message_is_named(tmp_path: Path) -> None:
    path = tmp_path / "messages.tsv"
    path.write_text("greet\ten\thi\ngreet hi\n")
    with pytest.raises(ValueError, match=r"messages\.tsv, line 2"):
        read_messages(path)


def test_data_with_a_fault_is_not_measured(project: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(project, root)
    (root / "data/nlu/bad.yml").write_text("nlu:\n- intent: greet\n  examples: |\n    你好\n")
    with pytest.raises(ValueError, match=r"data/nlu/bad\.yml:4: is no example"):
        material.read(root)


EXAMPLES = [Example(file="a.yml", line=at, label="deny", written=f"不要{at}") for at in range(4)]


def guess(at: int, said: str, sure: float, *also: str) -> Guess:
    return Guess(at=at, said=said, sure=sure, also=also)


def test_only_what_every_repeat_gets_wrong_alike_and_surely_is_suspect() -> None:
    first = [guess(0, "refund", 0.99), guess(1, "refund", 1), guess(2, "refund", 1), guess(3, "deny", 1)]
    second = [guess(0, "refund", 0.97), guess(1, "cancel", 1), guess(2, "refund", 0.7), guess(3, "deny", 1)]
    assert suspects.suspects(EXAMPLES, [first, second]) == [
        {"file": "a.yml", "line": 0, "text": "不要0", "label": "deny", "said": "refund", "sure": 0.97}
    ]


def test_an_example_whose_label_is_a_further_request_is_none() -> None:
    both = [guess(0, "refund", 1, "deny")]
    assert suspects.suspects(EXAMPLES, [both, both]) == []


def test_a_label_that_was_planted_is_found(project: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(project, root)
    texts = [
        f"{start}发票{end}" for start in ("开", "补", "我要", "给我开") for end in ("", "谢谢", "抬头公司")
    ]
    lines = "".join(f"    - {text}\n" for text in texts)
    (root / "data/nlu/more.yml").write_text(f"nlu:\n- intent: invoice\n  examples: |\n{lines}")
    planted = "nlu:\n- intent: track_shipment\n  examples: |\n    - 给我补发票抬头公司\n"
    (root / "data/nlu/planted.yml").write_text(planted)
    told: list[tuple[str, int, int]] = []
    found = suspects.find(root, lambda *progress: told.append(progress))
    assert [(one["file"], one["line"], one["said"]) for one in found] == [
        ("data/nlu/planted.yml", 4, "invoice")
    ]
    assert [done for _, done, _ in told] == [1, 2, 3, 4, 5, 6]
