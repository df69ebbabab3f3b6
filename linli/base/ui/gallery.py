"""What the gallery shows: made-up values for every component in all its states. No table is read."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.templatetags.static import static
from django.utils.translation import pgettext

from linli.base.kit import clock
from linli.base.ui import charts
from linli.base.ui.templatetags.ui import chip, clock_chip, people_time
from linli.base.ui.work import WorkRow


def _(words: str) -> str:
    """The gallery's samples have a context of their own: they must not decide how other pages translate the same words."""
    return pgettext("gallery", words)


class SampleForm(forms.Form):
    """One field of each kind; sent nowhere."""

    text = forms.CharField(max_length=20)
    note = forms.CharField(widget=forms.Textarea)
    urgency = forms.ChoiceField(widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    item = forms.ChoiceField()
    on = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    photos = forms.FileField(required=False)
    hidden_name = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "text": (_("怎么称呼您"), _("姓氏也可以。")),
            "note": (_("说说是什么事"), _("在哪里、什么时候开始、影响了谁。")),
            "urgency": (_("有多急"), ""),
            "topics": (_("和哪些有关"), ""),
            "item": (_("服务事项"), ""),
            "on": (_("哪一天发现的"), ""),
            "photos": (_("照片"), _("最多 6 张，发送前会自动缩小。")),
            "hidden_name": (_("不让被反映的单位知道我是谁"), ""),
        }
        for name, (label, hint) in words.items():
            self.fields[name].label, self.fields[name].help_text = label, hint
        choices = [("urgent", _("紧急，两小时内")), ("soon", _("比较急")), ("ordinary", _("一般"))]
        for name in ("urgency", "item", "topics"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


def _stages() -> list[tuple[str, str]]:
    return [
        ("filed", _("待签收")),
        ("signed", _("已签收")),
        ("started", _("办理中")),
        ("waiting", _("等待中")),
        ("answered", _("已答复")),
        ("closed", _("已办结")),
        ("declined", _("不予受理")),
        ("withdrawn", _("已撤回")),
    ]


def _tabs() -> list[SimpleNamespace]:
    names = [(_("我的"), 12), (_("本社区"), 148), (_("已办结"), 20386), (_("关注"), None)]
    return [
        SimpleNamespace(url="#tabs", label=name, count=count, active=not place)
        for place, (name, count) in enumerate(names)
    ]


def _figures() -> dict[str, Any]:
    volumes = [312, 298, 341, 377, 365, 402, 398, 421, 388, 407, 436, 455]
    rates = [88.2, 89.1, 87.5, None, 90.2, 91.0, 92.4, 91.8, 93.1, 92.7, 94.0, 94.6]
    months = [_("%(month)d 月") % {"month": month} for month in range(1, 13)]
    volume = [
        charts.Point(label, value, before)
        for label, value, before in zip(months, volumes, [290, *volumes[:-1]], strict=True)
    ]
    rate = [charts.Point(label, value) for label, value in zip(months, rates, strict=True)]
    streets = [_("文化路街道"), _("海滨路街道"), _("北环路街道"), _("建设大街街道"), _("海港镇")]
    many = [
        charts.Tile(_("第 %(n)d 社区") % {"n": n + 1}, None if n % 29 == 7 else (n * 37) % 97, "#map", street, "#map")
        for place, street in enumerate(streets)
        for n in range(place * 31, place * 31 + 9 + place * 5)
    ]
    names = ["文安里", "新一路", "红旗里", "燕山大街", "海阳路", "港城大街西", "秦皇里", "建国里"]
    few = [charts.Tile(name, (place * 7) % 23, "#map") for place, name in enumerate(names)]
    return {
        "volume": charts.trend(volume, kind="bar", name=_("今年"), second_name=_("去年")),
        "rate": charts.trend(rate, unit="%", target=95, from_zero=False, name=_("按时答复率")),
        "spark": charts.spark(volumes),
        "nothing": charts.trend([charts.Point(label, None) for label in months]),
        "many": charts.tile_map(many),
        "few": charts.tile_map(few, breaks=[5, 10, 15, 20]),
    }


def _work(now: datetime) -> list[WorkRow]:
    yesterday, overdue, soon, later = (
        now - timedelta(days=1),
        timedelta(days=-2, hours=-5),
        timedelta(minutes=72),
        timedelta(hours=3),
    )
    lamp, water = _("12 号楼二单元门口路灯不亮"), _("地下室积水，老人出行不便，水已经漫到电表箱下面，请尽快派人来看")
    rows = [
        (lamp, _("文安里社区 3 片区"), yesterday, overdue, "filed", _("待签收")),
        (water, _("文安里社区 1 片区"), now, soon, "started", _("办理中")),
        (_("想问高龄津贴怎么申请"), _("文安里社区"), now, later, "signed", _("已签收")),
    ]
    return [
        WorkRow(
            key=str(place),
            url="#work",
            title=title,
            meta=[where, f"20261122-004{place}", people_time(at, now)],
            side=[clock_chip(now + left, "", "", ""), chip(state, stage)],
            is_current=title == water,
        )
        for place, (title, where, at, left, stage, state) in enumerate(rows, 1)
    ]


def samples() -> dict[str, Any]:
    """The gallery's template variables, in the language at hand."""
    now = clock.now()
    return {
        "form": SampleForm(initial={"text": "王女士", "urgency": "ordinary", "item": "soon"}),
        "wrong": SampleForm({"text": "一二三四五六七八九十一二三四五六七八九十一"}, auto_id="wrong_%s"),
        "stages": _stages(),
        "stage_names": [_("登记"), _("签收"), _("办理"), _("答复"), _("办结")],
        "tabs": _tabs(),
        "trail": [(_("海港区"), "#trail"), (_("文化路街道"), "#trail"), (_("文安里社区"), "")],
        "keys": [("j", _("下一件")), ("k", _("上一件")), ("s", _("签收")), ("?", _("全部"))],
        "options": [("", _("全部")), ("urgent", _("紧急")), ("soon", _("较急"))],
        "photos": [SimpleNamespace(url="#go", thumb=static("ui/icon.svg"), alt=_("照片"))] * 3,
        "work": _work(now),
        "now": now,
        "in_an_hour": now + timedelta(minutes=72),
        "in_three_hours": now + timedelta(hours=3, minutes=20),
        "tomorrow": now + timedelta(days=1),
        "yesterday": now - timedelta(days=1),
        "long_ago": now - timedelta(days=2, hours=5),
        "last_year": now - timedelta(days=400),
        **_figures(),
    }
