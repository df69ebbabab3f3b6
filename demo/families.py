"""Families: who lives together, with the ages of the census and the kinship of ordinary households."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from demo.census import Census
from demo.chance import apportion

HEAD, SPOUSE, SON, DAUGHTER, PARENT = "02", "10", "20", "30", "50"
"""Relations to the head of the household, codes of GB/T 4761."""

_ADULT, _OLD = 20, 65
_SIZES = (1, 2, 3, 4, 5)
_OLD_HOME = [-1]


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a family."""

    relation: str
    age: int
    is_male: bool


class Ages:
    """How many people of each age are still to be placed; taking the nearest to a wish keeps the census's structure."""

    def __init__(self, people: int, census: Census, rng: Random) -> None:
        self._rng = rng
        self._left = [0] * 100
        shares = [share for _, _, share in census.bands]
        for (first, last, _), count in zip(census.bands, apportion(people, shares), strict=True):
            for _ in range(count):
                self._left[rng.randint(first, last)] += 1

    def nearest(self, wish: int, least: int = 0, most: int = 99) -> int | None:
        """Take the nearest age to `wish` within bounds; None when nobody is left there."""
        for distance in range(100):
            for age in (wish - distance, wish + distance):
                if max(least, 0) <= age <= min(most, 99) and self._left[age]:
                    self._left[age] -= 1
                    return age
        return None

    def any_of(self, least: int, most: int) -> int | None:
        """Take somebody between two ages by chance; None when nobody is left."""
        counts = self._left[least : most + 1]
        if not any(counts):
            return None
        age = self._rng.choices(range(least, most + 1), weights=counts)[0]
        self._left[age] -= 1
        return age

    def someone(self, least: int, most: int) -> int:
        """Take somebody between two ages, or the nearest age outside them."""
        age = self.any_of(least, most)
        if age is None:
            age = self.nearest((least + most) // 2)
        if age is None:
            raise LookupError("Everybody is placed already.")
        return age


def household_sizes(households: int, people: int, census: Census, rng: Random) -> list[int]:
    """How many live in each household: the census's share lives alone, and the sum is `people`."""
    alone = census.one_person_share
    weights = [alone, 0.50 * (1 - alone), 0.31 * (1 - alone), 0.14 * (1 - alone), 0.05 * (1 - alone)]
    sizes = [size for size, count in zip(_SIZES, apportion(households, weights), strict=True) for _ in range(count)]
    rng.shuffle(sizes)
    missing = people - sum(sizes)
    step = 1 if missing > 0 else -1
    movable = [n for n, size in enumerate(sizes) if 2 <= size + step <= 6 and size > 1]
    for n in movable[: abs(missing)]:
        sizes[n] += step
    return sizes


def families(sizes: list[int], census: Census, rng: Random) -> Iterator[list[Member]]:
    """One family for each size, in that order. Children are placed first, then elders, then everybody else."""
    ages = Ages(sum(sizes), census, rng)
    order = sorted(range(len(sizes)), key=lambda n: -sizes[n])
    children: dict[int, list[int]] = {}
    elders: dict[int, list[int]] = {}
    for n in order:
        size = sizes[n]
        with_elder = size >= 4 and rng.random() < 0.45
        elders[n] = [ages.someone(62, 88)] if with_elder else []
        slots = max(size - 2 - len(elders[n]), 0) or (size == 2 and rng.random() < 0.16)
        children[n] = [ages.someone(0, 19) for _ in range(int(slots))]
    for n in order:
        is_old_home = not children[n] and not elders[n] and rng.random() < (0.3 if sizes[n] == 1 else 0.2)
        elders[n] += _OLD_HOME if is_old_home else []
    order.sort(key=lambda n: elders[n] != _OLD_HOME)
    built = {n: _family(sizes[n], children[n], elders[n], ages, rng) for n in order}
    return (built[n] for n in range(len(sizes)))


def _family(size: int, children: list[int], elders: list[int], ages: Ages, rng: Random) -> list[Member]:
    is_old_home = elders == _OLD_HOME
    elder_ages = [] if is_old_home else elders
    adults = size - len(children) - len(elder_ages)
    if children:
        wish = max(children) + rng.randint(24, 33)
        head = ages.nearest(wish, least=_ADULT)
    elif is_old_home:
        head = ages.any_of(_OLD, 97)
    else:
        head = ages.any_of(_ADULT + 2, _OLD - 1) or ages.any_of(_OLD, 97)
    head_age = head if head is not None else ages.someone(_ADULT, 97)
    is_male = rng.random() < (0.62 if adults > 1 else 0.42)
    members = [Member(HEAD, head_age, is_male)]
    if adults > 1:
        spouse = ages.nearest(head_age + rng.choice((-3, -2, -1, 0, 1, 2)), least=_ADULT)
        members.append(Member(SPOUSE, spouse if spouse is not None else ages.someone(_ADULT, 97), not is_male))
    for _ in range(adults - 2):
        grown = ages.nearest(max(head_age - 27, _ADULT))
        boy = rng.random() < 0.5
        members.append(Member(SON if boy else DAUGHTER, grown if grown is not None else _ADULT, boy))
    for age in children:
        boy = rng.random() < 0.52
        members.append(Member(SON if boy else DAUGHTER, age, boy))
    for age in elder_ages:
        father = rng.random() < 0.35
        members.append(Member(PARENT, age, father))
    return members
