"""Filing matters: one statement finds items, places and first holders, one statement writes everything, for one or hundreds."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from linli.affairs.matters import errors, permissions
from linli.affairs.matters.actions import clocks
from linli.affairs.matters.actions.statements import FIND, WRITE
from linli.affairs.matters.events import MatterFiled
from linli.affairs.matters.states import CLOSED, FILED, MOVES
from linli.base.files import public as files
from linli.base.journal import public as journal
from linli.base.kit import clock, events, hot
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.errors import Refusal
from linli.base.kit.ids import new_id
from linli.base.kit.sealed import digest, seal

MOST_CHARACTERS = 4000
SCOPE = ("place_id", "grid_id", "community_id", "street_id", "county_id", "city_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMatter:
    """What somebody asks for. `form_token` is made with the form: sent twice, it makes one matter."""

    form_token: UUID
    item_code: str
    place_id: UUID
    text: str
    channel: str = "portal"
    spot: str = ""
    urgency: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    contact_name: str = ""
    contact_phone: str = ""
    is_hidden: bool = False
    about_body_id: UUID | None = None
    person_id: UUID | None = None
    photos: Sequence[files.Photo] = ()
    external_number: str = ""
    external_deadline: datetime | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """The receipt: number and code together open the tracking page. `is_new` is false for a form sent before."""

    id: UUID
    number: str
    code: str
    is_new: bool


def code_for(form_token: UUID) -> str:
    """The six-letter code of a receipt; derived from the form's token, so that a form sent twice gives it twice."""
    mac = hmac.new(settings.LINLI_SEAL_KEY.encode(), b"track" + form_token.bytes, hashlib.sha256).digest()
    # Base 32 without padding reads well aloud: no 0, 1, 8 or 9.
    return base64.b32encode(mac)[:6].decode()


def code_digest(number: str, code: str) -> bytes:
    """What is stored of a code; useless without the number."""
    return digest("track", f"{number}:{code.upper()}")


def file(*, new: NewMatter, actor: Actor, now: datetime) -> Filed:
    """File a request; it gets a number, three clocks and its first holder, and the holder is told."""
    return _receipt(_Filing(actor, now).file([new]))


def file_many(*, news: Sequence[NewMatter], actor: Actor, now: datetime) -> list[Filed | Refusal]:
    """File requests as `file` would one after the other: for each its receipt, or why it can't be filed and is left out.

    Two statements for any number; only photos take one more for each request that has some.
    """
    return _Filing(actor, now).file(news)


def file_and_close(*, new: NewMatter, note: str, actor: Actor, now: datetime) -> Filed:
    """File what was settled on the spot (即办); the note says how."""
    permissions.require_capability(actor, "intake")
    if not note.strip():
        raise errors.NoteMissing(move=MOVES["file_and_close"].said)
    return _receipt(_Filing(actor, now, note=note.strip(), closed=True).file([new]))


def _receipt(outcomes: Sequence[Filed | Refusal]) -> Filed:
    """The receipt of the one request; raises its refusal."""
    (outcome,) = outcomes
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


