"""Each check catches what it is there for, and lets the right form pass."""

import ast
from pathlib import Path

import pytest

from tools.checks import components, glossary, inline, messages, names, requirements, sizes, suppressions

HERE = Path(__file__)
BUTTON = components.declaration(
    HERE,
    '<c-vars kind="plain" :wide="False" />{{ slot }}{% if foot %}{{ foot }}{% endif %}<b {{ attrs }}>{{ kind }}</b>',
)
CARD = components.declaration(HERE, "<c-vars title /><div>{{ title }}{{ slot }}</div>")
DECLARED = {"button": BUTTON, "card": CARD}


def complaints(template: str) -> list[tuple[int, str]]:
    return [(each.line, each.message.split(".")[0]) for each in components.findings(HERE, template, DECLARED)]


@pytest.mark.parametrize(
    "template",
    [
        '<c-button kind="primary" :wide="True" hx-post="{% url "x" %}" data-key="s">{% translate "a" %}</c-button>',
        '<c-card title="{% if a > b %}x{% endif %}"><c-slot name="slot">y</c-slot></c-card>',
        '<c-card title="a"><c-button><c-slot name="foot">y</c-slot></c-button></c-card>',
        '{# <c-nothing at="all"> #}{% comment %}<c-nothing>{% endcomment %}',
        "<c-button {% if x %}disabled{% endif %} />",
    ],
)
def test_components_used_as_declared_pass(template: str) -> None:
    assert complaints(template) == []


def test_unknown_input_is_found_with_its_line() -> None:
    assert complaints('\n<c-button lable="x" />') == [
        (2, "<c-button> does not declare `lable` (its inputs: kind, wide)"),
    ]


def test_attributes_are_not_passed_to_a_component_that_drops_them() -> None:
    assert complaints('<c-card title="a" id="b"></c-card>') == [
        (1, "<c-card> does not declare `id` (its inputs: title)")
    ]


def test_unknown_component_is_found() -> None:
    assert complaints("<c-buton />") == [(1, "there is no component <c-buton>")]


def test_unknown_slot_is_found() -> None:
    assert complaints('<c-card title="a"><c-button /><c-slot name="foot">y</c-slot></c-card>') == [
        (1, "slot `foot` is not used by the component around it")
    ]


def test_tag_with_a_missing_quote_is_found() -> None:
    assert [line for line, _ in complaints('<c-button kind="primary>')] == [1]


def test_component_is_named_after_its_path() -> None:
    assert components.component_name(Path("/a/templates/cotton/form/text_field.html")) == "form.text-field"
    assert components.component_name(Path("/a/templates/cotton/card/index.html")) == "card"
    assert components.component_name(Path("/a/templates/portal/home.html")) is None


@pytest.mark.parametrize(
    ("template", "count"),
    [
        ('<script src="{% static "a.js" %}"></script>', 0),
        ('<script type="application/json">{}</script>', 0),
        ("{# <script>a()</script> #}", 0),
        ("<p>style=good on=off</p>", 0),
        ("<script>a()</script>", 1),
        ("<style>p {}</style>", 1),
        ('<p class="a" style="color: red">', 1),
        ('<a href="#" onclick="a()">', 1),
        ('<a hx-on:click="a()">', 1),
        ('<a href="javascript:a()">', 1),
    ],
)
def test_inline_scripts_and_styles_are_found(template: str, count: int) -> None:
    assert len(list(inline.findings(HERE, template))) == count


@pytest.mark.parametrize(
    ("comment", "count"),
    [
        ("# noqa: S608 -- the table's name is a constant", 0),
        ("# type: ignore[arg-type]  # the stubs know only str", 0),
        ("# noqa", 1),
        ("# noqa: S608", 1),
        ("# type: ignore", 1),
        ("# type: ignore[arg-type]", 1),
    ],
)
def test_suppression_needs_rule_and_reason(comment: str, count: int) -> None:
    assert len(list(suppressions.findings(HERE, f"a = 1  {comment}\n"))) == count


def test_long_function_is_found_and_its_docstring_not_counted() -> None:
    body = "    a = 1\n" * 39
    fits = ast.parse(f'def fits():\n    """One.\n\n    Two.\n    """\n{body}')
    long = ast.parse(f"def long():\n{body}    a = 2\n")
    assert list(sizes.function_findings(HERE, fits)) == []
    assert [each.message.split(":")[0] for each in sizes.function_findings(HERE, long)] == ["long has 41 lines"]


def test_long_file_is_a_hint_before_it_is_a_failure() -> None:
    assert [each.is_hint for each in sizes.file_findings(Path("a.py"), 301)] == [True]
    assert [each.is_hint for each in sizes.file_findings(Path("a.py"), 501)] == [False]
    assert [each.is_hint for each in sizes.file_findings(Path("a.html"), 151)] == [False]
    assert list(sizes.file_findings(Path("a.py"), 300)) == []


