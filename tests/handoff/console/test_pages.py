import re

import pytest

from handoff.console.pages import STATIC
from tests.handoff.console.world import World

OWN = sorted(path for path in STATIC.rglob("*.js") if "vendor" not in path.parts)
TAXONOMY = (
    "order_status cancel_order change_order invoice price_protection promotion payment_problem track_shipment "
    "delivery_time urge_delivery change_delivery not_received request_refund request_return request_exchange "
    "change_after_sale compensation refund_status return_policy return_logistics wrong_or_missing_item "
    "damaged_or_defective warranty_repair account review"
).split()


def words(language: str) -> dict[str, str]:
    """A dictionary as the browser reads it: the files hold plain literals only."""
    text = (STATIC / "core" / f"{language}.js").read_text(encoding="utf-8")
    found = re.findall(
        r"""^\s+(?:'([^']+)'|(\w[\w]*)):\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"),?$""", text, re.M
    )
    return {quoted or plain: single or double for quoted, plain, single, double in found}


async def test_page_is_served_with_a_policy_that_runs_no_inline_script(world: World) -> None:
    answer = await world.client().get("/console")
    assert answer.headers["content-type"].startswith("text/html")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|<style|style=", answer.text)


@pytest.mark.parametrize("path", ["main.js", "core/zh.js", "vendor/preact.js", "css/base.css", "icon.svg"])
async def test_files_are_asked_for_again_and_not_sent_twice(world: World, path: str) -> None:
    client = world.client()
    first = await client.get(f"/console/{path}")
    assert (first.status_code, first.headers["cache-control"]) == (200, "no-cache")
    again = await client.get(f"/console/{path}", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["none.js", "..%2fapi.py", "%2e%2e/api.py", "core", "core/../../api.py"])
async def test_nothing_beside_the_page_is_served(world: World, path: str) -> None:
    answer = await world.client().get(f"/console/{path}")
    assert answer.status_code == 404
    assert set(answer.json()) == {"code", "error"}


def test_both_languages_have_the_same_words_with_the_same_values() -> None:
    zh, en = words("zh"), words("en")
    assert len(zh) > 250
    assert set(zh) == set(en)
    for key, text in zh.items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", en[key])), key


def test_every_word_that_a_part_asks_for_is_there() -> None:
    known = words("zh")
    for path in OWN:
        for key in re.findall(r"\bt\('(\w+)'", path.read_text(encoding="utf-8")):
            assert key in known, (path.name, key)


def test_every_intent_reason_and_emotion_of_the_taxonomy_has_a_word() -> None:
    known = words("zh")
    assert [name for name in TAXONOMY if f"topic_{name}" not in known] == []
    reasons = "safety asked_for_human emotion complaint authority loop failure out_of_scope".split()
    assert [name for name in reasons if f"reason_{name}" not in known] == []
    assert [e for e in "calm anxious disappointed angry pleased".split() if f"emotion_{e}" not in known] == []


def test_modules_are_small_and_import_only_what_exists() -> None:
    for path in OWN:
        text = path.read_text(encoding="utf-8")
        dictionary = path.stem in ("zh", "en")
        assert dictionary or text.count("\n") <= 200, path.name
        for wanted in re.findall(r"from '([^']+)'", text):
            assert (path.parent / wanted).resolve().is_file(), (path.name, wanted)


def test_nothing_is_loaded_from_elsewhere_and_no_markup_is_made_of_text() -> None:
    for path in OWN:
        text = path.read_text(encoding="utf-8")
        assert "dangerouslySetInnerHTML" not in text
        assert "innerHTML" not in text
        assert not re.search(r"https?://(?!www\.w3\.org)", text), path.name


def test_vendored_files_name_their_version_and_licence() -> None:
    folder = STATIC / "vendor"
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for path in folder.glob("*.js"):
        assert f"`{path.name}`" in readme
        assert "sourceMappingURL" not in path.read_text(encoding="utf-8")
    assert {path.name for path in folder.glob("LICENSE.*")} == {"LICENSE.htm", "LICENSE.preact"}
