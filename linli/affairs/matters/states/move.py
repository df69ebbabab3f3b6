"""What a move is: one line of the table."""

from dataclasses import dataclass, field

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that can be done to a matter.

    by: who may do it: `holder` (the post that holds it or its substitute), `above` (a post with dispatch over its place),
    `reporter`, `anyone` who may file, `lead` (holds the matter that this one is a part of),
    `assistant` (asked to help and not done yet), `leader` (instructs over its place),
    `adjudicator` (rules on whose it is), `supervisor` (raises cards over its place), `system` (a job).
    hands_over: the matter gets another holder. needs_note: a reason is required. takes: what its form asks for besides words.
    when, unless: columns of the matter that have to be set, or empty, for the move to make sense.
    is_beside: done beside the matter's own way; shown apart from the moves that bring it on.
    """

    name: str
    said: str | Promise
    sources: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    hands_over: bool = False
    needs_note: bool = False
    is_public: bool = True
    key: str = ""
    explains: str | Promise = field(default="")
    takes: tuple[str, ...] = ()
    when: str = ""
    unless: tuple[str, ...] = ()
    is_beside: bool = False
