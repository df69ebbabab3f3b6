"""What residents fill in. Parsing only: whether a request can be filed is the action's to say."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.affairs.catalogue.public import ItemShown, Question
from linli.affairs.matters.public import NewMatter
from linli.base.files.public import MOST_PHOTOS, Photo
from linli.base.ui.asked import as_id

_PHONE = RegexValidator(r"^\+?[\d\- ]{7,20}$", _("电话号码不对：手机写 11 位数字，座机可以带区号。"))
_QUESTION = "q_"

Choices = Sequence[tuple[str, Any]]


class PhotosInput(forms.ClearableFileInput):
    """A file input that takes several pictures and keeps none of the widgets for taking them away again."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class PhotosField(forms.FileField):
    """Any number of uploads; whether they are pictures is looked at by `files`."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Clean each upload by itself; returns a list, empty when nothing was chosen."""
        single = super().clean
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not uploads:
            single(None, initial)
        return [single(upload, initial) for upload in uploads]


def photos_field() -> PhotosField:
    """The one way photos are asked for."""
    attrs = {"accept": "image/jpeg,image/png,image/webp"}
    help_text = _("最多 %(most)s 张，能看清位置和情况就行；照片里的拍摄地点等信息会自动去掉。") % {"most": MOST_PHOTOS}
    return PhotosField(
        required=False,
        label=_("照片"),
        help_text=help_text,
        error_messages={"required": _("这一项要有现场照片：拍一张能看清位置和情况的。")},
        widget=PhotosInput(attrs=attrs),
    )


class AskForm(forms.Form):
    """One request: the item's own questions, the words, the spot, photos, and how to reach the resident if they want."""

    form_token = forms.UUIDField(widget=forms.HiddenInput)
    about_body = forms.ChoiceField(required=False, label=_("反映的是哪个单位"))
    text = forms.CharField(
        label=_("说说情况"),
        help_text=_("一两句话就行：什么情况、多久了、希望怎么办。"),
        error_messages={"required": _("请用一两句话写清楚是什么情况。")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    spot = forms.CharField(
        required=False, max_length=160, label=_("具体位置"), help_text=_("例如：3 号楼 2 单元门口、菜市场西门。")
    )
    grid = forms.ChoiceField(required=False, label=_("在哪个片区"))
    name = forms.CharField(required=False, max_length=40, label=_("怎么称呼您"))
    phone = forms.CharField(
        required=False,
        max_length=20,
        validators=[_PHONE],
        label=_("联系电话"),
        help_text=_("办理的人需要问您时才会打，只有他看得到完整号码。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    is_hidden = forms.BooleanField(required=False, label=_("不让办理的人看到我的姓名和电话"))

    def __init__(self, *args: Any, item: ItemShown, grids: Choices = (), bodies: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.fields["photos"] = photos = photos_field()
        photos.required = item.photo_required
        if self.is_bound:
            photos.help_text = _("照片没有存下来，请重新选一次。")
        for question in item.questions:
            self.fields[_QUESTION + question.name] = _field_of(question)
        self._offer("grid", grids, _("说不准，由社区来分"))
        self._offer("about_body", bodies if item.about_body else (), _("说不准，由受理的人判断"))

    def _offer(self, name: str, choices: Choices, none: Any) -> None:
        field = self.fields[name]
        if choices and isinstance(field, forms.ChoiceField):
            field.choices = [("", none), *choices]
        else:
            del self.fields[name]

    @property
    def questions(self) -> list[forms.BoundField]:
        """The item's own questions, as fields."""
        return [self[_QUESTION + question.name] for question in self.item.questions]

    def new(self, place_id: UUID, photos: Sequence[Photo]) -> NewMatter:
        """What was filled in, ready to be filed."""
        said = self.cleaned_data
        answers = {question.name: _plain(said[_QUESTION + question.name]) for question in self.item.questions}
        return NewMatter(
            form_token=said["form_token"],
            item_code=self.item.card.code,
            place_id=as_id(said.get("grid")) or place_id,
            text=said["text"],
            spot=said["spot"],
            fields={name: value for name, value in answers.items() if value not in (None, "")},
            contact_name=said["name"],
            contact_phone=said["phone"].replace(" ", ""),
            is_hidden=said["is_hidden"],
            about_body_id=as_id(said.get("about_body")),
            photos=photos,
        )


class TrackForm(forms.Form):
    """Number and code of a receipt."""

    number = forms.CharField(
        max_length=40,
        label=_("受理编号"),
        help_text=_("回执上的 14 位数字。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    code = forms.CharField(
        max_length=12,
        label=_("查询码"),
        help_text=_("编号下面的 6 位字母和数字，大小写都行。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "short"}),
    )

    def clean_number(self) -> str:
        """The digits, without the blanks people write between them."""
        return "".join(str(self.cleaned_data["number"]).split())

    def clean_code(self) -> str:
        """The code as it was given out."""
        return "".join(str(self.cleaned_data["code"]).split()).upper()


class NoteForm(forms.Form):
    """A move that needs words, and may bring photos."""

    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, *args: Any, label: Any = "", is_required: bool = False, has_photos: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        note = self.fields["note"]
        note.label, note.required = label, is_required
        note.error_messages["required"] = _("请用一两句话写清楚。")
        if has_photos:
            self.fields["photos"] = photos_field()


class RateForm(forms.Form):
    """Five grades, whether it is solved, and a word more."""

    grade = forms.IntegerField(
        min_value=1, max_value=5, error_messages={"required": _("请选一个满意程度。")}, label=_("满意程度")
    )
    solved = forms.ChoiceField(
        choices=[("yes", pgettext_lazy("solved", "解决了")), ("no", pgettext_lazy("solved", "没解决"))],
        label=_("问题解决了吗"),
        error_messages={"required": _("请选解决了还是没解决。")},
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        required=False, max_length=500, label=_("还想说的话"), widget=forms.Textarea(attrs={"rows": 2})
    )


def _field_of(question: Question) -> forms.Field:
    """The form field that asks an item's question."""
    given: dict[str, Any] = {
        "label": question.label,
        "required": question.is_required,
        "error_messages": {"required": _("请选一项。") if question.choices else _("请填写这一项。")},
    }
    if question.kind in ("choice", "yesno"):
        return forms.ChoiceField(choices=question.choices, widget=forms.RadioSelect, **given)
    if question.kind == "number":
        return forms.DecimalField(widget=forms.NumberInput(attrs={"inputmode": "decimal"}), **given)
    if question.kind == "date":
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **given)
    return forms.CharField(max_length=200, **given)


def _plain(value: Any) -> Any:
    """An answer as JSON keeps it."""
    return value if value is None or isinstance(value, str | bool) else str(value)
