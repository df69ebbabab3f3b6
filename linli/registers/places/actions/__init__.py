"""Changing the tree of places: the only writers."""

from linli.registers.places.actions.imports import Imported, bad_rows_csv, import_codes
from linli.registers.places.actions.local_rules import set_local_day, set_local_rule
from linli.registers.places.actions.places import (
    add_grid,
    add_landmark,
    record_official_count,
    remove_landmark,
    rename_place,
    set_level_name,
)
from linli.registers.places.actions.reorganise import (
    Effect,
    NewPlace,
    Plan,
    Reorganisation,
    enact_reorganisation,
    plan_reorganisation,
    rescope,
)

__all__ = [
    "Effect",
    "Imported",
    "NewPlace",
    "Plan",
    "Reorganisation",
    "add_grid",
    "add_landmark",
    "bad_rows_csv",
    "enact_reorganisation",
    "import_codes",
    "plan_reorganisation",
    "record_official_count",
    "remove_landmark",
    "rename_place",
    "rescope",
    "set_level_name",
    "set_local_day",
    "set_local_rule",
]
