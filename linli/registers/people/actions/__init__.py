"""The only writers of the register. Each is one transaction and is put on record."""

from linli.registers.people.actions.binding import issue_binding
from linli.registers.people.actions.circumstances import add_circumstance, end_circumstance
from linli.registers.people.actions.enrolling import enrol_household, enrol_resident, move_out, place_household
from linli.registers.people.actions.persons import correct_person, read_phone, reveal, sealed_values
from linli.registers.people.actions.recounting import recount
from linli.registers.people.actions.rehousing import rehouse
from linli.registers.people.actions.visits import visit
from linli.registers.people.actions.workers import enter_worker

__all__ = [
    "add_circumstance",
    "correct_person",
    "end_circumstance",
    "enrol_household",
    "enrol_resident",
    "enter_worker",
    "issue_binding",
    "move_out",
    "place_household",
    "read_phone",
    "recount",
    "rehouse",
    "reveal",
    "sealed_values",
    "visit",
]
