"""What other contexts may use of the register of people."""

from linli.registers.people.actions import (
    add_circumstance,
    correct_person,
    end_circumstance,
    enrol_household,
    enrol_resident,
    enter_worker,
    move_out,
    read_phone,
    reveal,
    sealed_values,
)
from linli.registers.people.actions.enrolling import NewHousehold, NewResident
from linli.registers.people.actions.persons import PersonChange
from linli.registers.people.queries import (
    OwnRecord,
    PeopleFilters,
    ResidentRow,
    SearchResult,
    Shown,
    coverage,
    household_of,
    is_registered_elsewhere,
    looks_at,
    names_of,
    own_record,
    people_in,
    resident_for,
    residents_by_phone,
    search,
)
from linli.registers.people.queries.search import tail_digest
from linli.registers.people.states import CIRCUMSTANCES, RELATIONS

__all__ = [
    "CIRCUMSTANCES",
    "RELATIONS",
    "NewHousehold",
    "NewResident",
    "OwnRecord",
    "PeopleFilters",
    "PersonChange",
    "ResidentRow",
    "SearchResult",
    "Shown",
    "add_circumstance",
    "correct_person",
    "coverage",
    "end_circumstance",
    "enrol_household",
    "enrol_resident",
    "enter_worker",
    "household_of",
    "is_registered_elsewhere",
    "looks_at",
    "move_out",
    "names_of",
    "own_record",
    "people_in",
    "read_phone",
    "resident_for",
    "residents_by_phone",
    "reveal",
    "sealed_values",
    "search",
    "tail_digest",
]
