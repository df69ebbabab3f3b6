"""What the pages about bodies parse and check; nothing is saved here."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.registers.bodies.queries.registry import KIND_NAMES, RANKS

Pairs = Iterable[tuple[Any, Any]]
NOBODY = ""


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"


class DayField(forms.DateField):
    """A day, written YYYY-MM-DD by every browser."""

    widget = DateInput(format="%Y-%m-%d")


class BodyForm(forms.Form):
    """A new body at a place."""

    kind = forms.ChoiceField(label=_("设什么组织"), choices=list(KIND_NAMES.items()))
    name = forms.CharField(label=_("全称"), max_length=120)
    name_en = forms.CharField(label=_("英文名称"), max_length=160, required=False)
    rank = forms.ChoiceField(label=_("党组织的级别"), required=False, choices=[("", _("不是党组织")), *RANKS.items()])
    parent = forms.ChoiceField(label=_("上级组织"), required=False)
    since = DayField(label=_("哪天设立"))

    def __init__(self, *args: Any, parents: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(NOBODY, _("没有")), *((str(id_), name) for id_, name in parents)]
        self.fields["parent"].choices = choices  # type: ignore[attr-defined]  # -- a choice field

    def clean_parent(self) -> UUID | None:
        """As an id."""
        return UUID(self.cleaned_data["parent"]) if self.cleaned_data["parent"] else None


class PostForm(forms.Form):
    """A new post in a body."""

    role = forms.ChoiceField(label=_("什么岗位"), help_text=_("岗位决定看得到什么、能办什么。"))
    place = forms.ChoiceField(label=_("管哪里"))
    title = forms.CharField(label=_("职务名称"), max_length=60, help_text=_("公示牌和办理记录上显示的叫法。"))
    title_en = forms.CharField(label=_("英文名称"), max_length=80, required=False)
    since = DayField(label=_("哪天设立"))

    def __init__(self, *args: Any, roles: Pairs, places: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = list(roles)  # type: ignore[attr-defined]  # -- a choice field
        self.fields["place"].choices = [(str(id_), name) for id_, name in places]  # type: ignore[attr-defined]  # -- likewise

    def clean_place(self) -> UUID:
        """As an id."""
        return UUID(self.cleaned_data["place"])


class AppointForm(forms.Form):
    """Who is to hold a post: somebody in office already, or somebody new by name."""

    person = forms.ChoiceField(label=_("任命谁"), required=False, help_text=_("已在别处任职的人从这里选，就是兼任。"))
    public_name = forms.CharField(
        label=_("姓名（公示用）"), max_length=60, required=False, help_text=_("新来的人写全名；从上面选了人就不用写。")
    )
    public_phone = forms.RegexField(
        r"^[0-9 +()-]{3,20}$", label=_("公开电话"), required=False, help_text=_("公示牌上的办公电话，不写私人号码。")
    )
    since = DayField(label=_("哪天起任职"))

    def __init__(self, *args: Any, people: Iterable[tuple[UUID, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {str(id_): (name, title) for id_, name, title in people}
        known = [(id_, f"{name}（{title}）") for id_, (name, title) in self.names.items()]
        self.fields["person"].choices = [(NOBODY, _("新来的人")), *known]  # type: ignore[attr-defined]  # -- a choice field

    def clean(self) -> dict[str, Any]:
        """A name is needed for somebody new, and known for somebody in office."""
        data = super().clean() or {}
        chosen = data.get("person", "")
        if chosen and not data.get("public_name"):
            data["public_name"] = self.names[chosen][0]
        if not chosen and not data.get("public_name"):
            self.add_error("public_name", _("请写新来的人的姓名，或在上面选一位。"))
        data["person"] = UUID(chosen) if chosen else None
        return data


class UntilForm(forms.Form):
    """The first day on which something is over."""

    until = DayField(label=_("从哪天起"), help_text=_("这一天起不再任职，或不再使用。"))


class AwayForm(forms.Form):
    """From when until when somebody is away; no first day: they are back."""

    away_from = DayField(label=_("哪天开始不在"), required=False, help_text=_("留空表示已经回来。"))
    away_until = DayField(label=_("最后一天"), required=False, help_text=_("还不知道就留空。"))


class SubstituteForm(forms.Form):
    """Which post stands in."""

    substitute = forms.ChoiceField(label=_("由谁替补"), required=False)

    def __init__(self, *args: Any, posts: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(NOBODY, _("没有替补")), *((str(id_), name) for id_, name in posts)]
        self.fields["substitute"].choices = choices  # type: ignore[attr-defined]  # -- a choice field

    def clean_substitute(self) -> UUID | None:
        """As an id."""
        return UUID(self.cleaned_data["substitute"]) if self.cleaned_data["substitute"] else None


class UsernameForm(forms.Form):
    """The name somebody new signs in with."""

    username = forms.RegexField(r"^[a-z][a-z0-9._-]{2,39}$", label=_("用户名"), max_length=40)