def test_file_outside_the_closed_list_is_found(tmp_path: Path) -> None:
    for name in ("models.py", "services.py", "README.md", "__init__.py"):
        (tmp_path / name).touch()
    found = names.entry_findings("linli.affairs.matters", sorted(tmp_path.iterdir()))
    assert [each.path.name for each in found] == ["services.py"]


def test_glossary_reads_the_first_column() -> None:
    text = (
        "| code | term |\n|---|---|\n| city / county | 市 |\n| card (yellow, red) | 督办 |\n| `official count` | 数 |\n"
    )
    assert glossary.glossary(text) == {"code", "city", "county", "card", "official count"}
    assert glossary.spaced("OfficialCount") == "official count"


def test_requirement_names_a_test_that_exists() -> None:
    here = "tools/tests/test_checks.py"
    assert requirements.missing(f"{here}::test_glossary_reads_the_first_column") is None
    assert requirements.missing(f"{here}::test_gone") == "there is no test 'test_gone' in the file"
    assert requirements.missing("tools/tests/gone.py::test_x") == "there is no such file"
    assert list(requirements.entries('HZ-1 = ["a"]\n[more]\nHZ-2 = "b"')) == [("HZ-1", ["a"]), ("HZ-2", ["b"])]


def test_messages_are_read_from_python() -> None:
    text = 'from x import gettext as _\na = _("保存")\nb = ngettext("%(n)s 件", "%(n)s 件", 2)\nc = pgettext("动", "办结")\n'
    assert [key for _, key in messages.in_python(text)] == [(None, "保存"), (None, "%(n)s 件"), ("动", "办结")]


def test_function_that_adds_the_context_is_seen_through() -> None:
    text = 'def _(words):\n    return pgettext("gallery", words)\n\na = _("照片")\n'
    assert [key for _, key in messages.in_python(text)] == [("gallery", "照片")]


def test_messages_are_read_from_templates() -> None:
    text = (
        '{% extends "a.html" %}\n  <p>(it\'s)</p>\n{% translate "保存" %}\n   <c-b label="{% translate \'删除\' %}" />'
        '{% blocktranslate with a=b %}您好，{{ a }}{% endblocktranslate %}{{ x|default:_("无") }}'
        "{% blocktranslate count n=c %}{{ n }} 件{% plural %}{{ n }} 件{% endblocktranslate %}"
    )
    found = {key for _, key in messages.in_template(text)}
    assert found == {(None, "保存"), (None, "删除"), (None, "您好，%(a)s"), (None, "无"), (None, "%(n)s 件")}


def test_words_are_compared_with_their_translations() -> None:
    used: dict[messages.Key, tuple[Path, int]] = {
        (None, "保存"): (HERE, 3),
        (None, "共%(n)s件"): (HERE, 4),
        (None, "PDF"): (HERE, 5),
    }
    root = Path("/r/linli/base/ui/locale/en/LC_MESSAGES")
    entries = [
        messages.Entry(root / "a.po", 1, (None, "共%(n)s件"), ("%(m)s in all",)),
        messages.Entry(root / "a.po", 2, (None, "旧"), ("old",)),
        messages.Entry(root / "b.po", 3, (None, "旧"), ("former",)),
    ]
    found = [(each.path.name, each.line, each.message.split("”")[1]) for each in messages.compare(used, entries)]
    assert found == [
        ("a.po", 1, ": the translation has a placeholder that the text has not."),
        ("a.po", 1, ": a placeholder is missing from the translation."),
        ("a.po", 2, " is not used any more. Remove it, or mend its wording."),
        ("b.po", 3, " is not used any more. Remove it, or mend its wording."),
        ("a.po", 2, " is translated otherwise in base/ui/locale/en/LC_MESSAGES/b.po. Use one, or msgctxt."),
        ("test_checks.py", 3, " has no English. Add it to the context's locale/en/LC_MESSAGES/django.po."),
    ]


@pytest.mark.parametrize(
    ("template", "count"),
    [
        ('<p>{% translate "保存" %}</p>', 0),
        ("{# 说明 #}<!-- 说明 -->", 0),
        ("{% blocktranslate %}您好{% endblocktranslate %}", 0),
        ('<span lang="zh">中文</span>', 0),
        ('<b translate="no">王*</b>', 0),
        ("<p>保存</p>", 1),
        ('<c-button label="保存" />', 1),
    ],
)
def test_bare_chinese_in_a_template_is_found(template: str, count: int) -> None:
    assert len(list(messages.bare_findings(HERE, template))) == count
