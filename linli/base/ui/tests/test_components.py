"""Components and tags, rendered alone."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.template.base import Origin
from django.test import RequestFactory
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler

from linli.base.kit import clock
from linli.base.ui import icons
from linli.base.ui.templatetags.ui import number, percent
from linli.base.ui.work import WorkRow


def render(source: str, **values: Any) -> str:
    """Render a piece of a page in Chinese; spaces that only part tags are removed."""
    with translation.override("zh-hans"):
        html = Template(CottonCompiler().process(source), origin=Origin("test")).render(Context(values))
    return tight(html)


def tight(html: str) -> str:
    """The same HTML without the spaces a formatter may put before and after tags."""
    return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", html)).strip()


def test_every_listed_icon_is_there() -> None:
    assert {name for name in icons.names() if "path" not in icons.drawing(name)} == set()


def test_an_icon_nobody_listed_is_a_mistake() -> None:
    with pytest.raises(KeyError, match=r"icons\.txt"):
        icons.drawing("../../secrets")


def test_an_icon_is_silent_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in render('{% icon "clock" %}')
    assert 'aria-label="时钟"' in render('{% icon "clock" label="时钟" %}')


def test_a_button_passes_attributes_on_escaped() -> None:
    html = render('<c-button kind="primary" name="move" :value="value">签收</c-button>', value='"><script>')
    assert (
        html
        == '<button class="btn btn-primary" type="submit" name="move" value="&quot;&gt;&lt;script&gt;">签收</button>'
    )


def test_a_button_with_an_address_is_a_link() -> None:
    assert render('<c-button href="/a/" key="n">登记</c-button>') == (
        '<a class="btn btn-secondary" href="/a/" data-key="n">登记<kbd class="elder-hide">n</kbd></a>'
    )


def test_a_component_does_not_take_up_its_pages_variables() -> None:
    assert render('<c-card title="甲">乙</c-card>', foot="x", actions="y", href="/z/", level=9) == (
        '<section class="card"><div class="card-head"><h2>甲</h2></div>乙</section>'
    )


class Form(forms.Form):
    name = forms.CharField(label="称呼", help_text="姓氏也可以。")
    grade = forms.ChoiceField(label="多急", choices=[("a", "急"), ("b", "不急")], widget=forms.RadioSelect)


def test_a_field_ties_label_hint_and_error_to_its_control() -> None:
    html = render('<c-field :field="form.name" />', form=Form({}))
    assert '<label class="field-label" for="id_name">称呼</label>' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    control = re.search(r"<input[^>]*>", html)
    assert control is not None
    assert 'aria-describedby="id_name_helptext id_name_error"' in control.group()
    assert 'aria-invalid="true"' in control.group()
    assert 'class="control"' in control.group()


def test_radio_choices_are_tiles_in_a_named_group() -> None:
    html = render('<c-field :field="form.grade" />', form=Form())
    assert 'role="radiogroup" aria-labelledby="id_grade_label"' in html
    assert html.count('<label class="tile"') == 2


def test_the_summary_leads_to_each_field_and_is_silent_without_errors() -> None:
    html = render('<c-errors :form="form" />', form=Form({"name": "王"}))
    assert re.findall(r'href="([^"]*)"', html) == ["#id_grade"]
    assert not render('<c-errors :form="form" />', form=Form())


def test_a_refusal_shows_nothing_where_there_is_none() -> None:
    assert not render('<c-refusal :refusal="refusal" />', refusal=None)


@pytest.mark.parametrize(
    ("away", "burn", "words"),
    [(timedelta(days=-3), "overdue", "超时 3 天"), (timedelta(minutes=61), "soon", "还剩 1 小时")],
)
def test_a_clock_says_in_words_what_its_colour_means(away: timedelta, burn: str, words: str) -> None:
    html = render('<c-clock-chip :due="due" label="签收" />', due=clock.now() + away)
    assert f"clock-{burn}" in html
    assert f"签收 {words}" in html


def test_a_clock_takes_what_was_computed() -> None:
    html = render('<c-clock-chip :due="due" burn="paused" text="暂停中" />', due=datetime.now(clock.CHINA))
    assert "clock-paused" in html
    assert "暂停中" in html


def test_a_pager_keeps_the_rest_of_the_address(rf: RequestFactory) -> None:
    source = CottonCompiler().process('<c-pager :page="page" />')
    request = rf.get("/list/", {"q": "灯 泡", "page": "2"})
    with translation.override("zh-hans"):
        html = Template(source).render(RequestContext(request, {"page": Paginator(range(30), 10).page(2)}))
    assert re.findall(r'href="([^"]*)"', html) == [
        "?q=%E7%81%AF+%E6%B3%A1&amp;page=1",
        "?q=%E7%81%AF+%E6%B3%A1&amp;page=3",
    ]


def test_five_grades_run_from_five_to_one() -> None:
    html = render('<c-rating legend="办得怎么样" value="4" />')
    assert re.findall(r'value="(\d)"', html) == ["5", "4", "3", "2", "1"]
    assert 'value="4" required checked' in html


def test_a_title_written_once_stands_in_tab_and_heading() -> None:
    page = '{% extends "ui/plain.html" %}{% block title %}一{{ n }}{% endblock %}'
    html = tight(Template(page).render(Context({"n": 2})))
    assert "<title>一2 ·" in html
    assert "<h1>一2</h1>" in html


def test_numbers_and_rates() -> None:
    assert number(1234567) == "1,234,567"
    assert number(None) == "–"
    assert percent(41, 48, 1) == '<span class="nowrap" title="41 / 48">85.4%</span>'
    assert "–" in percent(0, 0)


def test_a_row_of_work_is_escaped_and_picked_only_with_a_key() -> None:
    rows = [
        WorkRow(url="/a/?b&c", title="<b>灯</b>", key="1", meta=["3 片区<i>"]),
        WorkRow(url="/d/", title="水", is_current=True),
    ]
    html = render('{% work_rows rows form="bulk" pane="#detail" %}', rows=rows)
    assert "<b>灯" not in html
    assert "<i>" not in html
    assert 'href="/a/?b&amp;c" hx-get="/a/?b&amp;c" hx-target="#detail"' in html
    assert html.count('type="checkbox"') == 1
    assert html.count('aria-current="true"') == 1
