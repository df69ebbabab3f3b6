"""A code file is taken whole or not at all, and every bad value is named."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.errors import NotAllowed
from linli.registers.places import errors
from linli.registers.places.actions import Imported, bad_rows_csv, import_codes
from linli.registers.places.models import Place, PlaceCode
from linli.registers.places.queries import ancestors_of
from linli.registers.places.tests import factories

pytestmark = pytest.mark.django_db

ON = date(2023, 6, 30)
FILE = """code,name,level
13,河北省,province
1303,秦皇岛市,city
130302,海港区,county
130302001,文化路街道办事处,street
130302001001,文化里社区居委会,community
130302001002,西沟村委会,community
"""


def take(text: str | bytes, *, actor: Actor | None = None, system: str = "nbs", on: date = ON) -> Imported:
    content = text.encode() if isinstance(text, str) else text
    with walls.acting(actor or Actor.system("test")) as acting:
        return import_codes(content=content, system=system, date=on, actor=acting, now=clock.now())


def refused(text: str, **how: object) -> list[tuple[int, str, str]]:
    before = (Place.objects.count(), PlaceCode.objects.count())
    with pytest.raises(errors.BadRows) as refusal:
        take(text, **how)  # type: ignore[arg-type]  # -- how is passed on
    assert (Place.objects.count(), PlaceCode.objects.count()) == before
    return [(row.number, row.field, row.value) for row in refusal.value.rows]


def test_a_file_becomes_a_tree_with_dated_codes() -> None:
    assert take(FILE) == Imported(added=6, unchanged=0)
    village = PlaceCode.objects.get(code="130302001002", system="nbs")
    assert (village.valid_from, village.valid_until, village.place.kind) == (ON, None, "village")
    assert [above.short_name for above in ancestors_of(village.place)] == ["河北省", "秦皇岛市", "海港区", "文化路街道"]
    community = PlaceCode.objects.select_related("place").get(code="130302001001").place
    assert (community.short_name, community.level, community.kind) == ("文化里社区", "community", "residents")
    assert community.street_id == village.place.street_id
    assert (community.community_id, community.grid_id) == (community.id, None)


def test_the_same_file_twice_changes_nothing() -> None:
    take(FILE)
    assert take(FILE) == Imported(added=0, unchanged=6)
    assert Place.objects.count() == 6


def test_rows_may_come_in_any_order_with_zeros_and_parents_said() -> None:
    text = (
        "level,parent,code,name\n"
        "village,130302001000,130302001001,文化里社区居委会\n"
        "town,130302000000,130302001000,文化路街道\n"
        "county,130300000000,130302000000,海港区\n"
    )
    assert take(text) == Imported(added=3, unchanged=0)
    assert (
        PlaceCode.objects.get(code="130302001001").place.street_id == PlaceCode.objects.get(code="130302001").place_id
    )


def test_a_spreadsheet_s_own_encoding_is_read() -> None:
    assert take(FILE.encode("gb18030")) == Imported(added=6, unchanged=0)
    assert Place.objects.get(level="city").name == "秦皇岛市"


def test_another_code_system_names_its_parents() -> None:
    take("code,name,level,parent\nHG,海港区,county,\nHG-1,文化路街道,street,HG\n", system="local")
    assert (
        PlaceCode.objects.get(system="local", code="HG-1").place.county_id == PlaceCode.objects.get(code="HG").place_id
    )


def test_a_row_too_many_is_named_and_nothing_is_imported() -> None:
    assert refused(FILE + "130302009001,无主社区居委会,community\n") == [(8, "parent", "130302009")]


def test_every_bad_value_is_named_at_once() -> None:
    text = FILE + (
        "130302001001,又一个文化里,community\n"
        "13030200100,短码社区居委会,community\n"
        "130302001003,,community\n"
        "130302001004,花园社区居委会,quarter\n"
        "13030200100x,错码社区居委会,community\n"
        f"130302001005,{'长' * 81},community\n"
    )
    assert refused(text) == [
        (8, "code", "130302001001"),
        (9, "code", "13030200100"),
        (10, "name", ""),
        (11, "level", "quarter"),
        (12, "code", "13030200100x"),
        (13, "name", "长" * 80),
    ]


def test_a_code_that_means_another_place_is_refused() -> None:
    take(FILE)
    assert refused("code,name,level\n130302001001,另一个社区居委会,community\n") == [(2, "name", "另一个社区居委会")]


def test_a_parent_below_or_beside_is_refused() -> None:
    take(FILE)
    text = "code,name,level,parent\n130302002,海滨路街道,street,130302001\n"
    assert refused(text) == [(2, "parent", "130302001")]


def test_an_administrator_imports_inside_their_own_county_only() -> None:
    town = factories.town()
    actor = factories.administrator(town.county)
    assert take("code,name,level\n130302001009,新区社区居委会,community\n", actor=actor).added == 1
    assert refused("code,name,level\n130303001009,城外社区居委会,community\n", actor=actor) == [
        (2, "code", "130303001009")
    ]


def test_a_post_without_the_capability_imports_nothing() -> None:
    town = factories.town()
    with pytest.raises(NotAllowed):
        take(FILE, actor=factories.acting_at(town.county, "county_desk", "matters"))
    assert not Place.objects.filter(name="河北省").exists()


def test_a_day_to_come_is_refused() -> None:
    with pytest.raises(errors.DateNotReached):
        take(FILE, on=date(2999, 1, 1))


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n\x00\x00", "名称,级别\n文化里,社区\n".encode(), b"code,name,level\n"]
)
def test_what_is_no_code_file_is_refused(content: bytes) -> None:
    with pytest.raises(errors.NotACodeFile):
        take(content)


def test_the_report_is_a_spreadsheet_whose_cells_are_only_text() -> None:
    rows = [errors.BadRow(3, "code", "=cmd()", "为什么", "怎么办")]
    assert bad_rows_csv(rows) == "\ufeff行,列,内容,问题,怎么改\r\n3,code,'=cmd(),为什么,怎么办\r\n"


def test_the_command_imports_or_says_which_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "codes.csv"
    file.write_text(FILE)
    call_command("import_places", str(file), "--date", "2023-06-30")
    assert capsys.readouterr().out == "6 places added, 0 unchanged\n"
    file.write_text("code,name,level\n130302009001,无主社区居委会,community\n")
    with pytest.raises(CommandError):
        call_command("import_places", str(file), "--date", "2023-06-30")
    assert f"{file}:2: parent = '130302009'" in capsys.readouterr().err
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_places", str(tmp_path / "none.csv"), "--date", "2023-06-30")


def test_a_thousand_communities_take_a_handful_of_statements(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    text = FILE + "".join(f"130302001{100 + number},社区{number}居委会,community\n" for number in range(800))
    with django_assert_max_num_queries(16):
        take(text)
    assert Place.objects.filter(level=Level.COMMUNITY).count() == 802
