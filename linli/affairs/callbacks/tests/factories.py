"""Closed matters of the small town, and a round over them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from linli.affairs.callbacks import actions
from linli.affairs.callbacks.actions import NewRound
from linli.affairs.callbacks.models import Call, Round
from linli.affairs.matters import public as matters
from linli.affairs.matters.tests.factories import MORNING, Town, a_filed, a_matter, a_town, page_text
from linli.base.kit import walls
from linli.base.kit.actor import Actor

__all__ = [
    "AFTER",
    "MORNING",
    "Town",
    "a_closed",
    "a_draw",
    "a_matter",
    "a_round",
    "a_town",
    "by",
    "calls_of",
    "page_text",
]

# The period is the Tuesday and the Wednesday; on Thursday at ten past ten in China it is over.
SINCE, LAST = date(2026, 11, 24), date(2026, 11, 25)
AFTER = datetime(2026, 11, 26, 2, 10, tzinfo=UTC)


def by(actor: Actor, act: Any, **given: Any) -> Any:
    """One act by somebody."""
    with walls.acting(actor):
        return act(actor=actor, **{"now": AFTER, **given})


def a_closed(town: Town, *, now: datetime = MORNING, place: str = "maple-1", phone: str = "", **fields: Any) -> UUID:
    """The id of a matter that its grid worker signed, answered and closed within half an hour."""
    filed = a_filed(town, now=now, place=place, contact_phone=phone, **fields)
    with walls.acting(Actor.system("test")):
        holder = matters.matter_for(Actor.system("test"), filed.id).holder_post_id
    worker = next(town.actor(*key) for key, post in town.posts.items() if post.id == holder)
    later = now + timedelta(minutes=30)
    by(worker, matters.sign, matter_id=filed.id, now=now)
    by(worker, matters.answer, matter_id=filed.id, note="已清运。", now=later)
    by(worker, matters.close, matter_id=filed.id, now=later)
    return filed.id


def a_round(town: Town, *, place: str = "county", now: datetime = MORNING) -> Round:
    """A round over the two days, opened on the first."""
    lead = town.actor("county", "county_callback_lead")
    made: Round = by(lead, actions.open_round, new=NewRound(town.places[place].id, SINCE, LAST), now=now)
    return made


def a_draw(town: Town) -> Round:
    """A round that has been drawn, the day after its period."""
    lead = town.actor("county", "county_callback_lead")
    drawn: Round = by(lead, actions.draw, round_id=a_round(town).id)
    return drawn


def calls_of(drawn: Round) -> list[Call]:
    """The calls of a round, by number."""
    with walls.acting(Actor.system("test")):
        return list(Call.objects.filter(round=drawn).order_by("number"))
