"""Stories as rows: the matter, its contact, its steps, what the journal says of them, and who was told."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from demo.chance import Id, uuid7_at
from demo.deadlines import Deadlines
from demo.places import SCOPE
from demo.story import ANSWERED, FILED, SIGNED, STARTED, Entry, Story
from linli.affairs.matters.public import code_digest
from linli.base.kit.clock import local_date
from linli.base.kit.sealed import digest, seal

MATTER = (
    *(
        *SCOPE,
        "id",
        "number",
        "code_digest",
        "item_version_id",
        "item_code",
        "channel",
        "urgency",
        "text",
        "spot",
        "fields",
    ),
    *("state", "holder_post_id", "holder_body_id", "party_body_ids", "about_body_id", "account_id", "person_id"),
    *("filed_by_post_id", "external_number", "form_token", "filed_at", "sign_by", "answer_by", "close_by", "due_at"),
    *("warn_at", "is_warned", "signed_at", "answered_at", "closed_at", "waiting_since", "waited_minutes", "step_count"),
    *("return_count", "reopen_count", "rating", "is_solved", "rated_at", "rated_by"),
)
CONTACT = ("matter_id", "name_sealed", "phone_sealed", "phone_digest", "is_hidden")
STEP = (
    *("id", "matter_id", "number", "move", "from_state", "to_state", "at", "actor_label", "post_id", "from_post_id"),
    *("to_post_id", "note", "is_public", "in_time", "rating", "is_solved"),
)
ENTRY = (
    *(*SCOPE, "id", "at", "act", "subject_kind", "subject_id", "sight", "label", "account_id", "person_id", "post_id"),
    "digest",
)
PAYLOAD = ("entry_id", "salt", "what")
NOTICE = ("id", "kind", "post_id", "account_id", "subject_kind", "subject_id", "words", "at", "read_at")

NOT_PUBLIC = frozenset({"return", "transfer", "assign_down"})
_NOWHERE = (None,) * len(SCOPE)
_RECEIVED = frozenset({"file", "return", "transfer", "escalate", "assign_down", "reopen"})
_TOLD = frozenset({"sign", "ask", "answer", "close", "decline", "escalate"})
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

Rows = list[tuple[Any, ...]]


@dataclass(slots=True)
class Batch:
    """Rows of a few thousand stories, by table; emptied when they are written."""

    matters: Rows = field(default_factory=list)
    contacts: Rows = field(default_factory=list)
    steps: Rows = field(default_factory=list)
    entries: Rows = field(default_factory=list)
    payloads: Rows = field(default_factory=list)
    notices: Rows = field(default_factory=list)


class Clerk:
    """Writes stories down."""

    def __init__(self, deadlines: Deadlines, rng: Random, now: datetime, serial: int) -> None:
        self._deadlines, self._rng, self._now = deadlines, rng, now
        self.serial = serial
        self.batch = Batch()

    def take(self) -> Batch:
        """What was written since the last time."""
        batch, self.batch = self.batch, Batch()
        return batch

    def write(self, story: Story) -> Id:
        """Add a story's rows to the batch; returns the matter's id."""
        filed_at = story.steps[0].at
        own = self._id(filed_at)
        self.serial += 1
        number = f"{local_date(filed_at):%Y%m%d}{self.serial % 1_000_000:06d}"
        self._matter(story, own, number, filed_at)
        who = story.reporter
        if story.channel != "patrol":
            phone = who.phone
            self.batch.contacts.append((own, seal(who.name), seal(phone), digest("phone", phone), story.is_hidden))
        else:
            self.batch.contacts.append((own, None, None, None, False))
        for position, entry in enumerate(story.steps, 1):
            self._step(story, own, position, entry)
        if story.is_open and (story.held_by.username or story.account_id):
            self._notices(story, own, number)
        return own

    def _matter(self, story: Story, own: Id, number: str, filed_at: datetime) -> None:
        clocks, holder, state = story.due, story.held_by, story.state
        due_at = {
            FILED: clocks.sign_by,
            SIGNED: clocks.answer_by,
            STARTED: clocks.answer_by,
            ANSWERED: clocks.close_by,
        }.get(state)
        warn_at = self._deadlines.warning(due_at, story.steps[-1].at, story.urgency) if due_at else None
        knows_person = story.account_id or (story.filed_by and story.channel not in ("patrol", "phone"))
        code = "".join(self._rng.choices(_ALPHABET, k=6))
        external = f"12345-{number[2:8]}{self.serial:05d}" if story.channel == "hotline" else ""
        self.batch.matters.append(
            (
                *(*story.place.scope, own, number, code_digest(number, code), story.offer.version_id, story.offer.code),
                *(
                    story.channel,
                    story.urgency,
                    story.text,
                    self._where(story),
                    json.dumps(story.fields, ensure_ascii=False),
                ),
                *(state, holder.id, holder.body_id, story.parties, story.about_body_id, story.account_id),
                *(story.reporter.person_id if knows_person else None, story.filed_by.id if story.filed_by else None),
                *(external, uuid7_at(_milliseconds(filed_at), self._rng), filed_at, *clocks, due_at, warn_at),
                *(warn_at is not None and warn_at <= self._now, story.signed_at, story.answered_at, story.closed_at),
                *(story.waiting_since, story.waited_minutes, len(story.steps), story.return_count, story.reopen_count),
                *(story.rating, story.is_solved, story.rated_at, story.rated_by),
            )
        )

    def _where(self, story: Story) -> str:
        """Where to look, as it was written down beside the text."""
        spot = story.spot
        return spot.estate if story.place.up("community").is_village else f"{spot.estate}{spot.house}号楼"

    def _step(self, story: Story, matter: Id, position: int, entry: Entry) -> None:
        seat, at = entry.seat, entry.at
        label = seat.label if seat else ""
        moment = _milliseconds(at)
        self.batch.steps.append(
            (
                *(
                    uuid7_at(moment, self._rng),
                    matter,
                    position,
                    entry.move,
                    entry.from_state,
                    entry.to_state,
                    at,
                    label,
                ),
                *(seat.id if seat else None, entry.from_seat.id if entry.from_seat else None),
                *(entry.to_seat.id if entry.to_seat else None, entry.note, entry.move not in NOT_PUBLIC),
                *(entry.in_time, entry.rating, entry.is_solved),
            )
        )
        self._journal(story, matter, entry, label, uuid7_at(moment, self._rng))

    def _journal(self, story: Story, matter: Id, entry: Entry, label: str, own: Id) -> None:
        """The act on record, as `journal.record` would have it: the payload apart, a salted digest of it in the entry."""
        if entry.move in ("file", "file_and_close"):
            act = "matter.filed" if entry.move == "file" else "matter.filed_and_closed"
            text = f'{{"item": "{story.offer.code}"}}'
        else:
            act, text = f"matter.{entry.move}", _payload(entry.note, entry.to_state)
        salt = self._rng.randbytes(16)
        seat = entry.seat
        who: tuple[str, str, Id | None, Id | None, Id | None]
        if seat:
            sight = "held" if seat.role == "department_clerk" else "subtree"
            who = (sight, label, None, seat.acting.id if seat.acting else None, seat.id)
        elif story.account_id:
            who = ("self", "resident", story.account_id, story.reporter.person_id, None)
        else:
            who = ("intake" if entry.move == "file" else "tracking", "visitor", None, None, None)
        scope = seat.place.scope if seat else _NOWHERE
        fingerprint = hashlib.sha256(salt + text.encode()).digest()
        self.batch.entries.append((*scope, own, entry.at, act, "matter", matter, *who, fingerprint))
        self.batch.payloads.append((own, salt, text))

    def _notices(self, story: Story, matter: Id, number: str) -> None:
        """What the holder was told when it came, and the resident of what concerned them."""
        offer = story.offer
        words = {"number": number, "item": offer.name, "item_en": offer.name_en}
        plain, urgent = (json.dumps(each, ensure_ascii=False) for each in (words, words | {"urgency": story.urgency}))
        last = next((entry for entry in reversed(story.steps) if entry.move in _RECEIVED), None)
        if last and story.held_by.username:
            kind = "matter.filed" if last.move == "file" else f"matter.{last.move}"
            self._notice(kind, matter, urgent, last.at, post=story.held_by.id)
        if story.account_id:
            for entry in story.steps:
                if entry.move in _TOLD:
                    self._notice(f"matter.{entry.move}", matter, plain, entry.at, account=story.account_id)

    def _notice(
        self, kind: str, matter: Id, words: str, at: datetime, *, post: Id | None = None, account: Id | None = None
    ) -> None:
        # What is older than half a day has been read, an hour after it came.
        read_at = at + timedelta(hours=1) if self._now - at > timedelta(hours=12) else None
        self.batch.notices.append((self._id(at), kind, post, account, "matter", matter, words, at, read_at))

    def _id(self, at: datetime) -> Id:
        return uuid7_at(_milliseconds(at), self._rng)


@lru_cache(maxsize=8192)
def _payload(note: str, state: str) -> str:
    """What the journal keeps of a move; the same few notes come again and again."""
    return json.dumps({"note": note, "state": state}, ensure_ascii=False)


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
