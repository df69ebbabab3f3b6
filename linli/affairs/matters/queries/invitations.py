"""What a higher context invites a reporter to on the page of their matter, such as to say how it went."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from linli.base.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class Invitation:
    """An address the reporter may go to, with the words that say why and what happens there."""

    url: str
    title: str | Promise
    label: str | Promise


Asker = Callable[[Actor, UUID, str], Invitation | None]
_askers: list[Asker] = []


def invite_reporters(asker: Asker) -> None:
    """Have `asker` asked on each page a reporter reads, with the actor, the matter's id and its number."""
    if asker not in _askers:
        _askers.append(asker)


def invitations(actor: Actor, matter_id: UUID, number: str) -> list[Invitation]:
    """What the reporter is invited to now."""
    found = [asker(actor, matter_id, number) for asker in _askers]
    return [each for each in found if each is not None]
