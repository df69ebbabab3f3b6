"""Finding people by whatever the caller knows, leafing through them, and which households have no grid."""

import pytest

from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotAllowed
from linli.base.kit.scope import scope_of
from linli.base.kit.tests.factories import resident as themselves
from linli.registers.people import queries
from linli.registers.people.queries import PeopleFilters, SearchKind, kind_of_search
from linli.registers.people.tests.conftest import Cast
from linli.registers.people.tests.factories import make_circumstance, make_household, make_resident, number
from linli.registers.places.tests.factories import acting_at


def found(actor: Actor, text: str) -> list[str]:
    """The names a search leads to."""
    with walls.acting(actor):
        return sorted(row.name for row in queries.search(actor, text).rows)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", SearchKind.NOTHING),
        ("   ", SearchKind.NOTHING),
        ("王秀英", SearchKind.TEXT),
        ("3号楼", SearchKind.TEXT),
        ("123", SearchKind.TEXT),
        ("1234", SearchKind.TAIL),
        ("123x", SearchKind.TAIL),
        ("１２３Ｘ", SearchKind.TAIL),
        ("138 0000 1234", SearchKind.PHONE),
        ("0335-3012345", SearchKind.PHONE),
        ("11010519491231002x", SearchKind.NUMBER),
    ],
)
def test_what_a_text_is_taken_for(text: str, kind: SearchKind) -> None:
    assert kind_of_search(text) is kind


def test_names_are_found_by_beginning_and_end(cast: Cast) -> None:
    for name in ("王秀英", "王建国", "李秀英", "欧阳秀文", "Anna Smith"):
        make_resident(scope_of(cast.town.grid), name)
    make_resident(scope_of(cast.town.far_community), "王秀英")
    answers = {
        "王": ["王建国", "王秀英"],
        "秀英": ["李秀英", "王秀英"],
        "王秀英": ["王秀英"],
        "欧阳": ["欧阳秀文"],
        "Smith": ["Anna Smith"],
        "阳秀文": ["欧阳秀文"],
        "赵": [],
    }
    assert {text: found(cast.clerk, text) for text in answers} == answers


def test_addresses_are_found_by_any_part(cast: Cast) -> None:
    grid, other = scope_of(cast.town.grid), scope_of(cast.town.other_grid)
    make_resident(grid, "甲", address="文化里 3号楼 2单元 501室")
    make_resident(other, "乙", address="文化里 3号楼 1单元 101室")
    make_resident(grid, "丙", address="河北大街 12号楼 8室")
    make_resident(scope_of(cast.town.other_community), "丁", address="文化里 9号楼 1室")
    answers = {
        "文化": ["乙", "甲"],
        "文化里": ["乙", "甲"],
        "文化里 3号楼": ["乙", "甲"],
        "2单元 501": ["甲"],
        "大街 12": ["丙"],
        "大街": [],
    }
    assert {text: found(cast.clerk, text) for text in answers} == answers
    assert found(cast.worker, "文化里") == ["甲"]


def test_the_last_four_lead_within_the_county_only(cast: Cast) -> None:
    plain = number()
    make_resident(scope_of(cast.town.grid), "甲", number=plain, phone="13800001234")
    make_resident(scope_of(cast.town.other_community), "乙", phone="13911111234")
    make_resident(scope_of(cast.town.far_community), "丙", phone="13911111234")
    assert found(cast.clerk, "1234") == ["甲"]
    assert found(cast.next_clerk, "1234") == ["乙"]
    assert found(cast.clerk, plain[-4:]) == ["甲"]
    assert found(acting_at(cast.town.county, "county", "people"), "1234") == ["乙", "甲"]
    assert found(acting_at(cast.town.city, "city", "people"), "1234") == []


def test_whole_numbers_and_shared_phones(cast: Cast) -> None:
    plain = number()
    make_resident(scope_of(cast.town.grid), "甲", number=plain, phone="13800001234")
    make_resident(scope_of(cast.town.grid), "乙", phone="13800001234")
    make_resident(scope_of(cast.town.far_community), "丙", phone="13800001234")
    assert found(cast.clerk, plain) == ["甲"]
    assert found(cast.next_clerk, plain) == []
    assert found(cast.clerk, "138-0000-1234") == ["乙", "甲"]
    with walls.acting(cast.clerk):
        assert {row.name for row in queries.residents_by_phone(cast.clerk, "13800001234")} == {"甲", "乙"}


def test_who_is_registered_here_is_found_by_name_and_number(cast: Cast) -> None:
    plain = number()
    make_resident(scope_of(cast.town.far_community), "甲", number=plain, registered=scope_of(cast.town.community))
    assert found(cast.clerk, "甲") == ["甲"]
    assert found(cast.clerk, plain) == ["甲"]
    assert found(cast.worker, "甲") == []


def test_search_and_lists_ask_for_the_capability(cast: Cast) -> None:
    own = themselves(make_resident(scope_of(cast.town.grid)).person_id)
    for actor in (own, Actor.intake()):
        with walls.acting(actor):
            for ask in (
                lambda actor=actor: queries.search(actor, "王"),
                lambda actor=actor: queries.people_in(actor, PeopleFilters()),
                lambda actor=actor: queries.coverage(actor),
            ):
                with pytest.raises(NotAllowed):
                    ask()


