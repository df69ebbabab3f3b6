"""What the pages about places parse and check; nothing is saved here."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from linli.base.kit.actor import Level
from linli.base.rules import public as rules
from linli.registers.places import actions, queries

MOST_BYTES = 5_000_000
Pairs = Iterable[tuple[Any, str]]


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"


class DayField(forms.DateField):
    """A day, written YYYY-MM-DD by every browser."""

    widget = DateInput(format="%Y-%m-%d")


class GridForm(forms.Form):
    """A new grid, block or group; the levels are those that fit below the parent, by their local names."""

    level = forms.ChoiceField(label=_("设哪一级"))
    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("居民叫得出的名字，例如“第三片区”“5 号楼”。"))
    name_en = forms.CharField(label=_("英文名称"), max_length=120, required=False)

    def __init__(self, *args: Any, levels: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = list(levels)  # type: ignore[attr-defined]  # -- a choice field

    def clean_level(self) -> Level:
        """As a level."""
        return Level(self.cleaned_data["level"])


class RenameForm(forms.Form):
    """Another name, since when and why; for a community perhaps another kind too."""

    KINDS = [("", _("不变")), ("residents", _("城市社区（居）")), ("village", _("村"))]

    name = forms.CharField(label=_("新名称"), max_length=80)
    name_en = forms.CharField(label=_("英文名称"), max_length=120, required=False)
    kind = forms.ChoiceField(
        label=_("类型"), choices=KINDS, required=False, help_text=_("撤村建居时一并改为城市社区。")
    )
    date = DayField(label=_("从哪天起"))
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("批准文件的名称和文号。"))


class LevelForm(forms.Form):
    """What the area calls one of its grid levels."""

    level = forms.ChoiceField(label=_("哪一级"))
    name = forms.CharField(label=_("本地怎么叫"), max_length=20, required=False, help_text=_("留空就恢复通常的叫法。"))
    name_en = forms.CharField(label=_("英文叫法"), max_length=40, required=False)

    def __init__(self, *args: Any, levels: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = list(levels)  # type: ignore[attr-defined]  # -- a choice field

    def clean_level(self) -> Level:
        """As a level."""
        return Level(self.cleaned_data["level"])


class LandmarkForm(forms.Form):
    """A name people know."""

    KINDS = [("estate", _("小区")), ("road", _("道路")), ("building", _("楼栋"))]

    kind = forms.ChoiceField(label=_("这是"), choices=KINDS, widget=forms.RadioSelect, initial="estate")
    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("居民找社区时会说的名字。"))


class CountForm(forms.Form):
    """A number from an official source."""

    measure = forms.ChoiceField(label=_("数的是什么"))
    value = forms.DecimalField(label=_("数字"), min_value=Decimal(0), max_digits=14, decimal_places=2)
    date = DayField(label=_("截至哪天"))
    source = forms.CharField(
        label=_("来源"), max_length=200, help_text=_("例如“第七次全国人口普查”“街道 2025 年年报”。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = queries.measures()  # type: ignore[attr-defined]  # -- a choice field


class RuleForm(forms.Form):
    """What a rule is worth here from a day on; the value's form depends on its kind and is checked by `rules`."""

    value = forms.CharField(label=_("取值"), max_length=200)
    valid_from = DayField(label=_("从哪天起"))
    valid_until = DayField(label=_("到哪天止（不含这一天）"), required=False, help_text=_("留空表示一直有效。"))
    basis = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("文件名称和条款；地方自定的，写明由哪个单位决定。")
    )

    def __init__(self, *args: Any, declaration: rules.Declaration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].help_text = _("这样填写：%(example)s") % {"example": declaration.example}


class TimeLimitForm(RuleForm):
    """The same for a time limit: an amount, and what it counts."""

    UNITS = [
        (rules.Unit.WORKING_DAYS, _("个工作日")),
        (rules.Unit.WORKING_MINUTES, _("分钟（只算工作时间）")),
        (rules.Unit.DAYS, _("天（节假日也算）")),
        (rules.Unit.MINUTES, _("分钟（昼夜都算）")),
    ]

    amount = forms.IntegerField(label=_("多久"), min_value=1, max_value=100_000)
    unit = forms.ChoiceField(label=_("怎么算"), choices=UNITS)
    field_order = ["amount", "unit"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["value"]

    def clean(self) -> dict[str, Any]:
        """The amount and its unit as one value, as `rules` writes it."""
        data = super().clean() or {}
        if {"amount", "unit"} <= data.keys():
            data["value"] = f"{data.pop('amount')} {data.pop('unit')}"
        return data


class WorkingDayForm(forms.Form):
    """A day that is working or free here, against the official calendar."""

    KINDS = [("free", _("这天放假")), ("working", _("这天上班"))]

    day = DayField(label=_("哪一天"))
    kind = forms.ChoiceField(label=_("改成"), choices=KINDS, widget=forms.RadioSelect)
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("通知的名称和文号。"))


