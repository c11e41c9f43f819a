"""The widget as one script."""

import gzip
import re

from bot.web.widget_bundle import ORDER, SOURCES, widget_bundle


def test_it_weighs_no_more_than_fifteen_kilobytes() -> None:
    bundle = widget_bundle()
    assert gzip.decompress(bundle.packed) == bundle.plain
    assert len(bundle.packed) <= 15 * 1024


def test_every_module_is_in_it() -> None:
    assert sorted(ORDER) == sorted(path.stem for path in SOURCES.glob("*.js"))


def test_a_module_stands_behind_those_it_needs() -> None:
    for place, name in enumerate(ORDER):
        source = (SOURCES / f"{name}.js").read_text(encoding="utf-8")
        needed = re.findall(r'from "\./(\w+)\.js"', source)
        assert set(needed) <= set(ORDER[:place])


def test_no_name_is_used_by_two_modules() -> None:
    """They share one function: a second `const limit` would be a syntax error in the browser."""
    names: list[str] = []
    for name in ORDER:
        source = (SOURCES / f"{name}.js").read_text(encoding="utf-8")
        names += re.findall(r"^(?:export )?(?:async )?(?:const|let|class|function) (\w+)", source, re.M)
    assert sorted(names) == sorted(set(names))


def test_nothing_is_written_as_markup() -> None:
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", widget_bundle().plain.decode()
    )
