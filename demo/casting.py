"""Who comes with what, from where: the beginning of every story."""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from demo.bodies import Seat, Staff
from demo.census import Counts
from demo.chance import Id, up_to, weighted
from demo.deadlines import Deadlines
from demo.landmarks import Landmarks
from demo.people import Reporter
from demo.places import Node, Tree
from demo.schedule import BY_STAFF, Occasion, is_heating
from demo.story import Story
from demo.wording import Offer, Spot, Wording
from linli.base.kit.clock import local_date

FULL_WEIGHT = 9.0
"""How much more is on record from a community registered in full than its size would bring."""
HIDDEN = frozenset({"env-noise", "saf-suspicious", "est-property-complaint", "sup-staff", "sup-office"})


@dataclass(frozen=True, slots=True)
class Stage:
    """What stories play on: the tree, its people, its names."""

    tree: Tree
    counts: Counts
    staff: Staff
    landmarks: Landmarks
    reporters: dict[Id, list[Reporter]]


class Author:
    """Begins stories: draws the community, the resident, the item and the words."""

    def __init__(self, stage: Stage, wording: Wording, deadlines: Deadlines, rng: Random) -> None:
        self._stage, self._words, self._deadlines, self._rng = stage, wording, deadlines, rng
        self._communities = [node for node in stage.tree.of("community") if stage.reporters.get(node.id)]
        weights = [
            stage.counts[node.id]["population"] ** 0.8 * (FULL_WEIGHT if node.is_full else 1.0)
            for node in self._communities
        ]
        self._cumulative = list(accumulate(weights))

    def begin(
        self,
        occasion: Occasion,
        community: Node | None = None,
        reporter: Reporter | None = None,
        offer: Offer | None = None,
    ) -> Story:
        """A story that hasn't been filed yet."""
        rng = self._rng
        home = community or weighted(rng, self._communities, self._cumulative)
        who = reporter or rng.choice(self._stage.reporters[home.id])
        channel = occasion.channel
        what = offer or self._item(home, occasion)
        if what.code == "saf-patrol":
            channel = "patrol"
        elif channel == "patrol" and what.handler_role != "grid_worker":
            channel = "portal" if what.open_to_residents else "counter"
        elif not what.open_to_residents and channel not in BY_STAFF:
            channel = "counter"
        grid = who.grid if reporter or rng.random() < 0.7 else rng.choice(home.children)
        spot = self._spot(home, grid)
        story = Story(
            offer=what,
            place=grid,
            reporter=who,
            spot=spot,
            channel=channel,
            urgency=what.urgency,
            text=self._words.request(what, spot, is_village=home.is_village),
            deadlines=self._deadlines,
            fields=self._words.fields(what),
            filed_by=self._filed_by(channel, grid),
            is_hidden=what.code in HIDDEN and rng.random() < 0.4,
        )
        if what.about_body:
            story.about_body_id = self._about(what, home, grid)
        return story

    def _item(self, community: Node, occasion: Occasion) -> Offer:
        return self._words.item(is_village=community.is_village, is_heating=is_heating(local_date(occasion.at)))

    def _spot(self, community: Node, grid: Node) -> Spot:
        rng = self._rng
        roads = self._stage.landmarks.roads[community.id]
        estate = self._stage.landmarks.estates[grid.id][1]
        return Spot(
            estate,
            up_to(rng, 8 if community.is_full else 18),
            up_to(rng, 4),
            up_to(rng, 6),
            rng.choice(roads),
        )

    def _filed_by(self, channel: str, grid: Node) -> Seat | None:
        if channel not in BY_STAFF:
            return None
        staff = self._stage.staff
        if channel in ("patrol", "visit", "chat"):
            worker = staff.at(grid.id, "grid_worker")
            if worker.is_attended:
                return worker
        return self._rng.choice(staff.seats[grid.up("community").id, "community_clerk"])

    def _about(self, offer: Offer, community: Node, grid: Node) -> Id | None:
        """The body a complaint is about, where it is known."""
        if offer.code == "est-property-complaint":
            return self._stage.staff.companies.get(grid.id)
        if offer.code == "sup-staff":
            return self._stage.staff.at(community.id, "community_clerk").body_id
        if offer.code == "sup-office":
            return self._stage.staff.at(community.up("street").id, "street_clerk").body_id
        return None
