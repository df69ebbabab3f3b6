"""What a matter's page shows: who and where, what happened, what this actor can do now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext

from linli.affairs.catalogue import public as catalogue
from linli.affairs.matters import permissions, queries
from linli.affairs.matters.forms.staff import CHANNEL_NAMES, MoveForm
from linli.affairs.matters.queries import Matter, Receiver, Row, StepShown
from linli.affairs.matters.states import OPEN, STATE_NAMES, WAYS, Move
from linli.affairs.matters.views import results, staff_words
from linli.base.accounts.public import LinliRequest
from linli.base.files import public as files
from linli.base.kit.actor import Actor, Level
from linli.base.kit.clock import local_date
from linli.base.kit.errors import NotFound, Refusal
from linli.base.rules import public as rules
from linli.registers.places import public as places

_ORDER = ("sign", "start", "resume", "answer", "close", "rate", "rule", "assist", "report", "allow", "refuse", "separate", "ask", "wait", "transfer",
         "assign_down", "escalate", "return", "reopen", "decline", "contact", "note", "urge", "invite", "prolong", "split", "merge",
         "recall", "instruct", "card", "lift")  # fmt: skip
"""The moves as the page lists them: on with it, then pausing, then handing over, then turning down."""

CALLED_FOR = ("assist", "report", "allow", "refuse")
"""Beside the way, but somebody waits for it: shown with the moves that bring the matter on."""
WORDLESS = ("sign", "start", "resume")


@dataclass(frozen=True, slots=True)
class Template:
    """Words to begin from, their blanks filled as far as the matter knows them."""

    code: str
    title: str
    text: str


@dataclass(slots=True)
class MoveShown:
    """One move as the page offers it; `is_next`: the one that usually comes next."""

    move: Move
    icon: str
    is_next: bool
    is_open: bool
    has_words: bool
    templates: list[Template]
    receivers: list[Receiver]
    note: str = ""
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline with its pictures."""

    step: StepShown
    who: str
    said: str
    icon: str
    tone: str
    photos: list[dict[str, str]]

    @property
    def is_inside(self) -> bool:
        """Whether the resident doesn't see it; a component's attribute takes a name, not an expression."""
        return not self.step.is_public

    @property
    def has_more(self) -> bool:
        """Whether there is more to show than what was done, by whom and when."""
        return bool(self.said or self.photos) or self.step.in_time is False


@dataclass(slots=True)
class Tried:
    """A move that was refused, with what was typed."""

    move: str
    form: MoveForm
    refusal: Refusal | None = None


def shown(request: LinliRequest, matter_id: UUID, *, back: str = "", tried: Tried | None = None) -> dict[str, Any]:
    """What the page says about a matter to this actor; nine statements, and two more when receivers are asked for."""
    actor, now = request.actor, request.now
    found = queries.matter_for(actor, matter_id)
    names = places.names_of({id_ for id_ in _chain(found) if id_})
    contact, is_holder = queries.contact_of(actor, found), "holder" in permissions.standing(actor, found).names
    alike = [row for row in _alike(actor, found, now) if row.id != found.id]
    moves = _moves(request, found, names, tried.move if tried else request.GET.get("do", ""), tried)
    moves_beside = [each for each in moves if each.move.is_beside and each.move.name not in CALLED_FOR]
    entries = _entries(steps := queries.timeline(actor, found), _pictures(found), CHANNEL_NAMES[found.channel])
    holder = (found.holder_post.title_en if _is_english() else "") or found.holder_post.title
    return {
        "matter": found,
        "item": (found.item_version.name_en if _is_english() else "") or found.item_version.name,
        "state_said": STATE_NAMES[found.state],
        "clock": staff_words.clock_of(found, now),
        "holder": holder,
        "what_now": staff_words.what_now(found, holds=is_holder, holder=holder, has_phone=bool(contact.phone), now=now),
        "where": " · ".join(dict.fromkeys(names[id_] for id_ in _chain(found) if id_ in names)),
        "channel": CHANNEL_NAMES[found.channel],
        "urgency": catalogue.URGENCY_NAMES[found.urgency],
        "contact": contact,
        "answers": results.said_answers(found.item_version.fields, found.fields),
        "photos": entries[0].photos if entries else [],
        "results": results.said_answers(found.item_version.results, found.results),
        "pair": _pair(entries),
        "entries": entries,
        "alike": alike,
        "beside": queries.beside(found, {step.move for step in steps}, now),
        "moves": [each for each in moves if each not in moves_beside],
        "moves_beside": moves_beside,
        "is_beside_open": any(each.is_open for each in moves_beside),
        "may_recall": is_holder,
        **_to_fill(found, now, results.results_in(request.POST)),
        "tried": tried,
        "is_lost": tried is not None and tried.move not in {each.move.name for each in moves},
        "moved": request.GET.get("moved", ""),
        "back": back,
    }


def form_shown(request: LinliRequest, matter_id: UUID, name: str, *, back: str) -> dict[str, Any]:
    """The form of one move, fetched when it is opened. Raises NotFound where that move is not open to this actor now."""
    actor, now = request.actor, request.now
    found = queries.matter_for(actor, matter_id)
    names = places.names_of({id_ for id_ in _chain(found) if id_})
    asked = next((each for each in _moves(request, found, names, name) if each.is_open and each.has_words), None)
    if asked is None:
        raise NotFound
    return {
        "matter": found,
        "each": asked,
        "alike": _alike(actor, found, now) if "main" in asked.move.takes else [],
        **_to_fill(found, now, {}),
        "own_url": reverse("matters:desk_matter", args=[matter_id]),
        "move_url": reverse("matters:move", args=[matter_id, name]),
        "back": back,
    }


