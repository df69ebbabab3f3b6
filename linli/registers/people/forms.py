"""Forms of the register: they parse and name the field that is wrong; saving is the actions'."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from linli.base.kit.actor import Level
from linli.base.kit.errors import Refusal
from linli.registers.people.actions.enrolling import NewHousehold, NewResident
from linli.registers.people.actions.persons import PersonChange, read_number, read_phone
from linli.registers.people.states import CIRCUMSTANCES, RELATIONS, SEXES, choices
from linli.registers.places import public as places

BUILDING = r"[0-9A-Za-z一-鿿-]{1,20}"


class DateInput(forms.DateInput):
    """A day, by the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _day(label: Any, *, required: bool = True, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DateInput(), **options)


def _read(reader: Callable[[str], str], text: str) -> str:
    """What the action itself would refuse, said at its field."""
    try:
        return reader(text)
    except Refusal as refusal:
        raise ValidationError(str(refusal)) from refusal


class HouseholdForm(forms.Form):
    """A household at an address. `places_here` are the grids below the clerk's own place, and that place itself."""

    place = forms.ChoiceField(label=_("所属网格"), help_text=_("暂时没有划入网格的，选社区本身，之后再补。"))
    estate = forms.CharField(label=_("小区或路名"), max_length=60, help_text=_("例如：文化里、河北大街 128 号。"))
    building = forms.RegexField(BUILDING, label=_("楼号"), max_length=20)
    unit = forms.RegexField(BUILDING, label=_("单元"), max_length=10, required=False)
    room = forms.RegexField(BUILDING, label=_("房号"), max_length=20)
    area_m2 = forms.DecimalField(
        label=_("建筑面积（平方米）"), min_value=1, max_value=99_999, max_digits=7, decimal_places=2, required=False
    )
    since = _day(_("入住日期"), required=False)

    def __init__(
        self, *args: Any, places_here: list[tuple[str, str]], estates: list[tuple[str, UUID]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.estates = dict(estates)
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)  # noqa: S101 -- declared above; tells the type checker
        place.choices = places_here

    def new(self) -> NewHousehold:
        """The household the clean form describes."""
        given = self.cleaned_data
        return NewHousehold(
            place_id=UUID(given["place"]),
            estate=given["estate"].strip(),
            building=given["building"],
            unit=given["unit"],
            room=given["room"],
            area_m2=given["area_m2"],
            landmark_id=self.estates.get(given["estate"].strip()),
            since=given["since"],
        )


class PlaceForm(forms.Form):
    """The grid a household belongs to."""

    place = forms.ChoiceField(label=_("所属网格"))

    def __init__(self, *args: Any, places_here: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)  # noqa: S101 -- declared above; tells the type checker
        place.choices = places_here


class PersonFields(forms.Form):
    """What is known of a person, typed at a counter."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    number = forms.CharField(
        label=_("身份证号"), max_length=24, required=False, help_text=_("18 位；填了就不必再填性别和出生日期。")
    )
    phone = forms.CharField(label=_("电话"), max_length=24, required=False)

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_number(self) -> str:
        return _read(read_number, self.cleaned_data["number"])

    def clean_phone(self) -> str:
        return _read(read_phone, self.cleaned_data["phone"])


class ResidentForm(PersonFields):
    """Somebody to be enrolled in a household."""

    relation = forms.ChoiceField(label=_("与户主关系"))
    sex = forms.ChoiceField(label=_("性别"), choices=list(SEXES.items()), initial="0", required=False)
    birth_date = _day(_("出生日期"), required=False)
    registration = forms.ChoiceField(
        label=_("户籍"),
        choices=[("here", _("在本社区")), ("other", _("在其他社区")), ("unknown", _("外地或不清楚"))],
        initial="here",
        widget=forms.RadioSelect,
    )
    registered_name = forms.CharField(
        label=_("户籍所在社区"),
        max_length=60,
        required=False,
        help_text=_("户籍在本市其他社区的，写社区或小区的名字。"),
    )
    since = _day(_("入住日期"), required=False)

    def __init__(self, *args: Any, community_id: UUID | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.community_id = community_id
        relation = self.fields["relation"]
        assert isinstance(relation, forms.ChoiceField)  # noqa: S101 -- declared above; tells the type checker
        relation.choices = choices(RELATIONS)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        given["registered_place_id"] = {"here": self.community_id}.get(given.get("registration", ""))
        if given.get("registration") == "other":
            try:
                given["registered_place_id"] = _community_named(given.get("registered_name", ""))
            except ValidationError as error:
                self.add_error("registered_name", error)
        return given

    def new(self, household_id: UUID) -> NewResident:
        """The resident the clean form describes."""
        given = self.cleaned_data
        names = ("name", "relation", "number", "phone", "birth_date", "registered_place_id", "since")
        return NewResident(household_id=household_id, sex=given["sex"] or "0", **{name: given[name] for name in names})


def _community_named(text: str) -> UUID:
    """The one community that a name or estate leads to."""
    wanted = text.strip()
    found = {hit.place_id: hit for hit in places.find_places(wanted) if hit.level == Level.COMMUNITY} if wanted else {}
    exact = [hit for hit in found.values() if hit.name == wanted]
    hits = exact or list(found.values())
    if len(hits) == 1:
        return hits[0].place_id
    if not hits:
        raise ValidationError(_("没有找到这个社区，请换个写法，或选“外地或不清楚”。"))
    named = "、".join(hit.name for hit in hits[:5])
    raise ValidationError(_("有几个相近的社区：%(names)s。请写全称。"), params={"names": named})


class CorrectionForm(PersonFields):
    """What is to be corrected of a person; number and phone stay as they are unless typed anew."""

    reason = forms.CharField(label=_("更正原因"), max_length=200, help_text=_("例如：核对身份证后改正错字。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].help_text = _("不改就留空。")
        self.fields["phone"].help_text = _("不改就留空。")

    def change(self) -> PersonChange:
        """What the clean form changes."""
        given = self.cleaned_data
        return PersonChange(name=given["name"], number=given["number"] or None, phone=given["phone"] or None)


class CircumstanceForm(forms.Form):
    """A circumstance of a resident."""

    kind = forms.ChoiceField(label=_("情形"))
    since = _day(_("开始日期"))
    source = forms.CharField(label=_("依据"), max_length=120, help_text=_("从哪里知道的：证件、名单、走访。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 -- declared above; tells the type checker
        kind.choices = choices(CIRCUMSTANCES)


class EndForm(forms.Form):
    """The day something ended."""

    on = _day(_("结束日期"))


class VisitForm(forms.Form):
    """A visit at home: today unless another day is given."""

    day = _day(_("走访日期"))
    note = forms.CharField(
        label=_("了解到的情况"), max_length=300, required=False, help_text=_("需要办的事，请另外登记受理。")
    )


class MoveOutForm(forms.Form):
    """The day somebody left, and where to."""

    on = _day(_("迁出日期"))
    reason = forms.CharField(label=_("去向或原因"), max_length=120)


class RevealForm(forms.Form):
    """What to show, and for what purpose."""

    field = forms.ChoiceField(choices=[("number", _("身份证号")), ("phone", _("电话"))])
    purpose = forms.CharField(label=_("用途"), max_length=200, required=False)


class ListForm(forms.Form):
    """What the list is narrowed to; an unknown value narrows nothing."""

    q = forms.CharField(max_length=60, required=False)
    grid = forms.UUIDField(required=False)
    kind = forms.CharField(max_length=30, required=False)
    registration = forms.CharField(max_length=10, required=False)
    after = forms.UUIDField(required=False)

    def get(self, name: str) -> Any:
        """A clean value, None or "" where it is missing or wrong."""
        self.is_valid()
        return self.cleaned_data.get(name)
