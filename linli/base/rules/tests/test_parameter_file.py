"""The parameter file: a wrong row names file, parameter, field and cure, and loads nothing."""

from pathlib import Path

import pytest

from linli.base.rules.declarations import PARAMETERS, BadRuleFile, read_file

GOOD = """
[[parameter]]
name = "a.b"
kind = "integer"
label_zh = "甲"
label_en = "A"
values = [
  { value = "1", valid_from = 2000-01-01, valid_until = 2010-01-01, basis = "旧法" },
  { value = "2", valid_from = 2010-01-01, basis = "新法" },
]
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "integer"', 'kind = "number"', "parameters.toml: a.b: kind 'number' is unknown. Use one of: integer"),
        ('label_en = "A"', "", "parameters.toml: a.b: label_en is missing. Add it."),
        ('value = "2"', 'value = "two"', "a.b: value 'two' is no integer. Write it like: 30."),
        (', basis = "新法"', "", "a.b: a value has no basis. Add it."),
        ("valid_until = 2010-01-01, ", "", "a.b: two values hold on 2010-01-01. End the earlier value on 2010-01-01"),
        ("valid_until = 2010-01-01", "valid_until = 1999-01-01", "valid_until 1999-01-01 is not after valid_from."),
        ('name = "a.b"', "name = a.b", "not valid TOML"),
    ],
)
def test_a_wrong_row_says_what_and_where(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = tmp_path / "parameters.toml"
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(BadRuleFile) as caught:
        read_file(file)
    assert said in str(caught.value)


def test_a_name_stands_once(tmp_path: Path) -> None:
    file = tmp_path / "parameters.toml"
    file.write_text(GOOD + GOOD, encoding="utf-8")
    with pytest.raises(BadRuleFile, match="declared twice"):
        read_file(file)


def test_the_shipped_file_is_sound_and_says_what_is_local() -> None:
    declared, values = read_file(PARAMETERS)
    assert {seed.name for seed in values} == set(declared)
    assert {name.split(".")[1] for name in declared if name.startswith("clock.")} == {"sign", "answer", "close", "warn"}
    assert all("可改" in seed.basis for seed in values if seed.name.startswith("clock."))
