"""Scenes of a day: who asks for what, and what everybody does about it, each with the hour it happens."""

from dataclasses import dataclass

RESIDENT, HOLDER = "reporter", "holder"


@dataclass(frozen=True, slots=True)
class Beat:
    """One move: at which share of the day, by whom (a user name, `holder` or `reporter`), and what it needs."""

    at: float
    move: str
    by: str = HOLDER
    note: str = ""
    to: str = ""
    rating: int = 0
    is_solved: bool = True


@dataclass(frozen=True, slots=True)
class Scene:
    """A matter's day: the first beat files it."""

    item: str
    community: int
    by: str
    channel: str
    at: float
    beats: tuple[Beat, ...] = ()
    note: str = ""
    is_told: bool = False
    """Whether the log follows it."""


def _done(at: float, rating: int = 5) -> tuple[Beat, ...]:
    """Signed, begun, answered, closed, rated: an ordinary good day."""
    return (
        Beat(at + 0.03, "sign"),
        Beat(at + 0.06, "start"),
        Beat(at + 0.2, "answer"),
        Beat(at + 0.23, "close"),
        Beat(at + 0.3, "rate", RESIDENT, rating=rating),
    )


def _escalated(at: float) -> tuple[Beat, ...]:
    """From the stairs to the secretary, to the street, to a department, and back to the resident."""
    return (
        Beat(at + 0.02, "sign"),
        Beat(at + 0.05, "escalate", note="现场看过，要产权单位来，社区没有权限。"),
        Beat(at + 0.08, "sign"),
        Beat(at + 0.12, "escalate", note="已和物业商量过，谈不拢，请街道协调。"),
        Beat(at + 0.16, "sign"),
        Beat(at + 0.2, "transfer", note="请住建局安排人到现场鉴定。", to="housing"),
        Beat(at + 0.26, "sign"),
        Beat(at + 0.3, "start"),
        Beat(at + 0.5, "answer", note="已到现场鉴定，属应急维修，施工队明早进场，三天内完工。"),
        Beat(at + 0.54, "close"),
        Beat(at + 0.6, "rate", RESIDENT, rating=4),
    )


def _sent_down(at: float) -> tuple[Beat, ...]:
    """The street takes what another hotline sent and hands it down to the community."""
    return (
        Beat(at + 0.04, "sign"),
        Beat(at + 0.07, "assign_down", note="请红旗里社区今天到现场看一下。", to="secretary"),
        Beat(at + 0.12, "sign"),
        Beat(at + 0.3, "answer"),
        Beat(at + 0.34, "close"),
    )


def _reopened(at: float) -> tuple[Beat, ...]:
    """Answered too quickly: the resident is unhappy, and it's done again, well."""
    return (
        Beat(at + 0.03, "sign"),
        Beat(at + 0.09, "answer", note="已电话告知，观察一下，明天应该就热了。"),
        Beat(at + 0.12, "close"),
        Beat(at + 0.18, "rate", RESIDENT, "没有人上门，还是十六度。", rating=1, is_solved=False),
        Beat(at + 0.2, "reopen", RESIDENT, "等了半天还是不热，请派人来看。"),
        Beat(at + 0.24, "sign"),
        Beat(at + 0.28, "start"),
        Beat(at + 0.42, "answer"),
        Beat(at + 0.46, "close"),
        Beat(at + 0.52, "rate", RESIDENT, "师傅来了，这回热了。", rating=5),
    )


def _asked(at: float) -> tuple[Beat, ...]:
    """The holder asks, the clock stands still, the resident supplies."""
    return (
        Beat(at + 0.03, "sign"),
        Beat(at + 0.06, "ask", note="请告诉我们是哪个单元，方便几点上门？"),
        Beat(at + 0.14, "supply", RESIDENT, "二单元，下午三点以后家里有人。"),
        Beat(at + 0.32, "answer"),
        Beat(at + 0.36, "close", RESIDENT),
        Beat(at + 0.37, "rate", RESIDENT, rating=5),
    )


