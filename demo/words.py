"""Names for people, estates and roads, drawn by chance from `data/words.toml`."""

import tomllib
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any

from demo.chance import weighted
from demo.spec import DATA


@cache
def _words() -> dict[str, Any]:
    with (DATA / "words.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _list(section: str, key: str) -> list[str]:
    text: str = _words()[section][key]
    return text.split()


class NameGiver:
    """Gives people names that fit their sex and the year they were born in."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        surnames: dict[str, int] = _words()["surnames"]
        self._surnames = list(surnames)
        self._cumulative = list(accumulate(float(weight) for weight in surnames.values()))
        given = _words()["given"]
        self._from_years = [entry["from_year"] for entry in given]
        self._given: list[tuple[list[str], list[str]]] = [
            (entry["female"].split(), entry["male"].split()) for entry in given
        ]

    def surname(self) -> str:
        """A surname, common ones more often."""
        return weighted(self._rng, self._surnames, self._cumulative)

    def given(self, born_in: int, *, is_male: bool) -> str:
        """A given name of the time."""
        generation = bisect_right(self._from_years, born_in) - 1
        return self._rng.choice(self._given[generation][is_male])

    def __call__(self, born_in: int, *, is_male: bool) -> str:
        """A whole name."""
        return self.surname() + self.given(born_in, is_male=is_male)


def estate_names(rng: Random, count: int) -> list[str]:
    """Different names of housing estates, as many as asked."""
    firsts = rng.sample(_list("estates", "first"), count)
    return [first + rng.choice(_list("estates", "last")) for first in firsts]


def village_parts(rng: Random, count: int) -> list[str]:
    """Names of the parts of a village."""
    return rng.sample(_list("villages", "parts"), count)


def road_names(rng: Random, count: int) -> list[str]:
    """Different names of town roads."""
    firsts = rng.sample(_list("roads", "first"), count)
    return [first + rng.choice(_list("roads", "last")) for first in firsts]


def village_roads(rng: Random, count: int) -> list[str]:
    """Different names of village roads."""
    return rng.sample(_list("roads", "village"), count)


def company_names() -> list[str]:
    """First parts of the names of property companies."""
    return _list("companies", "first")
