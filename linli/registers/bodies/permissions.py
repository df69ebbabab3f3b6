"""What each role sees and may do: one table. A role's capabilities end at its place's subtree."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.errors import NotAllowed, NotFound
from linli.base.kit.scope import Scoped


@dataclass(frozen=True, slots=True)
class Role:
    """A role: the level its posts stand at, how far they see, and what they may do."""

    name: str
    title: str | Promise
    level: Level
    sight: Sight
    capabilities: frozenset[str]


def _role(name: str, title: str | Promise, level: Level, capabilities: str, sight: Sight = Sight.SUBTREE) -> Role:
    return Role(name, title, level, sight, frozenset(capabilities.split()))


# matters: see and handle · intake: file for others · dispatch: hand over below one's place · rate: enter a rating heard by phone
# people: read the register · reveal: unseal for a purpose · enrol: write the register · cockpit · places, bodies, catalogue,
# rules: change those registers · journal: read acts on record · adjudicate: rule on whose matter it is ·
# instruct: say from above what is to be done · supervise: raise and lift cards · interfaces: keys for other people's apps ·
# callbacks: ask residents how it went · rounds: open, draw and publish rounds of callbacks ·
# hotline: take orders from other hotlines and report back on them ·
# accounts: open staff's accounts and hand over codes · security: lock accounts, end sessions, withdraw factors ·
# screen: report a dispute that was found · mediation: see and settle disputes, with their parties · lead_mediation: take a dispute
# on, name who mediates it · take_disputes: hold or help with a dispute that was handed over ·
# campaigns: open campaigns and say which unit is responsible where ·
# providers: keep the list of providers of services · refer: place orders with them ·
# notices: the words of messages, and which of them did not get through.
ROLES: dict[str, Role] = {
    role.name: role
    for role in (
        _role("grid_worker", _("网格员"), Level.GRID, "matters intake people reveal enrol cockpit screen"),
        _role("block_head", _("楼栋长"), Level.BLOCK, ""),
        _role("group_head", _("居民小组长"), Level.GROUP, ""),
        _role(
            "community_clerk",
            _("社区工作者"),
            Level.COMMUNITY,
            "matters intake people reveal enrol rate cockpit screen refer",
        ),
        _role(
            "community_secretary",
            _("社区书记"),
            Level.COMMUNITY,
            "matters intake dispatch people reveal enrol rate cockpit bodies journal screen mediation providers refer",
        ),
        _role("committee_member", _("居委会委员"), Level.COMMUNITY, "matters intake people cockpit screen"),
        _role(
            "mediation_head",
            _("人民调解委员会主任"),
            Level.COMMUNITY,
            "people screen mediation lead_mediation take_disputes",
        ),
        _role("mediator", _("人民调解员"), Level.COMMUNITY, "people screen mediation take_disputes"),
        _role(
            "street_clerk",
            _("街道办事员"),
            Level.STREET,
            "matters intake dispatch people reveal rate cockpit providers refer",
        ),
        _role("street_duty", _("街道值班"), Level.STREET, "matters intake dispatch"),
        _role(
            "street_leader",
            _("街道负责人"),
            Level.STREET,
            "matters intake dispatch cockpit journal adjudicate instruct supervise bodies campaigns",
        ),
        _role(
            "street_mediator",
            _("街道人民调解员"),
            Level.STREET,
            "people screen mediation lead_mediation take_disputes",
        ),
        _role("police_officer", _("社区民警"), Level.STREET, "screen take_disputes", Sight.HELD),
        _role("justice_clerk", _("司法所工作人员"), Level.STREET, "screen take_disputes", Sight.HELD),
        _role(
            "county_mediator",
            _("区人民调解员"),
            Level.COUNTY,
            "screen mediation lead_mediation take_disputes",
        ),
        _role(
            "county_desk",
            _("区级受理台"),
            Level.COUNTY,
            "matters intake dispatch rate cockpit adjudicate supervise catalogue rules hotline providers refer campaigns",
        ),
        _role("county_hotline", _("热线工单台"), Level.COUNTY, "matters intake dispatch rate cockpit hotline refer"),
        _role("county_caller", _("回访员"), Level.COUNTY, "callbacks"),
        _role("county_callback_lead", _("回访组长"), Level.COUNTY, "callbacks rounds cockpit"),
        _role(
            "county_leader",
            _("区领导"),
            Level.COUNTY,
            "matters dispatch cockpit journal adjudicate instruct supervise campaigns",
        ),
        _role("department_clerk", _("部门经办人"), Level.COUNTY, "matters", Sight.HELD),
        _role("city_desk", _("市级受理台"), Level.CITY, "matters intake dispatch rate cockpit adjudicate supervise"),
        _role(
            "administrator", _("系统管理员"), Level.COUNTY, "places bodies catalogue rules accounts interfaces notices"
        ),
        _role("security_officer", _("安全管理员"), Level.COUNTY, "security"),
        _role("auditor", _("审计员"), Level.COUNTY, "journal"),
    )
}

OFFICES = frozenset({"administrator", "security_officer", "auditor"})
"""The three offices that watch each other (三员分立, 等保 2.0): nobody holds two, and none stands in for another."""

LEVEL_DESK = {
    Level.GRID: "grid_worker",
    Level.COMMUNITY: "community_secretary",
    Level.STREET: "street_clerk",
    Level.COUNTY: "county_desk",
    Level.CITY: "city_desk",
}
"""The post that receives what comes up or down to a level."""

HEADS = {Level.GRID: "grid_worker", Level.BLOCK: "block_head", Level.GROUP: "group_head"}
"""The post that answers for a node of the grid (网格负责人, HG-16)."""

CAPABILITY = {
    "open_body": "bodies",
    "close_body": "bodies",
    "open_post": "bodies",
    "retire_post": "bodies",
    "appoint": "bodies",
    "end_tenure": "bodies",
    "set_substitute": "bodies",
    "mark_away": "bodies",
}


def may(actor: Actor, act: str) -> bool:
    """Whether the actor's post carries the capability the act asks for."""
    return actor.can(CAPABILITY[act])


def reaches(actor: Actor, row: Scoped | dict[str, UUID | None]) -> bool:
    """Whether a body, a post, or the scope of a place lies in the actor's subtree; the system reaches all."""
    if actor.sight is Sight.SYSTEM:
        return True
    column = actor.scope_column
    at = row[column] if isinstance(row, dict) else getattr(row, column)
    return actor.sight is Sight.SUBTREE and actor.place_id is not None and at == actor.place_id


def require(actor: Actor, act: str, row: Scoped | dict[str, UUID | None]) -> None:
    """Refuse unless the post may do it (`NotAllowed`) and the body, post or place is within its reach (`NotFound`)."""
    if not may(actor, act):
        raise NotAllowed
    if not reaches(actor, row):
        raise NotFound
