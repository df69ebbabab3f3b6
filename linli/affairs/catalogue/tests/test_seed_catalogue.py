"""Seeding the catalogue: all or nothing, the second run changes nothing, and a city's own versions stay."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from linli.affairs.catalogue.management.item_files import read
from linli.affairs.catalogue.models import Field, Item, ItemVersion
from linli.affairs.catalogue.tests.test_item_files import ITEM, a_folder

pytestmark = pytest.mark.django_db


def test_each_shipped_item_is_published_as_its_first_version() -> None:
    call_command("seed_catalogue", verbosity=0)
    _, items = read()
    assert set(Item.objects.values_list("code", "field_id")) >= {(item.code, item.field) for item in items}
    versions = ItemVersion.objects.filter(item__code__in=[item.code for item in items])
    assert set(versions.values_list("number", "status")) == {(1, "published")}
    heating = versions.get(item__code="fac-heating")
    assert (heating.department, heating.urgency, heating.answer_days, heating.close_days) == (
        "heating_company",
        "soon",
        1,
        2,
    )
    assert [wanted["name"] for wanted in heating.fields] == ["temperature", "vulnerable", "visit_time"]


def test_a_second_run_changes_nothing(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    call_command("seed_catalogue", verbosity=0)
    before = list(ItemVersion.objects.order_by("id").values())
    # Fields, items, ids, versions, and one savepoint about them.
    with django_assert_max_num_queries(6):
        call_command("seed_catalogue", verbosity=0)
    assert list(ItemVersion.objects.order_by("id").values()) == before


def test_a_version_of_the_citys_own_stays(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    call_command("seed_catalogue", folder=folder, verbosity=0)
    first = ItemVersion.objects.get(item__code="a")
    first.status = "withdrawn"
    first.save(update_fields=["status"])
    ItemVersion.objects.create(
        item=first.item,
        number=2,
        status="published",
        standing="must",
        name="本市垃圾",
        name_en="Ours",
        basis="本市规定",
    )
    call_command("seed_catalogue", folder=folder, verbosity=0)
    versions = ItemVersion.objects.filter(item__code="a").order_by("number").values_list("number", "status", "name")
    assert list(versions) == [(1, "withdrawn", "垃圾"), (2, "published", "本市垃圾")]


def test_a_wrong_row_loads_nothing(tmp_path: Path) -> None:
    good = ITEM.replace('"a"', '"b"')
    folder = a_folder(tmp_path, good)
    (folder / "items" / "zzz.toml").write_text(ITEM.replace('"grid_worker"', '"mayor"'), encoding="utf-8")
    with pytest.raises(CommandError, match=r"zzz\.toml: a: handler_role 'mayor' is unknown\..* Nothing was loaded\."):
        call_command("seed_catalogue", folder=folder, verbosity=0)
    assert not Item.objects.filter(code="b").exists()
    assert not Field.objects.filter(code="env").exists()
