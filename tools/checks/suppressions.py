"""A suppression names the rule it silences and the reason: `# noqa: S608 -- the name is a constant`."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from tools.checks.finding import Finding, python_files

ANY = re.compile(r"#\s*(?:ruff:\s*)?(noqa|type:\s*ignore|pragma:\s*no cover|mypy:\s*ignore)", re.IGNORECASE)
GOOD = re.compile(
    r"#\s*(?:(?:ruff:\s*)?noqa:\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*|type:\s*ignore\[[\w, -]+\]|pragma:\s*no cover)\s+(?:--|#)\s+\S.{5,}"
)


def check() -> Iterator[Finding]:
    """Yield every suppression without a rule or a reason."""
    for path in python_files():
        yield from findings(path, path.read_text(encoding="utf-8"))


def findings(path: Path, text: str) -> Iterator[Finding]:
    """Search one file's comments."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and ANY.search(token.string) and not GOOD.search(token.string):
            cure = "a suppression names its rule and says why: `# noqa: S608 -- reason`, `# type: ignore[arg-type]  # reason`"
            yield Finding(path, token.start[0], f"{token.string.strip()}: {cure}")
