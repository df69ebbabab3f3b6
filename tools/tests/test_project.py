"""A clone's keys and stamps."""

from pathlib import Path

import pytest

from tools import assets, dev, project
from tools.project import SetupError, Stamp


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that stands for a fresh clone's var/."""
    monkeypatch.setattr(project, "VAR", tmp_path)
    monkeypatch.setattr(project, "ENV_FILE", tmp_path / "env")
    return tmp_path


def test_keys_are_made_once_and_only_their_owner_reads_them(clone: Path) -> None:
    first = project.secret_values()
    assert project.secret_values() == first
    assert (clone / "env").stat().st_mode & 0o777 == 0o600
    assert len({first["LINLI_APP_PASSWORD"], first["LINLI_OWNER_PASSWORD"], first["LINLI_SUPER_PASSWORD"]}) == 3


def test_a_key_added_later_leaves_the_others_as_they_are(clone: Path) -> None:
    (clone / "env").write_text("LINLI_SEAL_KEY=kept\n", encoding="utf-8")
    values = project.secret_values()
    assert values["LINLI_SEAL_KEY"] == "kept"
    assert values["LINLI_SECRET_KEY"] != ""


def test_stamp_holds_for_one_state_only(clone: Path) -> None:
    Stamp("icons", "a").set()
    assert Stamp("icons", "a").is_current()
    assert not Stamp("icons", "b").is_current()


def test_database_named_from_outside_needs_both_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@/elsewhere")
    monkeypatch.delenv("OWNER_DATABASE_URL")
    with pytest.raises(SetupError, match="OWNER_DATABASE_URL is not"):
        dev.environment()


def test_every_command_says_what_it_does() -> None:
    lines = dev.usage().splitlines()[2:]
    assert [line.split()[0] for line in lines] == list(dev.COMMANDS)
    assert all(len(line.split()) > 3 for line in lines)


def test_every_icon_in_use_is_in_place() -> None:
    missing = [name for name in assets.icon_names() if not (assets.VENDOR / "icons" / f"{name}.svg").exists()]
    assert missing == []
