"""The widget as one script, made from its modules when it is first asked for.

The sources are small modules; a page gets one file, which needs no `type="module"`, one request and no build step.
Modules are joined in the order below inside one function: names at their top level must differ (a test checks it).
"""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCES = Path(__file__).with_name("static") / "widget"
ORDER = (
    "texts",
    "dom",
    "api",
    "memory",
    "line",
    "outbox",
    "photo",
    "style",
    "messages",
    "composer",
    "chat",
    "element",
)
_START = """/* Frontdesk chat: <script src="…/widget.js" defer></script> <frontdesk-chat></frontdesk-chat> */
(() => {
"use strict";
"""
_END = """
const script = document.currentScript || document.querySelector('script[src*="widget.js"]');
define(new URL(".", script ? script.src : location.href).href);
})();
"""
_IMPORT = re.compile(r"^import [^;]*;\n", re.M)
_COMMENT = re.compile(r"^\s*(//.*|/\*\*.*?\*/)\n", re.M)
_ASIDE = re.compile(r"(?<=[;{,)]) // .*$", re.M)
_INDENT = re.compile(r"^\s+", re.M)
_GOES_ON = re.compile(r"(?<=[{(,;])\n")  # a line's end that neither JavaScript nor CSS needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    plain: bytes
    packed: bytes
    tag: str


@cache
def widget_bundle() -> Bundle:
    modules = [(SOURCES / f"{name}.js").read_text(encoding="utf-8") for name in ORDER]
    joined = _START + "".join(map(_bare, modules)) + _END
    plain = joined.encode()
    tag = hashlib.sha256(plain).hexdigest()[:16]
    return Bundle(plain=plain, packed=gzip.compress(plain, 9, mtime=0), tag=f'"{tag}"')


def _bare(module: str) -> str:
    """A module's code without imports, exports, comments, indentation and needless line ends."""
    code = _ASIDE.sub("", _COMMENT.sub("", _IMPORT.sub("", module)))
    return _GOES_ON.sub("", _INDENT.sub("", re.sub(r"^export ", "", code, flags=re.M)))
