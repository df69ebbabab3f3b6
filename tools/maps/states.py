"""The states of a matter as a diagram, and every move with who may make it."""

from __future__ import annotations

from linli.affairs.matters import states
from tools.maps import markdown


def build() -> str:
    """Return diagram and table."""
    lines = ["stateDiagram-v2"]
    lines += [f"  {name}: {name} {states.STATE_NAMES[name]}" for name in states.STATES]
    rows = []
    for move in states.MOVES.values():
        lines += [f"  {source} --> {move.to or source}: {move.name}" for source in move.sources or ("[*]",)]
        sources = ", ".join(move.sources) or "–"
        marks = [word for word, holds in _marks(move).items() if holds]
        rows.append((f"`{move.name}`", move.said, sources, move.to or "stays", ", ".join(move.by), ", ".join(marks)))
    lines += [f"  {name} --> [*]" for name in states.ENDED]
    return markdown.document(
        "States and moves of a matter",
        "Read from `linli/affairs/matters/states/`, which buttons, permissions and tests read too.",
        markdown.mermaid(lines),
        markdown.table(("move", "said", "from", "to", "who", "besides"), rows),
        "**who**: `holder` holds the matter or stands in for who does; `above` dispatches over its place; `reporter` asked for it;"
        " `staff` enters for others; `anyone` may file; `assistant` was asked to help; `leader` instructs, `supervisor` raises cards and"
        " `adjudicator` rules over its place; `system` is a job.",
    )


def _marks(move: states.Move) -> dict[str, bool]:
    return {
        "hands over": move.hands_over,
        "needs a reason": move.needs_note,
        "not shown to the resident": not move.is_public,
        f"takes {', '.join(move.takes)}": bool(move.takes),
        f"wants `{move.when}`": bool(move.when),
        f"not with {', '.join(f'`{column}`' for column in move.unless)}": bool(move.unless),
    }
