"""Numbers as charts and tile maps show them."""

Value = float | None
"""None: not known."""


def shown(value: Value, unit: str = "") -> str:
    """A number as people read it: thousands separators, at most one decimal, a dash for what is not known."""
    if value is None:
        return "–"
    places = 0 if float(value).is_integer() else 1
    return f"{value:,.{places}f}{unit}"
