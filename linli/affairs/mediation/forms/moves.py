"""The form of each move: what it takes, and the arguments it gives the action. One class for each word of `Move.takes`."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.affairs.mediation.states import MOVES, RISKS, Choice, elsewhere, refusals
from linli.affairs.mediation.states.words import MEETING_NAMES, OUTCOME_NAMES, REPLACED_NAMES

NOTED = ("accept", "follow", "close")
"""Moves whose words may be left out; those that need them say so in the table."""


class DateInput(forms.DateInput):
    """A day, by the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """A day and an hour, by the browser's own picker."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def moment_field(label: Any) -> forms.DateTimeField:
    """A moment in China, as the browser sends it."""
    return forms.DateTimeField(label=label, widget=MomentInput(), input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])


def choices_of(listed: dict[str, Choice]) -> list[tuple[str, str]]:
    """A list kept as data, as choices."""
    return [(choice.code, choice.name) for choice in listed.values()]


class MoveForm(forms.Form):
    """A move with its words. `facts` is what the page knows of the dispute: who may be chosen, which terms there are."""

    def __init__(self, data: Any = None, *, move: str, facts: dict[str, Any]) -> None:
        super().__init__(data, auto_id=f"{move}-%s")
        self.facts = facts
        self.ask()
        if MOVES[move].needs_note or move in NOTED:
            self.fields["note"] = forms.CharField(
                label=_("写明原因或内容") if MOVES[move].needs_note else _("补充说明"),
                required=MOVES[move].needs_note,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def ask(self) -> None:
        """Add the fields of this move."""

    def arguments(self) -> dict[str, Any]:
        """What the action takes, besides dispute, actor and now."""
        return dict(self.cleaned_data)


class GradingForm(MoveForm):
    """How many people it touches, and whether it may escalate."""

    def ask(self) -> None:
        """Add the fields of this move."""
        self.fields["people_count"] = forms.IntegerField(
            label=_("涉及多少人"), min_value=2, max_value=10_000, initial=self.facts["people_count"]
        )
        self.fields["risk"] = forms.ChoiceField(
            label=_("激化的苗头"), choices=list(RISKS.items()), widget=forms.RadioSelect, initial=self.facts["risk"]
        )


class AcceptForm(MoveForm):
    """Who mediates; the first ticked leads."""

    def ask(self) -> None:
        """Add the fields of this move."""
        self.fields["post_ids"] = forms.TypedMultipleChoiceField(
            label=_("调解员"),
            help_text=_("可以选几位，第一位为主。"),
            choices=self.facts["mediators"],
            coerce=UUID,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["is_chosen"] = forms.BooleanField(label=_("是当事人选的"), required=False)


class RefusalForm(MoveForm):
    """On which ground it is not taken on."""

    def ask(self) -> None:
        """Add the fields of this move."""
        self.fields["ground"] = forms.ChoiceField(
            label=_("哪一种情形"), choices=choices_of(refusals()), widget=forms.RadioSelect
        )


class ElsewhereForm(MoveForm):
    """Where it is handed on to."""

    def ask(self) -> None:
        """Add the fields of this move."""
        self.fields["where"] = forms.ChoiceField(label=_("移送哪里"), choices=choices_of(elsewhere()))


class MeetingForm(MoveForm):
    """A talk that was held."""

    def ask(self) -> None:
        """Add the fields of this move."""
        self.fields["kind"] = forms.ChoiceField(
            label=_("方式"), choices=list(MEETING_NAMES.items()), initial="meeting", widget=forms.RadioSelect
        )
        self.fields["at"] = moment_field(_("什么时候"))
        self.fields["at"].initial = self.facts["now"]
        self.fields["where"] = forms.CharField(label=_("在哪里"), max_length=120)
        self.fields["present"] = forms.CharField(label=_("谁到场"), max_length=400)
        self.fields["minutes"] = forms.CharField(
            label=_("谈了什么"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
        )
        self.fields["confidential"] = forms.CharField(
            label=_("一方私下说的"),
            help_text=_("不写进协议，不告诉对方。"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )


class AppointmentForm(MoveForm):
    """The next meeting."""

    def ask(self) -> None:
        """Add the fields of this move."""
        self.fields["at"] = moment_field(_("什么时候"))
        self.fields["where"] = forms.CharField(label=_("在哪里"), max_length=120)


class ReplacementForm(MoveForm):
    """Who goes, why, and who comes."""

    def ask(self) -> None:
        """Add the fields of this move."""
        self.fields["former_id"] = forms.TypedChoiceField(label=_("换下谁"), choices=self.facts["serving"], coerce=UUID)
        self.fields["post_id"] = forms.TypedChoiceField(label=_("换成谁"), choices=self.facts["mediators"], coerce=UUID)
        self.fields["reason"] = forms.ChoiceField(
            label=_("为什么"), choices=list(REPLACED_NAMES.items()), widget=forms.RadioSelect
        )


class SignForm(MoveForm):
    """Who has signed, and whether the seal is on it."""

    def ask(self) -> None:
        """Add the fields of this move."""
        self.fields["party_ids"] = forms.TypedMultipleChoiceField(
            label=_("已经签名、盖章或按指印的"),
            choices=self.facts["signers"],
            coerce=UUID,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["is_sealed"] = forms.BooleanField(label=_("调解员已签名，已盖人民调解委员会印章"), required=False)


class FollowForm(MoveForm):
    """What became of each term that is still open; one not looked at stays open."""

    def ask(self) -> None:
        """Add the fields of this move."""
        kept = [(code, OUTCOME_NAMES[code]) for code in ("", "done", "breached", "waived")]
        for term_id, number, words in self.facts["terms"]:
            self.fields[f"term_{term_id}"] = forms.ChoiceField(
                label=_("第 %(n)s 条") % {"n": number}, help_text=words, choices=kept, required=False
            )
        self.fields["on"] = forms.DateField(label=_("哪天办到的"), widget=DateInput(), initial=self.facts["now"])

    def arguments(self) -> dict[str, Any]:
        """What the action takes, besides dispute, actor and now."""
        given = self.cleaned_data
        outcomes = {UUID(name[5:]): value for name, value in given.items() if name.startswith("term_") and value}
        return {"outcomes": outcomes, "on": given["on"], "note": given["note"]}


class ApplicationForm(MoveForm):
    """When the parties asked the court, and which."""

    def ask(self) -> None:
        """Add the fields of this move."""
        self.fields["on"] = forms.DateField(label=_("哪天申请的"), widget=DateInput(), initial=self.facts["now"])
        self.fields["court"] = forms.CharField(label=_("哪个法院"), max_length=80)


class DecisionForm(MoveForm):
    """The number of the court's ruling."""

    def ask(self) -> None:
        """Add the fields of this move."""
        self.fields["court_number"] = forms.CharField(label=_("裁定书文号"), max_length=60)


class ReceiverForm(MoveForm):
    """To which post."""

    def ask(self) -> None:
        """Add the fields of this move."""
        self.fields["to_post_id"] = forms.TypedChoiceField(
            label=_("给谁"), choices=self.facts["receivers"], coerce=UUID
        )


_FORMS: dict[str, type[MoveForm]] = {
    "grading": GradingForm,
    "mediator": AcceptForm,
    "refusal": RefusalForm,
    "elsewhere": ElsewhereForm,
    "meeting": MeetingForm,
    "appointment": AppointmentForm,
    "replacement": ReplacementForm,
    "signatures": SignForm,
    "performance": FollowForm,
    "application": ApplicationForm,
    "decision": DecisionForm,
    "receiver": ReceiverForm,
    "helper": ReceiverForm,
}


def form_of(move: str, facts: dict[str, Any], data: Any = None) -> MoveForm:
    """The form of a move, bound when there is data."""
    takes = next((each for each in MOVES[move].takes if each in _FORMS), "")
    return _FORMS.get(takes, MoveForm)(data, move=move, facts=facts)