@dataclass(slots=True)
class _Filing:
    """Requests on their way to become matters: weighed one by one, written together."""

    actor: Actor
    now: datetime
    note: str = ""
    closed: bool = False
    rows: list[dict[str, Any]] = field(default_factory=list)
    photos: list[tuple[UUID, Sequence[files.Photo]]] = field(default_factory=list)
    receipts: dict[UUID, Filed] = field(default_factory=dict)

    def file(self, news: Sequence[NewMatter]) -> list[Filed | Refusal]:
        """What becomes of each; refused ones have written nothing."""
        troubles = [_trouble_with_words(new) for new in news]
        sound = [new for new, trouble in zip(news, troubles, strict=True) if trouble is None]
        found = iter(self._found(sound) if sound else [])
        outcomes = [trouble or self._weigh(new, found) for new, trouble in zip(news, troubles, strict=True)]
        if self.rows:
            self._write()
        return outcomes

    def _found(self, news: Sequence[NewMatter]) -> list[dict[str, Any]]:
        """The item's offer, the place's chain, and the post that receives, for each in its turn: in one statement."""
        wanted = [
            {
                "nth": nth,
                "token": new.form_token,
                "item": new.item_code,
                "place": new.place_id,
                "urgency": new.urgency,
                "channel": new.channel,
                "avoided": new.about_body_id,
            }
            for nth, new in enumerate(news)
        ]
        when = {"today": clock.local_date(self.now), "hour": self.now.astimezone(clock.CHINA).time()}
        return hot.each(FIND, wanted, when)

    def _weigh(self, new: NewMatter, rows: Iterator[dict[str, Any]]) -> Filed | Refusal:
        """One request beside what was found for it."""
        found = next(rows)
        if found["former_number"]:
            return Filed(found["former_id"], found["former_number"], code_for(new.form_token), is_new=False)
        if new.form_token in self.receipts:
            return replace(self.receipts[new.form_token], is_new=False)
        if self.closed:
            found |= {"post_id": self.actor.post_id, "body_id": self.actor.body_id}
        try:
            _admit(new, self.actor, found)
        except Refusal as refusal:
            return refusal
        number = f"{clock.local_date(self.now):%Y%m%d}{found['serial'] % 1_000_000:06d}"
        filed = Filed(new_id(), number, code_for(new.form_token), is_new=True)
        self.receipts[new.form_token] = filed
        self.rows.append(self._row(new, found, filed))
        if new.photos:
            self.photos.append((filed.id, new.photos))
        return filed

    def _write(self) -> None:
        tasks, arguments = events.stored([MatterFiled(matter_id=row["id"], at=self.now) for row in self.rows])
        # Whoever acts is in a transaction already (`walls.acting`); a refusal has written nothing and leaves it usable.
        with transaction.atomic(savepoint=False):
            hot.each(WRITE, self.rows, {"job_tasks": tasks, "job_args": arguments})
            for matter_id, photos in self.photos:
                files.attach(photos=photos, subject_kind="matter", subject_id=matter_id, now=self.now)

    def _row(self, new: NewMatter, found: Mapping[str, Any], filed: Filed) -> dict[str, Any]:
        """One row of `WRITE`: the matter's values, then those of what is written with it."""
        actor = self.actor
        return {
            **{name: found[name] for name in SCOPE},
            **self._clock_values(new, found),
            **_contact_values(new),
            **self._record_values(new, filed.id),
            "id": filed.id,
            "number": filed.number,
            "code_digest": code_digest(filed.number, filed.code),
            "item_version": found["version_id"],
            "item": new.item_code,
            "channel": new.channel,
            "text": new.text.strip(),
            "spot": new.spot.strip()[:160],
            "fields": dict(new.fields),
            "state": CLOSED if self.closed else FILED,
            "post": found["post_id"],
            "body": found["body_id"],
            "parties": [found["body_id"]],
            "about": new.about_body_id,
            "account": None if actor.is_staff else actor.account_id,
            "person": new.person_id if actor.is_staff else actor.person_id,
            "filed_by": actor.post_id,
            "external_number": new.external_number,
            "token": new.form_token,
        }

    def _clock_values(self, new: NewMatter, found: Mapping[str, Any]) -> dict[str, Any]:
        """The three deadlines, and which of them burns first."""
        area_ids = clocks.areas(*(found[name] for name in SCOPE[1:]))
        urgency, now = new.urgency or found["urgency"], self.now
        ticking = clocks.start(urgency, found["answer_days"], found["close_days"], area_ids, now)
        due_at = None if self.closed else clocks.burning(FILED, ticking, new.external_deadline)
        return {
            "urgency": urgency,
            "now": now,
            "today": clock.local_date(now),
            "sign_by": ticking.sign_by,
            "answer_by": ticking.answer_by,
            "close_by": ticking.close_by,
            "external_deadline": new.external_deadline,
            "due_at": due_at,
            "warn_at": clocks.warning(due_at, now, urgency, area_ids),
            "ended_at": now if self.closed else None,
        }

    def _record_values(self, new: NewMatter, matter_id: UUID) -> dict[str, Any]:
        """The first step, its counts, and the journal's entry (with `j_` before each name)."""
        act = "matter.filed_and_closed" if self.closed else "matter.filed"
        entry = journal.entry_values(self.actor, act, "matter", matter_id, at=self.now, item=new.item_code)
        return {
            **{f"j_{name}": value for name, value in entry.items()},
            "step": new_id(),
            "move": "file_and_close" if self.closed else "file",
            "label": self.actor.label if self.actor.is_staff else "",
            "note": self.note,
            "in_time": True if self.closed else None,
            "delta": new_id(),
            "closed": int(self.closed),
        }


def _trouble_with_words(new: NewMatter) -> Refusal | None:
    text = new.text.strip()
    if not text:
        return errors.TextMissing()
    if len(text) > MOST_CHARACTERS:
        return errors.TextTooLong(length=len(text), most=MOST_CHARACTERS)
    return None


def _admit(new: NewMatter, actor: Actor, found: Mapping[str, Any]) -> None:
    """Refuse what can't be filed; the order is the order in which a person can mend it."""
    if found["version_id"] is None:
        raise errors.UnknownItem
    if found["standing"] == "barred":
        instead = found["go_instead_en"] if get_language() == "en" and found["go_instead_en"] else found["go_instead"]
        raise errors.ItemBarred(item=found["name"], instead=instead)
    if not actor.is_staff and actor.sight is not Sight.SYSTEM and not found["open_to_residents"]:
        raise errors.ItemNotOpen(item=found["name"])
    if found["place_id"] is None:
        raise errors.UnknownPlace
    if actor.sight is Sight.SUBTREE and found[actor.scope_column] != actor.place_id:
        raise errors.OutsideArea
    # What another hotline didn't ask, the handler asks: an order from outside is never turned away for it, nor for a photo.
    is_outside = new.channel == "hotline"
    for wanted in json.loads(found["fields"] or "[]"):
        value = new.fields.get(wanted["name"])
        choices = {choice["value"] for choice in wanted.get("choices", [])}
        is_needed = wanted.get("required") and not is_outside
        if (is_needed and value in (None, "")) or (choices and value not in (None, "") and value not in choices):
            raise errors.FieldMissing(label=wanted["label_zh"])
    if found["photo_required"] and not (new.photos or actor.is_staff or is_outside):
        raise errors.PhotoMissing(item=found["name"])
    if found["post_id"] is None:
        raise errors.NobodyAnswers(item=found["name"])


def _contact_values(new: NewMatter) -> dict[str, Any]:
    """Name and phone, sealed; the phone's digest finds it again."""
    name, phone = new.contact_name.strip(), new.contact_phone.strip()
    return {
        "name_sealed": seal(name) if name else None,
        "phone_sealed": seal(phone) if phone else None,
        "phone_digest": digest("phone", phone) if phone else None,
        "is_hidden": new.is_hidden,
    }
