"""Reads of the register, within the actor's walls; everything listed is masked."""

from linli.registers.people.queries.coverage import Coverage, GridShare, UncoveredHousehold, coverage, uncovered
from linli.registers.people.queries.households import HouseholdView, household_for, household_of
from linli.registers.people.queries.residents import (
    CircumstanceView,
    OwnRecord,
    Page,
    PeopleFilters,
    ResidentRow,
    circumstance_for,
    circumstances_of,
    names_of,
    own_record,
    people_in,
    resident_for,
    row_of,
    rows_of,
    shown_name,
)
from linli.registers.people.queries.reveals import Shown, looks_at, shown_now
from linli.registers.people.queries.reviews import due_for_review
from linli.registers.people.queries.search import (
    SearchKind,
    SearchResult,
    is_registered_elsewhere,
    kind_of_search,
    moved_out_person,
    person_with_number,
    residents_by_phone,
    search,
)

__all__ = [
    "CircumstanceView",
    "Coverage",
    "GridShare",
    "HouseholdView",
    "OwnRecord",
    "Page",
    "PeopleFilters",
    "ResidentRow",
    "SearchKind",
    "SearchResult",
    "Shown",
    "UncoveredHousehold",
    "circumstance_for",
    "circumstances_of",
    "coverage",
    "due_for_review",
    "household_for",
    "household_of",
    "is_registered_elsewhere",
    "kind_of_search",
    "looks_at",
    "moved_out_person",
    "names_of",
    "own_record",
    "people_in",
    "person_with_number",
    "resident_for",
    "residents_by_phone",
    "row_of",
    "rows_of",
    "search",
    "shown_name",
    "shown_now",
    "uncovered",
]
