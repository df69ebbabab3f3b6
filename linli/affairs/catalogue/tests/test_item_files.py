"""The shipped catalogue is whole, and a wrong row in it names its file, item, key and cure."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from linli.affairs.catalogue.management.item_files import DATA, BadItemFile, read

FIELDS = '[[field]]\ncode = "env"\nname = "环境"\nname_en = "Environment"\nicon = "trash"\n'
DEPARTMENTS = '[[department]]\ncode = "housing"\nname = "住建局"\nname_en = "Housing"\n'
ITEM = """
field = "env"

[[item]]
code = "a"
name = "垃圾"
name_en = "Rubbish"
standing = "must"
basis = "某法第一条"
handler_role = "grid_worker"
answer_days = 1
close_days = 2
keywords = ["垃圾"]
materials = [{ name_zh = "照片", name_en = "Photo" }]
fields = [{ name = "kind", label_zh = "种类", label_en = "Kind", kind = "text", required = true }]
"""


def a_folder(path: Path, item: str = ITEM) -> Path:
    """A data folder with one item."""
    (path / "items").mkdir()
    (path / "fields.toml").write_text(FIELDS, encoding="utf-8")
    (path / "departments.toml").write_text(DEPARTMENTS, encoding="utf-8")
    (path / "items" / "env.toml").write_text(item, encoding="utf-8")
    return path


def test_a_sound_item_gets_its_defaults(tmp_path: Path) -> None:
    fields, (item,) = read(a_folder(tmp_path))
    assert [field.code for field in fields] == ["env"]
    assert (item.field, item.code) == ("env", "a")
    assert (item.version["fee"], item.version["fee_en"], item.version["urgency"]) == ("免费", "Free", "ordinary")
    assert item.version["open_to_residents"] is True


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'standing = "must"',
            'standing = "maybe"',
            "env.toml: a: standing 'maybe' is unknown. Use one of: must, assist",
        ),
        ('basis = "某法第一条"', "", "env.toml: a: basis is missing. Add it."),
        ("answer_days = 1", 'answer_days = "1"', "env.toml: a: answer_days is '1'. Write a whole number."),
        ("answer_days = 1", "answer_days = 3", "env.toml: a: close_days 2 is before answer_days 3. Raise close_days."),
        ("answer_days = 1", "answer_days = 0", "env.toml: a: a promise is under one day."),
        (
            'standing = "must"',
            'standing = "must"\nurgency = "urgent"',
            "days are promised for an urgent or barred item",
        ),
        (
            'standing = "must"',
            'standing = "must"\nprice = "1"',
            "env.toml: a: price is no key of an item. Use one of: code",
        ),
        ('"grid_worker"', '"mayor"', "env.toml: a: handler_role 'mayor' is unknown."),
        ('"grid_worker"', '"department_clerk"', "a: department '' is not in departments.toml. Add it there"),
        (
            '"grid_worker"',
            '"grid_worker"\ndepartment = "housing"',
            "a: department is set, but handler_role is grid_worker.",
        ),
        ('field = "env"', 'field = "air"', "env.toml: field 'air' is not in fields.toml. Add it there, or correct it."),
        ('["垃圾"]', f'["{"垃" * 31}"]', "Write words of at most 30 characters"),
        ('name_zh = "照片"', 'name = "照片"', "Write { name_zh = …, name_en = … }."),
        ('kind = "text"', 'kind = "photo"', "env.toml: a: field kind is of kind 'photo'. Use one of: text, number"),
        ('kind = "text"', 'kind = "choice"', "A choice needs choices; no other kind has any."),
        ('label_en = "Kind"', 'label = "Kind"', "It needs name, label_zh, label_en, kind and required."),
        ('code = "a"', "code = a", "env.toml: not valid TOML"),
    ],
)
def test_a_wrong_row_says_what_where_and_how(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in ITEM
    with pytest.raises(BadItemFile) as caught:
        read(a_folder(tmp_path, ITEM.replace(old, new)))
    assert said in str(caught.value)


def test_a_code_stands_once(tmp_path: Path) -> None:
    twice = ITEM + ITEM.split('field = "env"')[1]
    with pytest.raises(BadItemFile, match="a: code is used twice"):
        read(a_folder(tmp_path, twice))


def test_a_barred_item_has_to_say_where_to_go_instead(tmp_path: Path) -> None:
    barred = ITEM.replace('"must"', '"barred"').replace("answer_days = 1\nclose_days = 2\n", "")
    with pytest.raises(BadItemFile, match="Say where a resident goes instead, in both languages"):
        read(a_folder(tmp_path, barred))


def test_the_shipped_catalogue_is_whole(tmp_path: Path) -> None:
    fields, items = read(shutil.copytree(DATA, tmp_path / "data"))
    standing = Counter(item.version["standing"] for item in items)
    assert set(standing) == {"must", "assist", "extend", "special", "barred"}
    assert standing["barred"] == 20
    assert {item.field for item in items} == {field.code for field in fields}
    assert {item.code for item in items if item.version["about_body"]} == {
        "est-property-complaint",
        "sup-staff",
        "sup-office",
    }
    offered = [item.version for item in items if item.version["standing"] != "barred"]
    assert [version["name"] for version in offered if not (version["summary"] and version["summary_en"])] == []
    assert [version["name"] for version in offered if not version["keywords"]] == []


def test_the_shipped_catalogue_has_what_the_requirements_name() -> None:
    _fields, items = read(DATA)
    by_code = {item.code: item.version for item in items}
    # Four kinds of nuisance: noise, sewage, rubbish, harmful air (NT-53).
    assert {"env-noise", "env-rubbish", "env-stall"} <= set(by_code)
    assert [code for code, version in by_code.items() if "污水" in version["keywords"]] != []
    feedback = by_code["sup-feedback"]
    assert (feedback["handler_role"], feedback["open_to_residents"]) == ("county_desk", False)
    assert [choice["value"] for choice in feedback["fields"][0]["choices"]] == [
        "emerging",
        "difficulty",
        "experience",
        "idea",
    ]
    assert [code for code, version in by_code.items() if version["proof_required"]] == ["env-bare-ground"]


def test_an_opinion_is_answered_within_promised_days() -> None:
    suggestion = {item.code: item.version for item in read(DATA)[1]}["gov-suggestion"]
    assert (suggestion["handler_role"], suggestion["answer_days"], suggestion["close_days"]) == (
        "community_secretary",
        5,
        10,
    )
    assert suggestion["open_to_residents"]


@pytest.mark.parametrize(("code", "handler"), [("sup-staff", "street_clerk"), ("sup-office", "county_desk")])
def test_a_report_of_wrongdoing_passes_whoever_it_is_about(code: str, handler: str) -> None:
    report = {item.code: item.version for item in read(DATA)[1]}[code]
    assert {"举报", "腐败", "不正之风"} <= set(report["keywords"])
    assert (report["about_body"], report["handler_role"], report["publication"]) == (True, handler, "none")


def test_welfare_is_handled_at_the_communitys_own_counter() -> None:
    at_the_counter = {item.field for item in read(DATA)[1] if item.version["handler_role"] == "community_clerk"}
    assert {"assistance", "care", "elders", "employment", "insurance", "residence"} <= at_the_counter
