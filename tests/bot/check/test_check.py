"""The linter of data and texts: each fault with its file and line, and silence where all is well."""

from pathlib import Path

import pytest

from bot.check.check import check
from handoff.hours.desk_file import FILE

DOMAIN = "intents:\n- greet: {use_entities: []}\n- thanks\n- nlu_fallback\nentities:\n- phone\n"


class Project:
    """A small project that has no fault until a test puts one in."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("domain.yml", DOMAIN)
        self.write("data/desk.yml", FILE.read_text(encoding="utf-8"))
        self.examples("greet", *(f"你好{number}" for number in range(40)))
        self.examples("thanks", *(f"谢谢{number}" for number in range(40)))

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def examples(self, intent: str, *texts: str, file: str | None = None) -> None:
        """The first example stands on line 5."""
        lines = "".join(f"    - {text}\n" for text in texts)
        text = f"version: '3.1'\nnlu:\n- intent: {intent}\n  examples: |\n{lines}"
        self.write(f"data/nlu/{file or intent}.yml", text)

    def faults(self) -> list[str]:
        return [str(fault) for fault in check(self.root)]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_a_project_without_faults_is_left_in_peace(project: Project) -> None:
    assert project.faults() == []


def test_the_same_words_under_two_intents_are_a_fault(project: Project) -> None:
    project.examples("thanks", "您早", "你好3", file="more")
    assert project.faults() == ["data/nlu/more.yml:6: '你好3' is 'greet' in data/nlu/greet.yml:8"]


def test_other_spellings_of_the_same_words_count_as_the_same(project: Project) -> None:
    project.examples("thanks", "謝謝３！", file="more")
    assert project.faults() == [
        "data/nlu/thanks.yml:8: warning: '谢谢3' stands already in data/nlu/more.yml:5"
    ]


def test_an_intent_that_the_domain_does_not_have_is_a_fault(project: Project) -> None:
    project.examples("gret", "哈喽")
    assert project.faults() == ["data/nlu/gret.yml:5: there is no intent 'gret'"]


def test_an_intent_without_examples_is_a_fault_and_one_with_few_a_warning(project: Project) -> None:
    project.write("domain.yml", DOMAIN.replace("- thanks", "- thanks\n- praise\n- goodbye"))
    project.examples("praise", "真棒")
    assert project.faults() == [
        "domain.yml:1: intent 'goodbye' has no examples: nobody can reach it",
        "domain.yml:1: warning: intent 'praise' has only 1 examples, 40 are wanted",
    ]


def test_an_intent_that_a_language_hardly_has_is_a_warning(project: Project) -> None:
    project.write("domain.yml", DOMAIN.replace("- thanks", "- thanks\n- praise"))
    project.examples("praise", *(f"真棒{number}" for number in range(40)))
    for intent, count in (("greet", 30), ("praise", 10), ("thanks", 9)):
        project.examples(intent, *(f"{intent} no {number}" for number in range(count)), file=f"{intent}.en")
    assert project.faults() == []
    project.examples("thanks", *(f"thanks no {number}" for number in range(3)), file="thanks.en")
    assert project.faults() == [
        "domain.yml:1: warning: intent 'thanks' has 3 examples in en, where intents have 10"
    ]


def test_nearly_the_same_words_under_two_intents_are_a_warning(project: Project) -> None:
    project.examples("thanks", "请问你好3啊", file="more")
    assert project.faults() == [
        "data/nlu/more.yml:5: warning: '请问你好3啊' is 'thanks', though '你好3' is 'greet' in data/nlu/greet.yml:8"
    ]


def test_labels_of_dialogues_and_gold_messages_are_those_of_the_domain(project: Project) -> None:
    project.write("data/dialogues/a.yml", "- id: a\n  turns:\n  - customer: 嗨\n    intent: gret\n")
    project.write("data/gold/messages.tsv", "gret\ten\thi\n")
    assert project.faults() == [
        "data/dialogues/a.yml:4: there is no intent 'gret'",
        "data/gold/messages.tsv:1: there is no intent 'gret'",
    ]


@pytest.mark.parametrize(
    ("example", "problem"),
    [
        ("打[13800138000](phon)", "marks the entity 'phon', which the domain does not have"),
        ('打[138]{"entity": "tel"}', "marks the entity 'tel', which the domain does not have"),
        ("打[13800138000] (phone)", "has brackets that mark no entity: 打[13800138000] (phone)"),
        ("打[13800138000(phone)", "has brackets that mark no entity: 打[13800138000(phone)"),
    ],
)
def test_a_badly_marked_entity_is_a_fault(project: Project, example: str, problem: str) -> None:
    project.examples("greet", *(f"你好{number}" for number in range(40)), example)
    assert project.faults() == [f"data/nlu/greet.yml:45: {problem}"]


@pytest.mark.parametrize(
    "example", ["打[13800138000](phone)", '打[138]{"entity": "phone", "value": "1"}', "[图片]"]
)
def test_a_well_marked_entity_is_none(project: Project, example: str) -> None:
    project.examples("greet", *(f"你好{number}" for number in range(40)), example)
    assert project.faults() == []


def test_a_line_that_is_no_example_is_a_fault(project: Project) -> None:
    text = (project.root / "data/nlu/greet.yml").read_text()
    project.write("data/nlu/greet.yml", text + "    早上好\n    # a remark\n")
    assert project.faults() == ["data/nlu/greet.yml:45: is no example, write '- ' first: 早上好"]


def test_a_file_that_is_no_yaml_is_a_fault_with_its_line(project: Project) -> None:
    project.write("data/nlu/broken.yml", "nlu:\n- intent: greet\n  examples: [")
    assert [fault.partition(": ")[0] for fault in project.faults()] == ["data/nlu/broken.yml:3"]


def test_emotions_are_checked_by_the_same_rules(project: Project) -> None:
    project.write("data/emotion/a.yml", "- emotion: furious\n  messages: |\n    - 气死了\n")
    assert project.faults() == ["data/emotion/a.yml:3: there is no emotion 'furious'"]


def test_an_answer_against_the_service_standards_is_a_fault(project: Project) -> None:
    project.write("data/responses/x.yml", "promise:\n  zh: |-\n    保证明天到。\n  en: |-\n    Soon.\n")
    assert project.faults() == [
        "data/responses/x.yml:2: promise: says '保证', which may not be promised or said"
    ]


def test_hours_of_the_desk_that_cannot_be_are_a_fault_with_line_and_remedy(project: Project) -> None:
    good = FILE.read_text(encoding="utf-8")
    line = good.splitlines().index("  mon: 9:00-21:00") + 1
    project.write("data/desk.yml", good.replace("mon: 9:00-21:00", "mon: 9-21"))
    [fault] = project.faults()
    assert fault.startswith(
        f"data/desk.yml:{line}: 'mon' is open '9-21', which are no hours; write 9:00-21:00"
    )
