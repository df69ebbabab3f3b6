"""What the desk fills in for an item's version. Parsing only; what must not be left open is the action's to say."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from linli.affairs.catalogue.forms import questions
from linli.affairs.catalogue.models import ItemVersion
from linli.affairs.catalogue.queries import Shelf
from linli.affairs.catalogue.states import COLUMN_NAMES, PUBLICATION_NAMES, STANDING_NAMES, URGENCY_NAMES
from linli.registers.bodies.public import ROLES

_CODE = RegexValidator(r"^[a-z][a-z0-9-]{2,59}$", _("代码用小写英文字母、数字和短横线，例如 env-rubbish。"))


def _label(name: str) -> Any:
    return COLUMN_NAMES[name]


def _text(name: str, length: int, *, hint: Any = "", required: bool = False, area: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3}) if area else forms.TextInput()
    return forms.CharField(max_length=length, label=_label(name), help_text=hint, required=required, widget=widget)


def _choice(name: str, choices: Any, *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, label=_label(name), required=required)


def _days(name: str) -> forms.IntegerField:
    hint = _("空着就按紧急程度的时限参数。")
    widget = forms.NumberInput(attrs={"min": 1})
    return forms.IntegerField(
        min_value=1, max_value=365, required=False, label=_label(name), help_text=hint, widget=widget
    )


def _yes(name: str) -> forms.BooleanField:
    return forms.BooleanField(required=False, label=_label(name))


_HANDLERS = [("", _("不派（拒绝事项）")), *((r.name, r.title) for r in ROLES.values() if "matters" in r.capabilities)]


class VersionForm(forms.Form):
    """A draft of an item; materials and keywords are written as text."""

    name = _text("name", 60, required=True)
    name_en = _text("name_en", 120, required=True)
    standing = _choice("standing", list(STANDING_NAMES.items()))
    summary = _text("summary", 1000, area=True, hint=_("一两句话：谁来、怎么办、结果怎么告诉居民。"))
    summary_en = _text("summary_en", 1500, area=True)
    basis = _text("basis", 2000, required=True, area=True, hint=_("法律、文件和条款。"))
    urgency = _choice("urgency", list(URGENCY_NAMES.items()))
    answer_days = _days("answer_days")
    close_days = _days("close_days")
    materials = _text(
        "materials", 2000, area=True, hint=_("一行一样，中文和英文用竖线隔开，例如：户口簿 | Household register")
    )
    fee = _text("fee", 120)
    fee_en = _text("fee_en", 160)
    handler_role = _choice("handler_role", _HANDLERS, required=False)
    department = _text("department", 40, hint=_("只有先派给部门经办人时才填，例如 housing。"))
    go_instead = _text("go_instead", 1000, area=True)
    go_instead_en = _text("go_instead_en", 1500, area=True)
    keywords = _text("keywords", 1000, hint=_("用顿号隔开；居民写到这些词就能找到。"))
    open_to_residents = _yes("open_to_residents")
    about_body = _yes("about_body")
    photo_required = _yes("photo_required")
    publication = _choice("publication", list(PUBLICATION_NAMES.items()), required=False)
    proof_required = _yes("proof_required")

    results = _text(
        "results", 4000, area=True, hint=_("写法和办理时要问的问题一样，例如治理前后的面积；数字会按地域汇总到报表。")
    )

    def __init__(self, *args: Any, former: ItemVersion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._former = former
        hint = _("一行一问，用竖线隔开：问题 | 英文 | 填写、数字、日期、选一项、是或不是 | 必填 | 选项=英文；选项=英文")
        # Not a class attribute: a form's own `fields` is what it is made of.
        self.fields["fields"] = _text("fields", 4000, area=True, hint=hint)
        self.order_fields([*self.field_order, *COLUMN_NAMES] if self.field_order else list(COLUMN_NAMES))

    def clean_fields(self) -> list[dict[str, Any]]:
        """The item's own questions, one a line."""
        return questions.read(self.cleaned_data["fields"], self._former.fields if self._former else ())

    def clean_results(self) -> list[dict[str, Any]]:
        """What is filled in with the answer, one a line."""
        return questions.read(self.cleaned_data["results"], self._former.results if self._former else ())

    def clean_publication(self) -> str:
        """Nothing is public unless somebody chose so."""
        return self.cleaned_data["publication"] or "none"

    def clean_materials(self) -> list[dict[str, str]]:
        """Lines of Chinese and English as the column keeps them."""
        lines = (line.partition("|") for line in self.cleaned_data["materials"].splitlines() if line.strip())
        return [{"name_zh": zh.strip(), "name_en": en.strip() or zh.strip()} for zh, _bar, en in lines]

    def clean_keywords(self) -> list[str]:
        """Words between commas of any kind."""
        text = self.cleaned_data["keywords"].replace("，", "、").replace(",", "、")
        return [word.strip()[:30] for word in text.split("、") if word.strip()]


class NewItemForm(VersionForm):
    """A first draft, with the item's code and field."""

    code = forms.CharField(
        max_length=60, validators=[_CODE], label=_("代码"), help_text=_("系统和派单规则用的名字，定了就不改。")
    )
    field = forms.ChoiceField(label=_("领域"))
    field_order = ("code", "field")

    def __init__(self, *args: Any, shelves: list[Shelf], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shelf = self.fields["field"]
        if isinstance(shelf, forms.ChoiceField):
            shelf.choices = [(one.code, one.name) for one in shelves]


def initial_of(version: ItemVersion) -> dict[str, Any]:
    """A version as the form shows it."""
    values = {name: getattr(version, name) for name in VersionForm.base_fields}
    values |= {name: questions.written(getattr(version, name)) for name in ("fields", "results")}
    values["materials"] = "\n".join(f"{paper['name_zh']} | {paper.get('name_en', '')}" for paper in version.materials)
    values["keywords"] = "、".join(version.keywords)
    return values
