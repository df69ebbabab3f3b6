"""The states of matters, disputes and callbacks as diagrams, and every move with who may make it."""

from __future__ import annotations

from linli.affairs.callbacks import states as callbacks
from linli.affairs.matters import states
from linli.affairs.mediation import states as disputes
from tools.maps import markdown

WHO_OF_DISPUTE = (
    "**who**: `owner` answers for it, or leads mediation in that body; `mediator` is named for it; `assistant` was called in;"
    " `receiver` is offered it; `finder` may report one."
)


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
        "States and moves",
        "## A matter",
        "Read from `linli/affairs/matters/states/`, which buttons, permissions and tests read too.",
        markdown.mermaid(lines),
        markdown.table(("move", "said", "from", "to", "who", "besides"), rows),
        "**who**: `holder` holds the matter or stands in for who does; `above` dispatches over its place; `reporter` asked for it;"
        " `staff` enters for others; `anyone` may file; `assistant` was asked to help; `leader` instructs, `supervisor` raises cards and"
        " `adjudicator` rules over its place; `system` is a job.",
        "## A dispute",
        *_dispute(),
        *_callbacks(),
    )


def _dispute() -> list[str]:
    """Return what stands under the heading of disputes."""
    lines = ["stateDiagram-v2"]
    lines += [f"  {name}: {name} {disputes.STATE_NAMES[name]}" for name in disputes.STATES]
    rows = []
    for move in disputes.MOVES.values():
        for source in move.sources or ("[*]",):
            to = source if source in move.stays else move.to or source
            lines.append(f"  {source} --> {to}: {move.name}")
        sources, marks = ", ".join(move.sources) or "–", [f"takes {', '.join(move.takes)}"] if move.takes else []
        marks += ["needs a reason"] if move.needs_note else []
        marks += [] if move.is_public else ["not shown to parties"]
        marks += [f"wants `{move.when}`"] if move.when else []
        rows.append((f"`{move.name}`", move.said, sources, move.to or "stays", ", ".join(move.by), ", ".join(marks)))
    lines += [f"  {name} --> [*]" for name in disputes.ENDED]
    return [
        "Read from `linli/affairs/mediation/states/`.",
        markdown.mermaid(lines),
        markdown.table(("move", "said", "from", "to", "who", "besides"), rows),
        WHO_OF_DISPUTE,
    ]


def _marks(move: states.Move) -> dict[str, bool]:
    return {
        "hands over": move.hands_over,
        "needs a reason": move.needs_note,
        "not shown to the resident": not move.is_public,
        f"takes {', '.join(move.takes)}": bool(move.takes),
        f"wants `{move.when}`": bool(move.when),
        f"not with {', '.join(f'`{column}`' for column in move.unless)}": bool(move.unless),
    }


def _callbacks() -> list[str]:
    """Rounds of callbacks, calls and claims, each with its diagram and its moves."""
    parts = [
        ("A round of callbacks", callbacks.ROUND_MOVES, callbacks.ROUND_NAMES),
        ("A call", callbacks.CALL_MOVES, callbacks.CALL_NAMES),
        ("A claim that an answer should not count", callbacks.CLAIM_MOVES, callbacks.CLAIM_NAMES),
    ]
    told = []
    for title, moves, names in parts:
        lines = ["stateDiagram-v2", *(f"  {name}: {name} {said}" for name, said in names.items())]
        lines += [
            f"  {source} --> {move.to}: {move.name}" for move in moves.values() for source in move.sources or ("[*]",)
        ]
        rows = [
            (f"`{each.name}`", each.said, ", ".join(each.sources) or "–", each.to, ", ".join(each.by), _reason(each))
            for each in moves.values()
        ]
        heads = ("move", "said", "from", "to", "who", "besides")
        told += [f"## {title}", markdown.mermaid(lines), markdown.table(heads, rows)]
    return told


def _reason(move: callbacks.Move) -> str:
    return "needs a reason" if move.needs_note else ""
