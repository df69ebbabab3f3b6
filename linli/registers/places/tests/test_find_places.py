"""What people type leads to their community."""

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from linli.base.kit.actor import Level
from linli.registers.places.public import find_places
from linli.registers.places.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> factories.Town:
    town = factories.town()
    factories.landmark(town.community, "和平里小区")
    factories.landmark(town.grid, "燕山大街188号楼", "building")
    factories.landmark(town.other_community, "和平里北小区")
    factories.landmark(town.other_community, "文化北路", "road")
    factories.landmark(town.far_community, "和平里小区东院")
    return town


def names(text: str, **how: object) -> list[tuple[str, str]]:
    return [(found.name, found.why) for found in find_places(text, **how)]  # type: ignore[arg-type]  # -- how is passed on


def test_a_name_leads_to_its_community_before_longer_names(town: factories.Town) -> None:
    assert names("文化里") == [("文化里社区居委会", "name"), ("文化里东社区居委会", "name")]


def test_an_estate_leads_to_its_communities_whole_name_first(town: factories.Town) -> None:
    assert names("和平里小区") == [("文化里社区居委会", "estate"), ("文化里东社区居委会", "estate")]


def test_a_building_leads_to_its_grid_and_says_the_community(town: factories.Town) -> None:
    found = find_places("188号")
    assert [(hit.name, hit.why, hit.matched, hit.community_name, hit.street_name) for hit in found] == [
        ("第一片区", "building", "燕山大街188号楼", "文化里社区居委会", "文化路街道")
    ]
    assert found[0].community_id == town.community.id


def test_a_road_and_a_community_of_like_names_are_both_found(town: factories.Town) -> None:
    assert names("文化北路") == [("海阳里社区居委会", "road")]


def test_a_county_narrows_the_search(town: factories.Town) -> None:
    assert names("和平里小区", county_id=town.other_county.id) == [("文化里东社区居委会", "estate")]


def test_a_code_leads_to_its_place_at_any_level(town: factories.Town) -> None:
    assert names("130302001002") == [("海阳里社区居委会", "code")]
    assert names("130302001") == [("文化路街道", "code")]


def test_a_whole_address_leads_to_the_longest_name_in_it(town: factories.Town) -> None:
    assert names("海港区和平里小区12号楼3单元") == [("文化里社区居委会", "estate")]
    assert names("文化里社区3号楼") == [("文化里社区居委会", "name")]


def test_streets_are_found_by_name_where_they_are_asked_for(town: factories.Town) -> None:
    assert names("文化路") == []
    assert names("文化路", levels=[Level.STREET]) == [("文化路街道", "name")]


def test_signs_of_the_search_language_are_plain_text(town: factories.Town) -> None:
    assert names("%") == []
    assert names("_") == []
    assert names("") == []


def test_equal_hits_come_by_name(town: factories.Town) -> None:
    factories.landmark(town.other_grid, "新桥花园")
    factories.landmark(town.grid, "新桥花园")
    assert [name for name, _why in names("新桥花园")] == ["第一片区", "第二片区"]


def test_a_search_takes_one_statement_and_an_address_two(
    town: factories.Town, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        find_places("文化里")
    with django_assert_num_queries(2):
        find_places("某某路的文化里社区")


def test_names_are_found_through_their_trigram_indexes(town: factories.Town) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT id FROM places_place WHERE name ILIKE '%文化里社区%' AND valid_until IS NULL")
        assert "places_by_name" in "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("EXPLAIN SELECT id FROM places_landmark WHERE name ILIKE '%和平里小区%'")
        assert "landmarks_by_name" in "\n".join(row[0] for row in cursor.fetchall())
