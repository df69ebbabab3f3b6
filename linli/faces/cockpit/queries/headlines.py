"""The headline figures: what each is, how it is counted, what it was before, and where its rows are."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from linli.affairs.matters.public import Figures
from linli.base.ui import charts
from linli.faces.cockpit.queries.periods import Period, between, sliding, total

LEAST_BASE = 5
"""A rate over fewer than this says more about chance than about work: it is shown, never compared or ranked."""
BEYOND_CHANCE = 2.0
"""Changes of less than two standard errors are shown without colour: so much happens by itself."""


@dataclass(frozen=True, slots=True)
class Spec:
    """One headline. `part` over `whole`, or `part` alone as an amount. `good`: 1 when more is better, -1 when worse, 0 neither."""

    name: str
    label: str | Promise
    part: str
    whole: str = ""
    good: int = 0
    rest: str = ""
    rest_said: str | Promise = ""
    why: str | Promise = ""


SPECS: tuple[Spec, ...] = (
    Spec(
        "filed",
        pgettext_lazy("cockpit", "受理"),
        "filed",
        why=gettext_lazy("这段时间登记的事，不论来自网上、窗口、电话还是走访，每登记一次算一件。"),
    ),
    Spec(
        "on_time",
        pgettext_lazy("cockpit", "按时办结"),
        "closed_in_time",
        "closed",
        good=1,
        rest="closed_late",
        rest_said=pgettext_lazy("cockpit", "未按时"),
        why=gettext_lazy(
            "分母：这段时间办结的次数，含当场办结和不予受理；居民撤回的不算。"
            "分子：其中在办结时限之内的。等居民补充的时间不计。"
        ),
    ),
    Spec(
        "signed",
        pgettext_lazy("cockpit", "按时签收"),
        "signed_in_time",
        "signed",
        good=1,
        rest="signed_late",
        rest_said=pgettext_lazy("cockpit", "未按时"),
        why=gettext_lazy("分母：这段时间的签收次数，转到新岗位后重新签收另算一次。分子：其中在签收时限之内的。"),
    ),
    Spec(
        "solved",
        pgettext_lazy("cockpit", "问题解决"),
        "solved",
        "asked",
        good=1,
        rest="unsolved",
        rest_said=pgettext_lazy("cockpit", "没解决"),
        why=gettext_lazy("分母：这段时间收到的评价，居民自评和工作人员代录的都算。分子：其中回答“解决了”的。"),
    ),
    Spec(
        "satisfied",
        pgettext_lazy("cockpit", "居民满意"),
        "satisfied",
        "rated",
        good=1,
        rest="dissatisfied",
        rest_said=pgettext_lazy("cockpit", "三分及以下"),
        why=gettext_lazy("分母：居民自己作出的评价。分子：其中四分和五分的。工作人员代录的评价不算在内，在旁边单列。"),
    ),
    Spec(
        "reopened",
        pgettext_lazy("cockpit", "申请重办"),
        "reopened",
        good=-1,
        why=gettext_lazy("这段时间答复或办结以后又要求重办的次数，一件事重办两次算两次。"),
    ),
)


@dataclass(frozen=True, slots=True)
class Change:
    """Against the days before. direction: up, down or empty; tone: good, danger, or empty for small or neither."""

    said: str
    direction: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A number with the name of its rows."""

    value: int
    measure: str


@dataclass(frozen=True, slots=True)
class Headline:
    """A row of the page. `part` of `whole` when it is a rate; `rest`: those that were not."""

    name: str
    label: str
    shown: str
    unit: str
    part: Count
    whole: Count | None
    rest: Count | None
    rest_said: str
    before: str
    was: str
    change: Change
    why: str
    spark: charts.Spark | None
    spark_said: str

    @property
    def opens(self) -> Count:
        """What the figure itself opens: all that a rate is taken of, or all that an amount counts."""
        return self.whole or self.part


def measured(figures: Figures, name: str) -> int:
    """A measure of the figures; `asked` is everybody who was asked, by themselves or through staff."""
    if name == "asked":
        return figures.rated + figures.rated_by_staff
    return int(getattr(figures, name))