def _to_fill(found: Matter, now: datetime, typed: Mapping[str, str]) -> dict[str, Any]:
    """What the forms of moves choose from, are bounded by and ask for besides; `typed`: results that came back with a refusal."""
    return {
        "ways": [("", gettext("请选择")), *WAYS.items()],
        "most_days": _most_days(found, now),
        "asked": results.asked_of(found, typed),
    }


def _most_days(found: Matter, now: datetime) -> int:
    areas = [id_ for id_ in (found.grid_id, *reversed(_chain(found)[:2]), found.county_id, found.city_id) if id_]
    return rules.parameter("matter.prolong.days", areas, local_date(now)).integer


def _chain(found: Matter) -> tuple[UUID | None, ...]:
    return (found.street_id, found.community_id, found.grid_id, found.place_id)


def _alike(actor: Actor, found: Matter, now: datetime) -> list[Row]:
    """What may be the same thing; nobody asks that of a matter that has ended."""
    if found.state not in OPEN:
        return []
    return queries.same_place_same_item(actor, found.place_id, found.item_code, now=now, days=30)


def _is_english() -> bool:
    return (get_language() or "").startswith("en")


def _pictures(found: Matter) -> dict[datetime, list[dict[str, str]]]:
    """The matter's pictures by the moment they came in, which is the moment of a step."""
    grouped: dict[datetime, list[dict[str, str]]] = defaultdict(list)
    for file in files.files_of([found.id]):
        url = reverse("files:show", args=[file.id])
        grouped[file.added_at].append({"url": url, "thumb": url, "alt": f"{found.number}"})
    return grouped


def _entries(
    steps: list[StepShown], pictures: dict[datetime, list[dict[str, str]]], channel: str | Promise
) -> list[Entry]:
    return [
        Entry(
            step=step,
            who=_who(step, str(channel)),
            said="\n".join(part for part in (step.note, staff_words.rated(step), staff_words.detail(step)) if part),
            icon=staff_words.ICONS[step.move],
            tone=staff_words.TONES.get(step.move, ""),
            photos=pictures.get(step.at, []),
        )
        for step in steps
    ]


def _pair(entries: list[Entry]) -> tuple[list[dict[str, str]], list[dict[str, str]]] | None:
    """The pictures from before the answer, and those that came with it; None unless there are both."""
    answer = next((each for each in reversed(entries) if each.step.move == "answer"), None)
    if answer is None or not answer.photos:
        return None
    before = [photo for each in entries if each.step.number < answer.step.number for photo in each.photos]
    return (before, answer.photos) if before else None


def _who(step: StepShown, channel: str) -> str:
    """By whom, and to whom where it was handed over; a resident's own step says so."""
    by = (
        str(staff_words.SYSTEM)
        if step.label == "system"
        else step.label
        or (gettext("居民，%(channel)s") % {"channel": channel} if step.number == 1 else pgettext("who", "居民"))
    )
    return f"{by} → {step.to_title}" if step.to_title else by


def _moves(
    request: LinliRequest, found: Matter, names: dict[UUID, str], chosen: str, tried: Tried | None = None
) -> list[MoveShown]:
    """The moves open to this actor, the usual next one first; templates and receivers only for the one that stands open."""
    allowed = _allowed(request, found)
    usual = staff_words.NEXT.get(found.state, "")
    open_one = next((move for move in allowed if move.name == (chosen or usual) and move.name not in WORDLESS), None)
    templates = _templates(open_one.name, found, names) if open_one else []
    offered = [
        MoveShown(
            move=move,
            icon=staff_words.ICONS[move.name],
            is_next=move.name == usual,
            is_open=move is open_one,
            has_words=move.name not in WORDLESS,
            templates=templates if move is open_one else [],
            receivers=queries.receivers(request.actor, found, move.name)
            if move is open_one and "receiver" in move.takes
            else [],
            note=_begun(request, templates) if move.name == chosen else "",
        )
        for move in allowed
    ]
    for each in offered:
        if tried and each.move.name == tried.move:
            each.note = str(tried.form["note"].value() or "")
            each.errors = tuple(str(error) for errors in tried.form.errors.values() for error in errors)
    return sorted(offered, key=lambda each: (not each.is_next, _ORDER.index(each.move.name)))


def _allowed(request: LinliRequest, found: Matter) -> list[Move]:
    """The moves the page offers this actor now."""
    allowed = [move for move in permissions.moves_open_to(request.actor, found) if move.name in _ORDER]
    if request.actor.level is Level.GRID:
        # Nobody handles matters below a grid.
        allowed = [move for move in allowed if move.name != "assign_down"]
    if found.rated_at:
        allowed = [move for move in allowed if move.name != "rate"]
    return allowed


def _begun(request: LinliRequest, templates: Iterable[Template]) -> str:
    """The words of the template an address names: how a template is picked without JavaScript."""
    code = request.GET.get("template", "")
    return next((template.text for template in templates if template.code == code), "")


def _templates(move: str, found: Matter, names: dict[UUID, str]) -> list[Template]:
    """The templates of a move, filled with number, place and item."""
    english = _is_english()
    item = found.item_version
    filled = {
        "{number}": found.number,
        "{place}": names.get(found.place_id, ""),
        "{item}": (item.name_en if english else "") or item.name,
    }
    ready = []
    for row in queries.templates_for([move]):
        text = row.text_en if english else row.text
        for blank, value in filled.items():
            text = text.replace(blank, value)
        ready.append(Template(row.code, row.title_en if english else row.title, text))
    return ready