def _waiting(at: float) -> tuple[Beat, ...]:
    return (Beat(at + 0.04, "sign"), Beat(at + 0.1, "start"), Beat(at + 0.2, "wait", note="等配件到货，预计后天。"))


def _declined(at: float) -> tuple[Beat, ...]:
    return (
        Beat(at + 0.05, "sign"),
        Beat(
            at + 0.12, "decline", note="属于合同纠纷，社区没有裁决权，可以到法院立案窗口；需要的话我们帮您约法律顾问。"
        ),
    )


def _begun(at: float) -> tuple[Beat, ...]:
    return (Beat(at + 0.03, "sign"), Beat(at + 0.09, "start"))


def _shared(at: float) -> tuple[Beat, ...]:
    """A part of it is somebody else's: given to a department, which has not signed by the evening."""
    return (
        *_begun(at),
        Beat(at + 0.095, "split", note="楼道里砌了一道隔墙，请住建局看看能不能拆；杂物我们自己清。", to="housing"),
    )


_COUNTER = (
    ("ins-medical", "已教会用手机缴费，凭证存好了。"),
    ("vol-record", "时长核对无误，证明当场打印。"),
    ("hea-birth", "登记当场办好。"),
    ("gov-vote", "告诉了登记的日期和要带的证件。"),
    ("con-agency", "水费已代交，收据给老人带走了。"),
    ("cul-venue", "周六下午两点到四点，已登记。"),
)
_ORDINARY = ("fac-corridor-lamp", "env-corridor", "est-ebike", "env-noise", "saf-dog", "eld-visit", "fac-drain")


def scenes() -> list[Scene]:
    """The whole day, some forty matters, in no order."""
    found = [
        *(
            Scene(item, n % 3, "visitor", "portal", 0.02 + 0.05 * n, _done(0.02 + 0.05 * n, 5 - n % 2))
            for n, item in enumerate(_ORDINARY)
        ),
        *(Scene(item, 0, "clerk", "counter", 0.05 + 0.11 * n, note=note) for n, (item, note) in enumerate(_COUNTER)),
        *(Scene("saf-patrol", 0, "grid", "patrol", 0.08 + 0.2 * n, note="当场清走，拍照留底。") for n in range(4)),
        Scene("fac-corridor-lamp", 0, "resident", "portal", 0.03, _done(0.03)),
        Scene("fac-heating", 0, "resident", "portal", 0.06, _reopened(0.06), is_told=True),
        Scene("fac-heating", 1, "visitor", "portal", 0.2, _reopened(0.2)),
        Scene("fac-heating", 2, "visitor", "portal", 0.5, _begun(0.5)),
        Scene("saf-fire-hazard", 0, "visitor", "portal", 0.04, _escalated(0.04), is_told=True),
        Scene("fac-drain", 0, "grid", "visit", 0.3, _escalated(0.3)),
        Scene("env-corridor", 0, "clerk", "hotline", 0.1, _sent_down(0.1), is_told=True),
        Scene("med-neighbour", 0, "visitor", "portal", 0.15, _asked(0.15), is_told=True),
        Scene("fac-corridor-lamp", 1, "visitor", "portal", 0.35, _asked(0.35)),
        Scene("est-property-dispute", 0, "clerk", "phone", 0.2, _waiting(0.2)),
        Scene("med-money", 0, "visitor", "portal", 0.25, _declined(0.25)),
        *(
            Scene(item, n % 3, "visitor", "portal", 0.4 + 0.07 * n, _begun(0.4 + 0.07 * n))
            for n, item in enumerate(_ORDINARY)
        ),
        *(
            Scene(item, 0, "visitor", "portal", 0.82 + 0.04 * n)
            for n, item in enumerate(("env-noise", "gov-suggestion", "eld-home-care"))
        ),
        # Last, so that what chance gives to all others stays the same.
        Scene("env-corridor", 1, "visitor", "portal", 0.903, _shared(0.903)),
    ]
    return sorted(found, key=lambda scene: scene.at)