class ImportForm(forms.Form):
    """A code file."""

    SYSTEMS = [("nbs", _("统计用区划代码")), ("local", _("本地编码"))]

    file = forms.FileField(
        label=_("编码文件（CSV）"),
        help_text=_("第一行写列名：code,name,level，需要时加 parent、name_en、kind。"),
        validators=[FileExtensionValidator(["csv", "txt"])],
    )
    system = forms.ChoiceField(label=_("编码体系"), choices=SYSTEMS)
    date = DayField(label=_("编码从哪天起有效"))

    def clean_file(self) -> bytes:
        """The bytes, if they are not too many to read."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 5 MB，请按街道拆开后分次导入。"))
        return bytes(upload.read())


class MergeForm(forms.Form):
    """One new place in the room of this one and some of its sisters."""

    others = forms.MultipleChoiceField(label=_("和谁合并"), widget=forms.CheckboxSelectMultiple)
    name = forms.CharField(label=_("合并后的名称"), max_length=80)
    code = forms.CharField(
        label=_("合并后的编码"), max_length=20, required=False, help_text=_("留空就沿用本社区的编码。")
    )
    date = DayField(label=_("从哪天起"))
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("批准文件的名称和文号。"))

    def __init__(self, *args: Any, sisters: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["others"].choices = [(str(id_), name) for id_, name in sisters]  # type: ignore[attr-defined]  # -- a choice field

    def wanted(self, place_id: UUID) -> actions.Reorganisation:
        """The change this form describes."""
        data = self.cleaned_data
        return actions.Reorganisation(
            kind="merge",
            from_ids=(place_id, *(UUID(id_) for id_ in data["others"])),
            into=(actions.NewPlace(data["name"], data["code"]),),
            date=data["date"],
            basis=data["basis"],
        )


class SplitForm(forms.Form):
    """Two or three new places in the room of this one, and to which of them each part below goes."""

    PARTS = (1, 2, 3)

    date = DayField(label=_("从哪天起"))
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("批准文件的名称和文号。"))

    def __init__(self, *args: Any, children: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in self.PARTS:
            required = part < 3
            label = _("第 %(part)s 个新地域的名称") % {"part": part}
            self.fields[f"name_{part}"] = forms.CharField(label=label, max_length=80, required=required)
            label = _("第 %(part)s 个新地域的编码") % {"part": part}
            self.fields[f"code_{part}"] = forms.CharField(label=label, max_length=20, required=False)
        choices = [(str(part), _("归第 %(part)s 个") % {"part": part}) for part in self.PARTS]
        self.children = [(UUID(str(id_)), name) for id_, name in children]
        for id_, name in self.children:
            self.fields[f"to_{id_}"] = forms.ChoiceField(label=name, choices=choices)
        self.order_fields([*(name for name in self.fields if name not in {"date", "basis"}), "date", "basis"])

    def wanted(self, place_id: UUID) -> actions.Reorganisation:
        """The change this form describes."""
        data = self.cleaned_data
        parts = tuple(
            actions.NewPlace(
                data[f"name_{part}"],
                data[f"code_{part}"],
                tuple(id_ for id_, _name in self.children if data[f"to_{id_}"] == str(part)),
            )
            for part in self.PARTS
            if data[f"name_{part}"]
        )
        return actions.Reorganisation(
            kind="split", from_ids=(place_id,), into=parts, date=data["date"], basis=data["basis"]
        )


class MoveForm(forms.Form):
    """The same place under another one."""

    parent = forms.ChoiceField(label=_("划归哪里"))
    date = DayField(label=_("从哪天起"))
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("批准文件的名称和文号。"))

    def __init__(self, *args: Any, parents: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [(str(id_), name) for id_, name in parents]  # type: ignore[attr-defined]  # -- a choice field

    def wanted(self, place_id: UUID) -> actions.Reorganisation:
        """The change this form describes."""
        data = self.cleaned_data
        day: date = data["date"]
        return actions.Reorganisation(
            kind="move", from_ids=(place_id,), parent_id=UUID(data["parent"]), date=day, basis=data["basis"]
        )
