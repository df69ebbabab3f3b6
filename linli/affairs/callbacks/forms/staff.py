"""What staff fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.affairs.callbacks.actions import Said
from linli.affairs.callbacks.states import OUTCOMES

_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class RoundForm(forms.Form):
    """The days of a round, both included."""

    since = forms.DateField(label=_("从哪天起"), widget=_DAY)
    last = forms.DateField(
        label=_("到哪天止（含当天）"), widget=_DAY, help_text=_("要在今天或以后结束；到期才能抽取。")
    )


_YES_NO = [("yes", pgettext_lazy("answer", "是")), ("no", pgettext_lazy("answer", "否"))]


class AnswerForm(forms.Form):
    """The three questions, asked in the words of the script, and whether the matter is to be taken up again."""

    responded = forms.ChoiceField(choices=_YES_NO, widget=forms.RadioSelect, label=_("有没有人联系、答复过"))
    solved = forms.ChoiceField(choices=_YES_NO, widget=forms.RadioSelect, label=_("问题解决了吗"))
    grade = forms.IntegerField(min_value=1, max_value=5, label=_("满意程度"))
    note = forms.CharField(
        required=False, max_length=1000, label=_("居民还说了什么"), widget=forms.Textarea(attrs={"rows": 3})
    )
    wants_reopen = forms.BooleanField(required=False, label=_("居民要求重新办理"))

    def said(self) -> Said:
        """What was said, as the action takes it."""
        given = self.cleaned_data
        return Said(
            responded=given["responded"] == "yes",
            solved=given["solved"] == "yes",
            grade=given["grade"],
            note=given["note"],
            wants_reopen=given["wants_reopen"],
        )


class CorrectForm(AnswerForm):
    """The same, with why what was written down is wrong."""

    reason = forms.CharField(max_length=300, label=_("为什么更正"))


class AttemptForm(forms.Form):
    """A try that led to no answer."""

    outcome = forms.ChoiceField(
        choices=[(name, said) for name, said in OUTCOMES.items() if name != "answered"],
        widget=forms.RadioSelect,
        label=_("结果"),
    )
    note = forms.CharField(required=False, max_length=300, label=_("说明"))
