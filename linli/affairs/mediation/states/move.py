"""What a move of a dispute is: one line of the table."""

from dataclasses import dataclass, field

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that can be done to a dispute.

    by: who may do it: `owner` (the post that owns it, or whoever leads mediation in that body), `mediator` (named for it), `assistant`
    (a force that was called in), `receiver` (to whom it is offered), `superior` (who leads mediation at a level above its owner's),
    `finder` (whoever may report one), `system` (a job).
    takes: what its form asks for besides words. is_public: parties see that it happened. when, unless: columns that have to be set, or
    empty. page: it has a page of its own. stays: stages that the move does not change, whatever `to` says.
    """

    name: str
    said: str | Promise
    sources: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    needs_note: bool = False
    is_public: bool = True
    takes: tuple[str, ...] = ()
    when: str = ""
    unless: str = ""
    icon: str = "circle-dot"
    is_beside: bool = False
    page: str = ""
    stays: tuple[str, ...] = ()
    explains: str | Promise = field(default="")
