"""An item's own questions, written one a line: words, English words, kind, whether it must be answered, choices.

    声音从哪里来 | Where it comes from | 选一项 | 必填 | 邻居家=A neighbour；工地=Building work

A question or a choice whose Chinese words stay keeps its name: what residents answered before goes on meaning the same.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

KINDS: dict[str, str | Promise] = {
    "text": pgettext_lazy("question", "填写"),
    "number": pgettext_lazy("question", "数字"),
    "date": pgettext_lazy("question", "日期"),
    "choice": pgettext_lazy("question", "选一项"),
    "yesno": pgettext_lazy("question", "是或不是"),
}
MUST = pgettext_lazy("question", "必填")

Wanted = dict[str, Any]


def written(wanted: Sequence[Wanted]) -> str:
    """The questions as lines."""
    return "\n".join(_line(one) for one in wanted)


def _line(one: Wanted) -> str:
    parts = [one["label_zh"], one["label_en"], str(KINDS[one["kind"]]), str(MUST) if one.get("required") else ""]
    choices = _("；").join(f"{choice['label_zh']}={choice['label_en']}" for choice in one.get("choices", []))
    return " | ".join([*parts, choices] if choices else parts if parts[3] else parts[:3])


def read(text: str, former: Sequence[Wanted]) -> list[Wanted]:
    """The questions of some lines; raises `ValidationError` naming the line and what to write."""
    known = {one["label_zh"]: one for one in former}
    taken = {one["name"] for one in former}
    found: list[Wanted] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            found.append(_read(line, number, known, taken))
    return found


def _read(line: str, number: int, known: dict[str, Wanted], taken: set[str]) -> Wanted:
    label, label_en, said_kind, must, choices = [part.strip() for part in (line + "||||").split("|")[:5]]
    kind = next((code for code, words in KINDS.items() if said_kind in (code, str(words))), "" if said_kind else "text")
    if not label or not kind:
        kinds = _("、").join(str(words) for words in KINDS.values())
        raise ValidationError(_("第 %(n)s 行：先写问题，第三格写%(kinds)s之一。") % {"n": number, "kinds": kinds})
    former = known.get(label, {})
    wanted: Wanted = {
        "name": former.get("name") or _name(taken),
        "label_zh": label,
        "label_en": label_en or label,
        "kind": kind,
        "required": bool(must),
    }
    if kind == "choice":
        wanted["choices"] = _choices(choices, number, former.get("choices", []))
    return wanted


def _choices(text: str, number: int, former: Sequence[Wanted]) -> list[Wanted]:
    known = {choice["label_zh"]: choice["value"] for choice in former}
    taken = set(known.values())
    pairs = [pair.partition("=") for pair in text.replace(";", "；").split("；") if pair.strip()]
    if len(pairs) < 2:
        raise ValidationError(_("第 %(n)s 行：选一项至少要有两个选项，例如：是=Yes；不是=No。") % {"n": number})
    return [
        {
            "value": known.get(zh.strip()) or _name(taken, "c"),
            "label_zh": zh.strip(),
            "label_en": en.strip() or zh.strip(),
        }
        for zh, _sign, en in pairs
    ]


def _name(taken: set[str], letter: str = "q") -> str:
    """A name nobody has yet."""
    number = 1
    while f"{letter}{number}" in taken:
        number += 1
    taken.add(f"{letter}{number}")
    return f"{letter}{number}"
