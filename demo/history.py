"""Ninety days of matters, streamed: told, written down and copied a few thousand rows at a time."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from random import Random
from uuid import UUID

from demo.casting import Author, Stage
from demo.copying import Copier
from demo.deadlines import Deadlines
from demo.matters import CONTACT, ENTRY, MATTER, NOTICE, PAYLOAD, STEP, Batch, Clerk
from demo.pending import Stage as Stand
from demo.pending import Stages, Suspense
from demo.people import Reporter
from demo.places import Node
from demo.plots import Casting, Narrator
from demo.schedule import Occasion, Schedule
from demo.spec import Size
from demo.story import Story
from demo.wording import OFFERS, Offer, Wording
from linli.affairs.matters.models import Contact, Matter, Step
from linli.base.journal.models import Entry, Payload
from linli.base.kit.clock import local_date
from linli.base.notices.models import Notice

CHUNK = 1_000
"""Stories told between two copies: what is held in memory at any time."""

# What the resident one can sign in as has asked for: item, and where it stands (empty: long done).
RESIDENT_ITEMS = (
    ("env-rubbish", ""),
    ("fac-corridor-lamp", ""),
    ("ins-medical", ""),
    ("est-ebike", ""),
    ("fac-heating", "answered"),
    ("med-neighbour", "ask"),
    ("gov-suggestion", "started"),
    ("env-noise", "filed"),
)


class History:
    """The past of a city's matters."""

    def __init__(
        self, copier: Copier, stage: Stage, size: Size, rng: Random, now: datetime, *, serial: int = 0
    ) -> None:
        self._copier, self._stage, self._size, self._rng, self._now = copier, stage, size, rng, now
        county = stage.tree.county
        self._deadlines = Deadlines([UUID(county.id), UUID(stage.tree.city.id)], now, rng)
        offers = [Offer.of(row) for row in copier.all(OFFERS)]
        self._offers = {offer.code: offer for offer in offers}
        wording = Wording(offers, rng, local_date(now))
        casting = Casting(stage.staff)
        self._author = Author(stage, wording, self._deadlines, rng)
        self._narrator = Narrator(casting, wording, self._deadlines, rng, now)
        self._suspense = Suspense(casting, self._narrator, wording, self._deadlines, rng, now)
        self._clerk = Clerk(self._deadlines, rng, now, serial)

    def write(self, residents: list[tuple[str, Reporter]]) -> int:
        """Tell everything and copy it; returns the last serial number, how many matters there are."""
        # While PostgreSQL takes one batch in, the next one is told.
        with ThreadPoolExecutor(max_workers=1) as writer:
            writing: Future[None] | None = None
            for batch in self._batches(residents):
                if writing:
                    writing.result()
                writing = writer.submit(self._copy, batch)
            if writing:
                writing.result()
        return self._clerk.serial

    def stories(self, residents: list[tuple[str, Reporter]]) -> Iterator[Story]:
        """Everything that happened, what is done first, then what is open."""
        yield from self._past()
        for community in self._stage.tree.full:
            yield from self._open(community)
        for account_id, reporter in residents:
            yield from self._of_resident(account_id, reporter)

    def _past(self) -> Iterator[Story]:
        for occasion in Schedule(self._size.days, self._size.matters, self._deadlines, self._rng, self._now):
            story = self._author.begin(occasion)
            self._narrator.tell(story, occasion.at)
            yield story

    def _open(self, community: Node) -> Iterator[Story]:
        stages = Stages(self._rng)
        for _ in range(self._size.open_in_full):
            yield self._pending(stages(), community)

    def _pending(
        self, stand: Stand, community: Node, reporter: Reporter | None = None, offer: Offer | None = None
    ) -> Story:
        channel = (
            "portal" if reporter else self._rng.choice(("portal", "portal", "phone", "counter", "chat", "hotline"))
        )
        story = self._author.begin(Occasion(self._now, channel), community, reporter, offer)
        at = self._suspense.filed_at(stand, story.urgency, story.offer.answer_days)
        self._suspense.tell(story, stand, at)
        return story

    def _of_resident(self, account_id: str, reporter: Reporter) -> Iterator[Story]:
        community = reporter.grid.up("community")
        for number, (code, stands) in enumerate(RESIDENT_ITEMS):
            offer = self._offers.get(code)
            if offer is None:
                continue
            if stands:
                story = self._pending(Stand(stands, is_overdue=False), community, reporter, offer)
            else:
                at = self._deadlines.before(self._now, 480 * (12 + 9 * number))
                story = self._author.begin(Occasion(at, "portal"), community, reporter, offer)
                self._narrator.tell(story, at)
            story.account_id = account_id
            yield story

    def _batches(self, residents: list[tuple[str, Reporter]]) -> Iterator[Batch]:
        for count, story in enumerate(self.stories(residents), 1):
            self._clerk.write(story)
            if count % CHUNK == 0:
                yield self._clerk.take()
        yield self._clerk.take()

    def _copy(self, batch: Batch) -> None:
        put = self._copier.put
        put(Matter, MATTER, batch.matters)
        put(Contact, CONTACT, batch.contacts)
        put(Step, STEP, batch.steps)
        put(Entry, ENTRY, batch.entries)
        put(Payload, PAYLOAD, batch.payloads)
        put(Notice, NOTICE, batch.notices)
