"""Chance that comes out the same every time: one seeded source, and ids made from it."""

from bisect import bisect_right
from random import Random
from typing import TypeVar

T = TypeVar("T")

Id = str
"""An id as 32 hexadecimal digits: half the cost of a UUID object, and PostgreSQL reads both."""

_VERSION, _VARIANT = 7 << 76, 2 << 62
_RANDOM_A, _RANDOM_B = ((1 << 12) - 1) << 64, (1 << 62) - 1


def uuid7_at(milliseconds: int, rng: Random) -> Id:
    """A UUIDv7 of that moment (milliseconds since 1970), its random part from `rng`."""
    bits = rng.getrandbits(76)
    return f"{milliseconds << 80 | _VERSION | bits & _RANDOM_A | _VARIANT | bits & _RANDOM_B:032x}"


class Ids:
    """Ids of rows that were all made at one moment."""

    def __init__(self, milliseconds: int, rng: Random) -> None:
        self._milliseconds = milliseconds
        self._rng = rng

    def __call__(self) -> Id:
        """The next id; each is a millisecond younger, so that they sort in the order they were made."""
        self._milliseconds += 1
        return uuid7_at(self._milliseconds, self._rng)


def apportion(total: int, weights: list[float]) -> list[int]:
    """Whole numbers in proportion to `weights` whose sum is exactly `total` (largest remainders first)."""
    whole = sum(weights)
    shares = [total * weight / whole for weight in weights]
    parts = [int(share) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda n: shares[n] - parts[n], reverse=True)
    for n in by_remainder[: total - sum(parts)]:
        parts[n] += 1
    return parts


def weighted(rng: Random, choices: list[T], cumulative: list[float]) -> T:
    """One of the choices by cumulative weights; a third of what `Random.choices` costs, and it's asked 100,000 times."""
    return choices[min(bisect_right(cumulative, rng.random() * cumulative[-1]), len(choices) - 1)]


def up_to(rng: Random, most: int) -> int:
    """A whole number from 1 to `most`, at a third of the cost of `randint`."""
    return int(rng.random() * most) + 1
