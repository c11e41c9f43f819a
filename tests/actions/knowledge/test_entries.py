"""Reading the knowledge base: good files, and every fault with file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from actions.fallback import SUGGESTED
from actions.knowledge.__main__ import main
from actions.knowledge.entries import FOLDER, Entry, KnowledgeInvalid, check, load_entries, read_entries
from handoff.wording.texts import load_texts

GOOD = """\
- id: freight
  owner: after-sales
  valid_until: 2030-01-31
  intents: [return_policy]
  questions:
    - 运费谁出
  zh: 我们出运费。
  en: We pay.
"""


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    return tmp_path


def faults(path: Path) -> list[str]:
    with pytest.raises(KnowledgeInvalid) as caught:
        read_entries(path)
    return str(caught.value).split("\n")


def test_an_entry_is_read_with_its_place(tmp_path: Path) -> None:
    assert read_entries(folder(tmp_path, a=GOOD)) == (
        Entry(
            id="freight",
            owner="after-sales",
            valid_until=date(2030, 1, 31),
            intents=("return_policy",),
            questions=("运费谁出",),
            texts={"zh": "我们出运费。", "en": "We pay."},
            file="a.yml",
            line=1,
        ),
    )


def test_an_empty_file_holds_no_entries(tmp_path: Path) -> None:
    assert read_entries(folder(tmp_path, a="# nothing yet\n")) == ()


def test_each_fault_is_named_with_file_and_line(tmp_path: Path) -> None:
    bad = (
        GOOD.replace("owner: after-sales", "owner:")
        .replace("2030-01-31", "soon")
        .replace("en: We pay.", "ende: We pay.")
    )
    assert faults(folder(tmp_path, a=bad)) == [
        "a.yml:2: 'owner' is missing or empty",
        "a.yml:1: 'en' is missing or empty",
        "a.yml:3: 'valid_until' must be a date such as 2027-12-31",
        "a.yml:8: 'ende' is unknown; use one of id, owner, valid_until, person, general, intents, topics, default_for, "
        "next, questions, zh, en, zh-Hant, zh-TW, zh-HK",
    ]


def test_faults_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    assert faults(folder(tmp_path, a="just words\n", b="- 1\n")) == [
        "a.yml:1: must be a list of entries, each beginning with '- id:'",
        "b.yml:1: is no entry; begin it with '- id:'",
    ]


def test_broken_yaml_names_the_line(tmp_path: Path) -> None:
    assert faults(folder(tmp_path, a=GOOD + "  zh: [open\n"))[0].startswith("a.yml:10: cannot be read: ")


def test_a_list_given_as_a_word_is_refused(tmp_path: Path) -> None:
    bad = GOOD.replace("[return_policy]", "return_policy")
    assert faults(folder(tmp_path, a=bad)) == ["a.yml:4: 'intents' must be a list, such as [a, b]"]


def test_an_unknown_reason_for_a_person_is_refused(tmp_path: Path) -> None:
    bad = GOOD + "  person: maybe\n"
    assert faults(folder(tmp_path, a=bad)) == [
        "a.yml:9: 'person' must be one of authority, out_of_scope, safety"
    ]


def test_an_answer_that_breaks_the_standards_is_refused(tmp_path: Path) -> None:
    bad = GOOD.replace("我们出运费。", "我们保证出运费。")
    assert faults(folder(tmp_path, a=bad)) == ["a.yml:7: 'zh' says '保证', which may not be promised or said"]


def test_an_id_and_a_question_may_stand_once_only(tmp_path: Path) -> None:
    assert faults(folder(tmp_path, a=GOOD, b="\n" + GOOD)) == [
        "b.yml:2: id 'freight' stands in a.yml:1 too; keep one",
        "b.yml:2: question '运费谁出' stands in a.yml:1 too; keep one",
    ]


def test_check_names_what_expired_and_what_soon_will_without_refusing_it(tmp_path: Path) -> None:
    other = GOOD.replace("freight", "other").replace("运费谁出", "别的").replace("2030-01-31", "2030-02-20")
    path = folder(tmp_path, a=GOOD, b=other)
    assert [str(problem) for problem in check(path, date(2030, 2, 1))] == [
        "a.yml:1: 'freight' expired on 2030-01-31 and is not used; after-sales should renew it",
        "b.yml:1: 'other' expires on 2030-02-20; after-sales should look at it",
    ]
    assert len(read_entries(path)) == 2


def test_the_command_prints_problems_and_fails_only_on_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expired = folder(tmp_path, a=GOOD)
    assert main([str(expired)], date(2031, 1, 1)) == 0
    assert capsys.readouterr().out.startswith("a.yml:1: 'freight' expired")
    assert main([str(folder(tmp_path, a="words\n"))], date(2031, 1, 1)) == 1
    assert capsys.readouterr().out.startswith("a.yml:1: must be a list")


def test_an_entry_is_valid_through_its_last_day(tmp_path: Path) -> None:
    entry = read_entries(folder(tmp_path, a=GOOD))[0]
    assert entry.valid(date(2030, 1, 31))
    assert not entry.valid(date(2030, 2, 1))


@pytest.mark.parametrize(
    ("language", "variant", "said"),
    [
        ("zh-Hans", "tw", "优惠券"),
        ("en", None, "coupon"),
        ("zh-Hant", None, "優惠券"),
        ("zh-Hant", "hk", "優惠券"),
        ("zh-Hant", "tw", "折價券"),
    ],
)
def test_the_text_follows_language_and_region(
    tmp_path: Path, language: str, variant: str | None, said: str
) -> None:
    text = GOOD.replace("我们出运费。", "优惠券").replace("We pay.", "coupon") + "  zh-TW: 折價券\n"
    assert read_entries(folder(tmp_path, a=text))[0].text(language, variant) == said


def test_the_project_holds_at_least_sixty_entries_of_every_knowledge_intent() -> None:
    entries = load_entries()
    assert len(entries) >= 60
    covered = {intent for entry in entries for intent in entry.intents}
    assert {
        "return_policy", "return_logistics", "promotion", "payment_problem", "invoice", "price_protection", "account",
        "review", "warranty_repair", "product_question", "delivery_time", "change_delivery", "out_of_scope",
    } <= covered  # fmt: skip


def test_the_projects_entries_lead_on_by_buttons_that_have_a_title() -> None:
    keys = set(load_texts().keys())
    used = {intent for entry in load_entries() for intent in entry.next} - {"ask_human"}
    assert {f"go_{intent}" for intent in used | SUGGESTED} <= keys


def test_the_projects_files_have_no_faults() -> None:
    assert [str(problem) for problem in check(FOLDER, date(2026, 10, 1))] == []


def test_only_what_is_filled_in_may_stand_in_braces(tmp_path: Path) -> None:
    assert faults(folder(tmp_path, a=GOOD.replace("We pay.", '"We pay {money}."'))) == [
        "a.yml:8: 'en' holds {money}, which nobody fills in; use {hours}"
    ]
    assert len(read_entries(folder(tmp_path, a=GOOD.replace("We pay.", '"People: {hours}."')))) == 1