def test_more_than_fifty_are_cut_and_said_so(cast: Cast) -> None:
    household = make_household(scope_of(cast.town.grid))
    for _ in range(51):
        make_resident(scope_of(cast.town.grid), "王秀英", household=household)
    with walls.acting(cast.clerk):
        result = queries.search(cast.clerk, "王")
    assert (len(result.rows), result.is_cut) == (50, True)


def listed(actor: Actor, **filters: object) -> list[str]:
    """The names of a filtered list."""
    with walls.acting(actor):
        return [row.name for row in queries.people_in(actor, PeopleFilters(**filters)).rows]  # type: ignore[arg-type]  # -- spread


def test_the_list_is_narrowed_by_grid_circumstance_and_registration(cast: Cast) -> None:
    town = cast.town
    make_circumstance(make_resident(scope_of(town.grid), "甲"))
    make_circumstance(make_resident(scope_of(town.other_grid), "乙"), "veteran")
    make_resident(scope_of(town.grid), "丙", registered=scope_of(town.far_community))
    make_resident(scope_of(town.far_community), "丁", registered=scope_of(town.community))
    make_resident(scope_of(town.other_community), "戊")
    assert listed(cast.clerk) == ["甲", "乙", "丙"]
    assert listed(cast.clerk, grid_id=town.other_grid.id) == ["乙"]
    assert listed(cast.clerk, circumstance="low_income") == ["甲"]
    assert listed(cast.clerk, registration="apart") == ["丙"]
    assert listed(cast.clerk, registration="away") == ["丁"]
    assert listed(cast.worker, registration="away") == []
    assert listed(cast.clerk, grid_id=town.far_community.id) == []


def test_pages_follow_each_other_without_gap_or_overlap(cast: Cast) -> None:
    made = [make_resident(scope_of(cast.town.grid), f"人{each}").id for each in range(7)]
    seen, after = [], None
    with walls.acting(cast.clerk):
        while True:
            page = queries.people_in(cast.clerk, PeopleFilters(), after, size=3)
            seen += [row.id for row in page.rows]
            after = page.after
            if after is None:
                break
    assert seen == made


def test_rows_are_masked(cast: Cast) -> None:
    plain = number(5, "19560307")
    make_resident(scope_of(cast.town.grid), "王秀英", number=plain, phone="13800001234")
    with walls.acting(cast.clerk):
        [row] = queries.people_in(cast.clerk, PeopleFilters()).rows
    assert (row.number, row.phone, row.born) == ("*" * 14 + plain[-4:], "138****1234", 1956)


def test_names_of_others_are_shown_to_the_registers_readers_alone(cast: Cast) -> None:
    mine = make_resident(scope_of(cast.town.grid))
    with walls.acting(cast.clerk):
        assert queries.names_of(cast.clerk, [mine.person_id]) == {mine.person_id: "王秀英"}
    with walls.acting(Actor.system("job")):
        assert queries.shown_name(Actor.intake(), mine.person_id, "王秀英") == "王**"
        assert queries.shown_name(themselves(mine.person_id), mine.person_id, "王秀英") == "王秀英"


def test_somebodys_own_record(cast: Cast) -> None:
    mine = make_resident(scope_of(cast.town.grid), phone="13800001234", address="文化里 3号楼 1室")
    own, unbound = themselves(mine.person_id), themselves(None)
    with walls.acting(own):
        record = queries.own_record(own)
    assert record is not None
    assert (record.name, record.phone, record.community_id) == ("王秀英", "13800001234", cast.town.community.id)
    assert record.address == "文化里 3号楼 1室"
    with walls.acting(unbound):
        assert queries.own_record(unbound) is None
    with walls.acting(cast.clerk):
        assert queries.own_record(cast.clerk) is None


def test_coverage_counts_households_with_and_without_a_grid(cast: Cast) -> None:
    """HG-14 by hand: of five households, three in the first grid, one in the second, one in none: 4 / 5 = 80%."""
    town = cast.town
    for _ in range(3):
        make_household(scope_of(town.grid))
    make_household(scope_of(town.other_grid))
    bare = make_household(scope_of(town.community))
    make_household(scope_of(town.other_community))
    with walls.acting(cast.clerk):
        counted = queries.coverage(cast.clerk)
        assert (counted.households, counted.covered, counted.missing, counted.percent) == (5, 4, 1, 80.0)
        parts = {part.place_id: (part.households, part.covered) for part in counted.parts}
        assert parts == {town.grid.id: (3, 3), town.other_grid.id: (1, 1), None: (1, 0)}
        rows, after = queries.uncovered(cast.clerk)
        assert ([row.id for row in rows], after) == ([bare.id], None)
    with walls.acting(cast.worker):
        assert queries.coverage(cast.worker).percent == 100.0
        assert queries.uncovered(cast.worker) == ([], None)
    with walls.acting(cast.far_clerk):
        assert queries.coverage(cast.far_clerk).percent is None


def test_nearly_all_is_not_all() -> None:
    assert queries.Coverage(2000, 1999, []).percent == 99.9
    assert queries.Coverage(2000, 2000, []).percent == 100.0
