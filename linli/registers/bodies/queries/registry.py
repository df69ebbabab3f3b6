"""Bodies at a place, the party's tree, a county's departments; and who can be chosen in the forms."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from linli.base.kit.actor import Actor
from linli.base.kit.clock import local_date, now
from linli.base.kit.find import one
from linli.base.kit.scope import scope_filter
from linli.registers.bodies.models import Body, Post, Tenure
from linli.registers.bodies.queries.answering import in_force

KIND_NAMES: dict[str, str | Promise] = {
    "party_organisation": _("党组织"),
    "committee": _("居（村）民委员会"),
    "service_station": _("综合服务站"),
    "safety_office": _("综治办公室"),
    "representative_assembly": _("居民代表会议"),
    "street_office": _("街道办事处"),
    "county_office": _("区级办公室"),
    "city_office": _("市级办公室"),
    "department": _("职能部门"),
    "property_company": _("物业服务企业"),
    "owners_committee": _("业主委员会"),
    "social_organisation": _("社会组织"),
    "mediation_committee": _("人民调解委员会"),
    "police_station": _("派出所"),
    "justice_station": _("司法所"),
}

RANKS: dict[str, str | Promise] = {
    "committee": _("党委"),
    "general_branch": _("党总支"),
    "branch": _("党支部"),
    "group": _("党小组"),
}
"""The ranks of party organisations from the top down; the fifth level of HG-06 are the members themselves."""

MOST_PEOPLE = 2000
"""As many as one list of choices bears; a whole county appoints from the community's own page."""


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One body in a list; `depth` is how far below the first of its tree it hangs, `posts` how many it has, `vacant` how many empty."""

    id: UUID
    name: str
    kind: str
    kind_name: str
    rank_name: str
    department: str
    parent_id: UUID | None
    valid_from: date
    posts: int
    vacant: int
    depth: int = 0


def kind_name(kind: str) -> str:
    """What a kind of body is called."""
    return str(KIND_NAMES.get(kind, kind))


def rank_name(rank: str) -> str:
    """What a rank of party organisation is called; empty for none."""
    return str(RANKS.get(rank, rank))


def body_for(body_id: UUID) -> Body:
    """The body, open or closed; raises `NotFound`."""
    return one(Body.objects.select_related("parent"), id=body_id)


def bodies_at(place_id: UUID) -> list[BodyLine]:
    """The open bodies at exactly this place, in the order of their kinds, parents before children."""
    return _tree(_lines(Q(place_id=place_id)))


def party_tree(place_id: UUID) -> list[BodyLine]:
    """The party organisations of a community and of the grids below it, parents before children (HG-06)."""
    return _tree(_lines(Q(kind="party_organisation") & (Q(place_id=place_id) | Q(community_id=place_id))))


def departments_of(county_id: UUID) -> list[BodyLine]:
    """The departments of a county, by name."""
    return sorted(_lines(Q(county_id=county_id, kind="department")), key=lambda line: line.name)


def people_known(actor: Actor) -> list[tuple[UUID, str, str]]:
    """Who holds a post in the actor's subtree: person, name, first title; for choosing whom to appoint."""
    today = local_date(now())
    current = Tenure.objects.filter(since__lte=today).filter(Q(until__isnull=True) | Q(until__gt=today))
    scope = {f"post__{column}": value for column, value in scope_filter(actor).items()}
    rows = (
        current.filter(**scope).order_by("public_name", "since").values_list("person_id", "public_name", "post__title")
    )
    known: dict[UUID, tuple[UUID, str, str]] = {}
    for person_id, name, title in rows[:MOST_PEOPLE]:
        known.setdefault(person_id, (person_id, name, title))
    return list(known.values())


def substitutes_for(post: Post) -> list[tuple[UUID, str]]:
    """Which posts could stand in for a post: those at its own place and at the places above it, in its own county."""
    above = [post.place_id, post.community_id, post.street_id, post.county_id]
    posts = Post.objects.filter(
        in_force(local_date(now())), county_id=post.county_id, place_id__in=[id_ for id_ in above if id_]
    )
    rows = posts.exclude(id=post.id).order_by("title", "id").values_list("id", "title", "body__name")
    return [(id_, f"{title}（{body}）") for id_, title, body in rows]


def _lines(wanted: Q) -> list[BodyLine]:
    today = local_date(now())
    posts = in_force(today, "posts__") & Q(posts__id__isnull=False)
    in_office = Q(posts__tenures__since__lte=today) & (
        Q(posts__tenures__until__isnull=True) | Q(posts__tenures__until__gt=today)
    )
    rows = Body.objects.filter(wanted, in_force(today)).annotate(
        post_count=Count("posts", filter=posts, distinct=True),
        held_count=Count("posts", filter=posts & in_office, distinct=True),
    )
    order = list(KIND_NAMES)
    is_english = (get_language() or "").startswith("en")
    return [
        BodyLine(
            id=body.id,
            name=(body.name_en or body.name) if is_english else body.name,
            kind=body.kind,
            kind_name=kind_name(body.kind),
            rank_name=rank_name(body.rank),
            department=body.department,
            parent_id=body.parent_id,
            valid_from=body.valid_from,
            posts=body.post_count,
            vacant=body.post_count - body.held_count,
        )
        for body in sorted(rows, key=lambda row: (order.index(row.kind), row.valid_from, row.id))
    ]


def _tree(lines: list[BodyLine]) -> list[BodyLine]:
    """The same lines, each child right below its parent and one deeper."""
    known = {line.id for line in lines}
    below: dict[UUID | None, list[BodyLine]] = defaultdict(list)
    for line in lines:
        below[line.parent_id if line.parent_id in known else None].append(line)
    found: list[BodyLine] = []

    def hang(parent: UUID | None, depth: int) -> None:
        for line in below[parent]:
            found.append(_deeper(line, depth))
            hang(line.id, depth + 1)

    hang(None, 0)
    return found


def _deeper(line: BodyLine, depth: int) -> BodyLine:
    values = {name: getattr(line, name) for name in BodyLine.__slots__}
    return BodyLine(**(values | {"depth": depth}))
