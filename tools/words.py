"""Compiles the contexts' translations: gettext reads .mo files, which are made here and not kept in the repository."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from tools.project import ROOT, SetupError


def catalogues() -> list[Path]:
    """Return every .po file of the project."""
    return sorted((ROOT / "linli").glob("**/locale/*/LC_MESSAGES/*.po"))


def compile_changed() -> int:
    """Compile the catalogues that are newer than what was made of them; return how many were."""
    changed = [path for path in catalogues() if _is_stale(path)]
    for path in changed:
        try:
            with path.open("rb") as file:
                catalogue = read_po(file, locale=path.parts[-3], abort_invalid=True)
        except PoFileError as error:
            raise SetupError(f"{path.relative_to(ROOT)} is no catalogue: {error}") from error
        draft = path.with_suffix(".mo.new")
        with draft.open("wb") as file:
            write_mo(file, catalogue)
        draft.replace(path.with_suffix(".mo"))
    return len(changed)


def _is_stale(path: Path) -> bool:
    made = path.with_suffix(".mo")
    return not made.exists() or made.stat().st_mtime < path.stat().st_mtime


if __name__ == "__main__":
    print(f"{compile_changed()} catalogues compiled")
