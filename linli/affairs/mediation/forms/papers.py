"""Forms of what is written at length: a new dispute, a party, an agreement with its terms."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.affairs.mediation.actions import NewAgreement, NewDispute, NewParty, NewTerm
from linli.affairs.mediation.forms.moves import DateInput, choices_of
from linli.affairs.mediation.states import RISKS, SOURCES, kinds
from linli.affairs.mediation.states.words import CAPACITY_NAMES, FORM_NAMES, HOW_NAMES, SIDE_NAMES
from linli.base.files.public import Photo
from linli.base.kit.ids import new_id

SOURCES_BY_HAND = ("screening", "party", "police", "court", "above")


class DisputeForm(forms.Form):
    """A dispute as it is taken down. `places_here`: where the actor may register one; `bodies_here`: organisations as the other side."""

    form_token = forms.UUIDField(widget=forms.HiddenInput)
    matter_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("什么纠纷，一句话"), max_length=120, help_text=_("例如：楼上漏水，楼下要赔顶棚。"))
    kind = forms.ChoiceField(label=_("哪一类"))
    source = forms.ChoiceField(label=_("怎么知道的"))
    place = forms.ChoiceField(label=_("在哪里"))
    spot = forms.CharField(label=_("具体地点"), max_length=160, required=False)
    facts = forms.CharField(label=_("主要经过"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    claims = forms.CharField(
        label=_("各方要求什么"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    people_count = forms.IntegerField(label=_("涉及多少人"), min_value=2, max_value=10_000, initial=2)
    risk = forms.ChoiceField(
        label=_("激化的苗头"), choices=list(RISKS.items()), widget=forms.RadioSelect, initial="low"
    )
    applicant_name = forms.CharField(label=_("申请人姓名"), max_length=60, required=False)
    applicant_phone = forms.CharField(label=_("申请人电话"), max_length=20, required=False)
    respondent_name = forms.CharField(label=_("对方姓名"), max_length=60, required=False)
    respondent_phone = forms.CharField(label=_("对方电话"), max_length=20, required=False)
    respondent_body = forms.ChoiceField(label=_("对方是单位的，选单位"), required=False)

    def __init__(
        self, *args: Any, places_here: list[tuple[str, str]], bodies_here: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bodies_here = dict(bodies_here)
        choices: dict[str, list[tuple[str, Any]]] = {
            "kind": list(choices_of(kinds())),
            "source": [(code, SOURCES[code]) for code in SOURCES_BY_HAND],
            "place": list(places_here),
            "respondent_body": [("", _("不是单位")), *bodies_here],
        }
        for name, listed in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above; tells the type checker
            field.choices = listed

    def new(self, photos: list[Photo]) -> NewDispute:
        """The dispute the clean form describes."""
        given = self.cleaned_data
        return NewDispute(
            form_token=given["form_token"],
            place_id=UUID(given["place"]),
            kind=given["kind"],
            title=given["title"],
            facts=given["facts"],
            claims=given["claims"],
            source="matter" if given["matter_id"] else given["source"],
            spot=given["spot"],
            people_count=given["people_count"],
            risk=given["risk"],
            matter_id=given["matter_id"],
            parties=self._parties(),
            photos=photos,
        )

    def _parties(self) -> list[NewParty]:
        given, named = self.cleaned_data, []
        if given["applicant_name"].strip():
            named.append(NewParty(side="applicant", name=given["applicant_name"], phone=given["applicant_phone"]))
        if given["respondent_body"]:
            body_id = UUID(given["respondent_body"])
            name = self.bodies_here[given["respondent_body"]]
            named.append(NewParty(side="respondent", name=name, body_id=body_id, phone=given["respondent_phone"]))
        elif given["respondent_name"].strip():
            named.append(NewParty(side="respondent", name=given["respondent_name"], phone=given["respondent_phone"]))
        return named


class PartyForm(forms.Form):
    """A party: a resident that was found, an organisation, or a stranger; or somebody who speaks for one."""

    side = forms.ChoiceField(label=_("哪一方"), choices=list(SIDE_NAMES.items()))
    resident = forms.UUIDField(required=False, widget=forms.HiddenInput)
    body = forms.ChoiceField(label=_("是单位的，选单位"), required=False)
    name = forms.CharField(label=_("姓名"), max_length=60, required=False)
    phone = forms.CharField(label=_("电话"), max_length=20, required=False)
    address = forms.CharField(label=_("住址"), max_length=120, required=False)
    is_minor = forms.BooleanField(label=_("未成年人"), required=False)
    represents = forms.ChoiceField(label=_("代谁说话"), required=False)
    capacity = forms.ChoiceField(label=_("以什么身份"), required=False, choices=[("", "—"), *CAPACITY_NAMES.items()])

    def __init__(self, data: Any = None, *, bodies_here: list[tuple[str, str]], parties: list[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="party-%s")
        self.bodies_here = dict(bodies_here)
        listed = (("body", [("", _("不是单位")), *bodies_here]), ("represents", [("", _("本人")), *parties]))
        for name, choices in listed:
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above; tells the type checker
            field.choices = choices

    def new(self) -> NewParty:
        """The party the clean form describes."""
        given = self.cleaned_data
        name = given["name"] or self.bodies_here.get(given["body"], "")
        return NewParty(
            side=given["side"],
            name=name,
            phone=given["phone"],
            address=given["address"],
            resident_id=given["resident"],
            body_id=UUID(given["body"]) if given["body"] else None,
            is_minor=given["is_minor"],
            represents_id=UUID(given["represents"]) if given["represents"] else None,
            capacity=given["capacity"] or ("agent" if given["represents"] else ""),
        )


class AgreementForm(forms.Form):
    """What the parties agreed on, apart from the terms."""

    form = forms.ChoiceField(
        label=_("形式"), choices=list(FORM_NAMES.items()), widget=forms.RadioSelect, initial="written"
    )
    facts = forms.CharField(
        label=_("纠纷的主要事实和争议事项"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    blame = forms.CharField(
        label=_("各方责任"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def new(self, terms: list[NewTerm]) -> NewAgreement:
        """The agreement the clean form describes."""
        given = self.cleaned_data
        return NewAgreement(form=given["form"], facts=given["facts"], blame=given["blame"], terms=terms)


class TermForm(forms.Form):
    """One line of the agreement; an empty line is passed over."""

    party_id = forms.TypedChoiceField(label=_("谁"), coerce=UUID)
    how = forms.ChoiceField(label=_("怎么做"), choices=list(HOW_NAMES.items()))
    text = forms.CharField(label=_("做什么"), max_length=400)
    amount = forms.DecimalField(label=_("金额（元）"), max_digits=12, decimal_places=2, min_value=0, required=False)
    due_on = forms.DateField(label=_("哪天之前"), widget=DateInput())

    def __init__(self, *args: Any, parties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["party_id"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 -- declared above; tells the type checker
        field.choices = parties

    def has_changed(self) -> bool:
        """A line is filled in once it says what is to be done; the choices beside it always have a value."""
        return bool(self.data.get(self.add_prefix("text"), "").strip())

    def new(self) -> NewTerm:
        """The term the clean form describes."""
        return NewTerm(**self.cleaned_data)


TermForms = forms.formset_factory(TermForm, extra=0, max_num=12)


def a_token() -> str:
    """A new form's token."""
    return str(new_id())