def rate(figures: Figures, part: str, whole: str) -> float | None:
    """A rate in per cent; None when there is nothing to divide by."""
    base = measured(figures, whole)
    return 100 * measured(figures, part) / base if base else None


def headlines(days: Sequence[Figures], period: Period) -> list[Headline]:
    """Every headline of a period, from the daily figures of it and of the days before."""
    now = total(between(days, period.since, period.until))
    before = total(between(days, period.before, period.since))
    slides = sliding(days, period)
    return [_headline(spec, now, before, slides, period) for spec in SPECS]


def _headline(spec: Spec, now: Figures, before: Figures, slides: Sequence[Figures], period: Period) -> Headline:
    part = measured(now, spec.part)
    whole = measured(now, spec.whole) if spec.whole else None
    value = rate(now, spec.part, spec.whole) if spec.whole else float(part)
    former = rate(before, spec.part, spec.whole) if spec.whole else float(measured(before, spec.part))
    points = [rate(day, spec.part, spec.whole) if spec.whole else float(measured(day, spec.part)) for day in slides]
    unit = "%" if spec.whole else ""
    return Headline(
        name=spec.name,
        label=str(spec.label),
        shown=percent_said(value) if spec.whole else charts.shown(value),
        unit=unit if value is not None else "",
        part=Count(part, spec.part),
        whole=None if whole is None else Count(whole, spec.whole),
        rest=None if whole is None else Count(whole - part, spec.rest),
        rest_said=str(spec.rest_said),
        before=f"{percent_said(former)}%" if spec.whole and former is not None else charts.shown(former),
        was=_was(spec, before, period) if spec.whole else "",
        change=_change(spec, now, before),
        why=str(spec.why),
        spark=charts.spark(points) if sum(point is not None for point in points) > 1 else None,
        spark_said=_("%(name)s，%(days)s 天里每天往前七天合计的走势") % {"name": spec.label, "days": period.days},
    )


def percent_said(value: float | None) -> str:
    """A rate to one decimal, except where that is all or nothing."""
    if value is None:
        return "–"
    return f"{value:.0f}" if value in (0, 100) else f"{value:.1f}"


def signed(value: float, places: int) -> str:
    """A difference with its sign; the minus as long as the plus is wide."""
    return f"{value:+.{places}f}".replace("-", "\N{MINUS SIGN}")


def _was(spec: Spec, before: Figures, period: Period) -> str:
    parts = {"days": period.days, "n": f"{measured(before, spec.part):,}", "d": f"{measured(before, spec.whole):,}"}
    return _("此前 %(days)s 天：%(n)s / %(d)s。") % parts


def _change(spec: Spec, now: Figures, before: Figures) -> Change:
    former = measured(before, spec.whole or spec.part)
    if spec.whole:
        if min(measured(now, spec.whole), former) < LEAST_BASE:
            return Change(_("数太少，不比较"))
        by = round((rate(now, spec.part, spec.whole) or 0) - (rate(before, spec.part, spec.whole) or 0), 1)
        said = _("%(by)s 个百分点") % {"by": signed(by, 1)}
    else:
        by = float(measured(now, spec.part) - former)
        if by and former < LEAST_BASE:
            return Change(_("此前太少，不比较"))
        said = f"{signed(100 * by / max(former, 1), 0)}%"
    if by == 0:
        return Change(pgettext("cockpit", "持平"))
    is_small = abs(by) < BEYOND_CHANCE * (_error_of_rate(spec, now, before) if spec.whole else sqrt(former))
    return Change(said, "up" if by > 0 else "down", "" if is_small else _tone(spec.good * by))


def _error_of_rate(spec: Spec, now: Figures, before: Figures) -> float:
    """How far two rates of the same true share lie apart by chance, in percentage points."""
    bases = measured(now, spec.whole), measured(before, spec.whole)
    share = (measured(now, spec.part) + measured(before, spec.part)) / sum(bases)
    return 100 * sqrt(share * (1 - share) * sum(1 / base for base in bases))


def _tone(better: float) -> str:
    return "good" if better > 0 else "danger" if better < 0 else ""
