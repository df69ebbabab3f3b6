"""Weekly and monthly reports: the right figures of the right places, as numbers, whoever reads them."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from linli.affairs.catalogue.tests.factories import an_item
from linli.affairs.matters import public as matters
from linli.affairs.matters.tests.factories import Town, a_filed, a_town
from linli.base.accounts.tests.factories import client_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotFound
from linli.faces.workbench.queries import period_of, recent_periods

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return a_town()


def handled(town: Town, rating: int, **fields: Any) -> None:
    """A matter filed, answered, closed and rated now."""
    now = clock.now()
    filed = a_filed(town, now=now, **fields)
    place = fields.get("place", "maple-1")
    worker, visitor = town.actor(place, "grid_worker"), Actor.tracking(filed.id)
    with walls.acting(worker):
        matters.sign(matter_id=filed.id, actor=worker, now=now)
        matters.answer(matter_id=filed.id, note="清运完了。", actor=worker, now=now)
        matters.close(matter_id=filed.id, actor=worker, now=now)
    with walls.acting(visitor):
        matters.rate(matter_id=filed.id, rating=rating, is_solved=True, actor=visitor, now=now)


def this_month() -> str:
    return f"{clock.local_date(clock.now()):%Y-%m}"


def sheets(actor: Actor, code: str) -> dict[str, list[list[Any]]]:
    """The workbook as a spreadsheet program reads it."""
    response = client_of(actor).get(f"/desk/reports/{code}.xlsx")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    book = CalamineWorkbook.from_filelike(BytesIO(response.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_what_came_of_measured_items_is_summed_by_place_on_the_page_and_in_the_workbook(town: Town) -> None:
    label = {"label_zh": "绿化（平方米）", "label_en": "Planted (m²)", "kind": "number", "required": True}
    an_item("t-ground", results=[{"name": "green", **label}])
    now = clock.now()
    for place, green in (("maple-1", "60.5"), ("willow-1", "40"), ("cedar-1", "7")):
        worker, filed = town.actor(place, "grid_worker"), a_filed(town, now=now, place=place, item="t-ground")
        with walls.acting(worker):
            matters.sign(matter_id=filed.id, actor=worker, now=now)
            matters.answer(matter_id=filed.id, note="种上了。", results={"green": green}, actor=worker, now=now)
    clerk = town.actor("east", "street_clerk")
    rows = sheets(clerk, this_month())["办理成果 Outcomes"]
    assert rows[:2] == [["t-ground", "", ""], ["地域 Place", "答复件数 Answered", "绿化（平方米）"]]
    assert sorted(row[1:] for row in rows[2:4]) == [[1.0, 40.0], [1.0, 60.5]]
    assert rows[4] == ["合计", 2.0, 100.5]
    page = client_of(clerk).get(f"/desk/reports/?period={this_month()}").content.decode()
    assert "办理成果：t-ground" in page
    assert ">100.5<" in page


def test_the_streets_workbook_has_a_row_for_each_of_its_communities(town: Town) -> None:
    handled(town, 5)
    handled(town, 2)
    handled(town, 5, place="willow-1")
    a_filed(town, now=clock.now() - timedelta(days=9))
    handled(town, 5, place="cedar-1")
    book = sheets(town.actor("east", "street_clerk"), this_month())
    figures = book["分地域 By place"]
    head = [str(cell).split("\n")[-1] for cell in figures[2]]
    rows = {str(row[0]): dict(zip(head, row, strict=True)) for row in figures[3:]}
    assert list(rows) == ["maple", "willow", "合计 Total"]
    assert [rows["maple"][name] for name in ("Closed", "Closed in time", "Rated by residents", "Satisfied")] == [
        2,
        2,
        2,
        1,
    ]
    assert rows["maple"]["Satisfied, share"] == 0.5
    assert (rows["maple"]["Open now"], rows["maple"]["Overdue now"]) == (1, 1)
    assert rows["合计 Total"]["Closed"] == 3
    assert rows["合计 Total"]["Reopened"] == 0
    items = book["热点事项 Top items"]
    assert items[0] == ["事项 Item", "编码 Code", "本期受理 Filed", "上期受理 Filed before"]
    assert items[1][:2] == ["t-rubbish", "t-rubbish"]


def test_a_share_of_nothing_is_left_empty(town: Town) -> None:
    figures = sheets(town.actor("west", "street_clerk"), this_month())["分地域 By place"]
    head = [str(cell).split("\n")[-1] for cell in figures[2]]
    assert figures[3][head.index("Satisfied, share")] == ""


@pytest.mark.parametrize(
    ("place", "role"), [("maple-1", "grid_worker"), ("maple", "community_secretary"), ("city", "city_desk")]
)
def test_every_level_has_its_report(town: Town, place: str, role: str) -> None:
    handled(town, 5)
    actor = town.actor(place, role)
    assert client_of(actor).get("/desk/reports/").status_code == 200
    assert sheets(actor, this_month())["分地域 By place"][-1][0] == "合计 Total"


@pytest.mark.parametrize("code", ["2026-W60", "2026-13", "0000-01", "9999-12", "last-week"])
def test_what_is_no_period_is_not_there(town: Town, code: str) -> None:
    with pytest.raises(NotFound):
        period_of(code)
    assert client_of(town.actor("east", "street_clerk")).get(f"/desk/reports/{code}.xlsx").status_code == 404


def test_weeks_begin_on_monday_and_months_on_the_first() -> None:
    assert (period_of("2026-W47").since, period_of("2026-W47").until) == (date(2026, 11, 16), date(2026, 11, 23))
    assert (period_of("2026-12").since, period_of("2026-12").last) == (date(2026, 12, 1), date(2026, 12, 31))
    weeks, months = recent_periods(date(2027, 1, 2), weeks=2, months=3)
    assert [week.code for week in weeks] == ["2026-W53", "2026-W52"]
    assert [month.code for month in months] == ["2027-01", "2026-12", "2026-11"]
