"""Identity numbers no real person can have, and phone numbers that ring nowhere."""

from collections import defaultdict
from datetime import date

from linli.base.kit.numbers import citizen_check_digit

REAL_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91".split()
)
"""The first two digits that identity numbers are, or may be, issued under (GB/T 2260 and residence permits)."""


class NumberIssuer:
    """Issues citizen numbers of one area, each once, with the right check digit."""

    def __init__(self, area: str) -> None:
        if area[:2] in REAL_PROVINCES:
            raise ValueError(f"{area} could be the area of a real person's number; choose one that is not issued.")
        self._area = area
        self._issued: defaultdict[tuple[date, bool], int] = defaultdict(int)

    def __call__(self, born: date, *, is_male: bool) -> str:
        """The next number for a birth date and sex (odd order numbers are men's)."""
        order = self._issued[born, is_male]
        self._issued[born, is_male] = order + 1
        if order >= 500:
            raise ValueError(
                f"All order numbers of {born} are issued; the demo city has too many people born on one day."
            )
        first_17 = f"{self._area}{born:%Y%m%d}{order * 2 + is_male:03d}"
        return first_17 + citizen_check_digit(first_17)


class PhoneIssuer:
    """Issues eleven-digit numbers under a prefix that no operator has, each once, in no visible order."""

    # Multiplying by a number that shares no factor with the modulus visits every remainder once.
    _STEP, _MODULUS = 61_803_399, 100_000_000

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._count = 0

    def __call__(self) -> str:
        """The next number."""
        self._count += 1
        return f"{self._prefix}{self._count * self._STEP % self._MODULUS:08d}"
