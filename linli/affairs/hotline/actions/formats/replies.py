"""Replies as they go to a platform and as it reads them; with its verdict beside each they come back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from linli.affairs.hotline import errors
from linli.affairs.hotline.actions.formats.orders import read_moment, write_moment
from linli.affairs.hotline.actions.formats.sheets import Sheet, columns_of
from linli.affairs.hotline.models import REPLY_FIELDS, Profile, ours

_TIMES = ("at", "signed_at", "closed_at", "until")


@dataclass(frozen=True, slots=True)
class SentReply:
    """How one order stands, for its source. `rating`: 1 to 5. `verdict` and `why` are the source's, when it comes back."""

    number: str
    status: str
    at: datetime | None = None
    signed_at: datetime | None = None
    closed_at: datetime | None = None
    answer: str = ""
    basis: str = ""
    until: datetime | None = None
    rating: int | None = None
    handler: str = ""
    verdict: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """One row: the reply, or what is wrong with it."""

    index: int
    reply: SentReply | None
    problems: tuple[str, ...] = ()


def replies_sheet(replies: Iterable[SentReply], profile: Profile, form: str) -> Sheet:
    """Replies in the platform's own words."""
    header = tuple(profile.reply_columns[name][0] for name in REPLY_FIELDS)
    return Sheet(form, header, tuple(_row(reply, profile) for reply in replies))


def _row(reply: SentReply, profile: Profile) -> tuple[str, ...]:
    written = {name: write_moment(getattr(reply, name), profile) for name in _TIMES}
    written["status"] = profile.statuses[reply.status][0]
    written["rating"] = profile.ratings[str(reply.rating)][0] if reply.rating else ""
    written["verdict"] = profile.verdicts[reply.verdict][0] if reply.verdict else ""
    return tuple(written[name] if name in written else str(getattr(reply, name)) for name in REPLY_FIELDS)


def read_replies(sheet: Sheet, profile: Profile) -> list[ReplyLine]:
    """Every row as a reply or with its problems: what the other side does with our file, and we with its verdicts."""
    columns = columns_of(sheet.header, profile.reply_columns)
    if "number" not in columns:
        said = _("缺少这些列：%(names)s。") % {"names": profile.reply_columns["number"][0]}
        raise errors.NotAnOrderFile(why=said)
    return [
        _line(index, {name: row[column] for name, column in columns.items()}, profile)
        for index, row in enumerate(sheet.rows)
    ]


def _line(index: int, values: dict[str, str], profile: Profile) -> ReplyLine:
    problems = []
    given = {name: values.get(name, "") for name in REPLY_FIELDS}
    times = {name: read_moment(given[name], profile) if given[name] else None for name in _TIMES}
    words = {
        "status": ours(profile.statuses, given["status"]) if given["status"] else "",
        "rating": ours(profile.ratings, given["rating"]) if given["rating"] else "",
        "verdict": ours(profile.verdicts, given["verdict"]) if given["verdict"] else "",
    }
    if not given["number"]:
        problems.append(f"{profile.reply_columns['number'][0]}：{_('没有填。')}")
    unread = [name for name in _TIMES if given[name] and times[name] is None]
    unread += [name for name in words if words[name] is None]
    problems += [
        f"{profile.reply_columns[name][0]}：{_('看不懂“%(text)s”。') % {'text': given[name]}}" for name in unread
    ]
    if words["verdict"] == "rejected" and not given["why"]:
        problems.append(f"{profile.reply_columns['why'][0]}：{_('驳回要写原因。')}")
    if problems:
        return ReplyLine(index, None, tuple(problems))
    reply = SentReply(
        number=given["number"],
        status=words["status"] or "",
        answer=given["answer"],
        basis=given["basis"],
        handler=given["handler"],
        why=given["why"][:300],
        rating=int(words["rating"]) if words["rating"] else None,
        verdict=words["verdict"] or "",
        **times,
    )
    return ReplyLine(index, reply)
