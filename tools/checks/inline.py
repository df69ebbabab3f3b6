"""No script, style or handler inside a template: the content-security policy would refuse it in the browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tools.checks.finding import Finding, line_of, templates

COMMENTS = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->", re.DOTALL)
RULES = (
    (
        re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")[^>]*>", re.IGNORECASE),
        "inline script. Put it into static/<context>/, same stem as its component.",
    ),
    (re.compile(r"<style[\s>]", re.IGNORECASE), "inline style sheet. Put it into static/<context>/."),
    (
        re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
        "style attribute. Use a class, or an attribute that a style sheet or script reads.",
    ),
    (
        re.compile(r"<[^>]*\s(hx-on[:-]\S*|on[a-z]+)\s*=\s*[\"']", re.IGNORECASE),
        "inline handler. Listen from a script file.",
    ),
    (re.compile(r"[\"']\s*(javascript|js):", re.IGNORECASE), "script in an attribute. Put it into a script file."),
)


def check() -> Iterator[Finding]:
    """Yield every inline script, style and handler."""
    for path in templates():
        yield from findings(path, path.read_text(encoding="utf-8"))


def findings(path: Path, text: str) -> Iterator[Finding]:
    """Search one template, comments aside."""
    bare = COMMENTS.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    for pattern, message in RULES:
        for match in pattern.finditer(bare):
            yield Finding(path, line_of(bare, match.end()), message)
