"""Numbers that carry a check digit: the citizen number (GB 11643-1999) and the unified social credit code (GB 32100-2015)."""

from datetime import date, datetime

_CITIZEN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_CHECKS = "10X98765432"
# Without I, O, Z, S and V, which are taken for 1, 0, 2, 5 and U.
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def plain_number(text: str) -> str:
    """What people type, without spaces and hyphens, full-width characters narrowed, letters large."""
    return "".join(text.split()).translate(_NARROW).replace("-", "").upper()


def citizen_check_digit(first_17: str) -> str:
    """The 18th character of a citizen number, from its first seventeen digits (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _CITIZEN_WEIGHTS, strict=True))
    return _CITIZEN_CHECKS[total % 11]


def birth_date_of(number: str) -> date | None:
    """The birth date inside a citizen number, None where there is no such day."""
    try:
        return datetime.strptime(number[6:14], "%Y%m%d").date()  # noqa: DTZ007 -- a day of the calendar, in no zone
    except ValueError:
        return None


def sex_of(number: str) -> str:
    """The sex inside a citizen number, as a code of GB/T 2261.1: 1 male (odd order), 2 female (even)."""
    return "1" if int(number[16]) % 2 else "2"


def is_citizen_number(number: str) -> bool:
    """Whether the eighteen characters are well formed: digits, a birth date that exists, and the right check digit."""
    if len(number) != 18 or not (number[:17].isascii() and number[:17].isdigit()) or birth_date_of(number) is None:
        return False
    return citizen_check_digit(number[:17]) == number[17]


def credit_check_character(first_17: str) -> str:
    """The 18th character of a unified social credit code, from its first seventeen; raises ValueError on a foreign one."""
    values = (_CREDIT_ALPHABET.index(character) for character in first_17)
    total = sum(value * weight for value, weight in zip(values, _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_ALPHABET[-total % 31]


def is_credit_code(code: str) -> bool:
    """Whether the eighteen characters are a well-formed code; the two leading ones may be letters (N: village collectives)."""
    if len(code) != 18 or not set(code) <= set(_CREDIT_ALPHABET):
        return False
    return credit_check_character(code[:17]) == code[17]
