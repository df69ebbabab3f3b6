"""The gallery, the preferences, the headers and the error pages, as a browser meets them."""

import re
from http import HTTPStatus
from pathlib import Path

import html5lib
import pytest
from django.conf import LazySettings
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from linli.base.kit.errors import TooMany
from linli.base.ui.security import HEADERS

UI = Path(__file__).resolve().parent.parent
COTTON = UI / "templates" / "cotton"
LOOKS = ["", "?lang=en", "?elder=1", "?theme=dark", "?lang=en&elder=1&theme=dark"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: LazySettings) -> None:
    settings.LINLI_DEMO = True


def errors_in(html: str) -> list[str]:
    """What a strict HTML parser has to say."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    return [f"{place}: {code} {details}" for place, code, details in parser.errors]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("look", LOOKS)
def test_the_gallery_is_valid_html_in_every_look(client: Client, look: str) -> None:
    answer = client.get(f"/gallery/{look}")
    html = answer.content.decode()
    assert answer.status_code == HTTPStatus.OK
    assert errors_in(html) == []
    assert "<c-" not in html
    assert " style=" not in html
    assert (" data-elder" in html) == ("elder" in look)
    assert ("ui/dark.css" in html) == ("dark" in look)
    assert ("Sign for it" in html) == ("en" in look)


@pytest.mark.usefixtures("demo")
def test_the_gallery_speaks_no_chinese_in_english(client: Client) -> None:
    text = html5lib.parse(client.get("/gallery/?lang=en").content.decode(), namespaceHTMLElements=False)
    left = {
        piece.strip() for piece in text.find("body").itertext() if any("\u4e00" <= mark <= "\u9fff" for mark in piece)
    }
    # Names of people, places and languages stay as they are; so does what was typed.
    names = {
        "张敏",
        "李静",
        "王*",
        "中文",
        "文安里",
        "新一路",
        "红旗里",
        "燕山大街",
        "海阳路",
        "港城大街西",
        "秦皇里",
        "建国里",
    }
    assert left - names == set()


def test_there_is_no_gallery_in_a_real_city(client: Client, settings: LazySettings) -> None:
    settings.LINLI_DEMO = False
    assert client.get("/gallery/").status_code == HTTPStatus.NOT_FOUND


def test_every_component_stands_in_the_gallery_and_in_the_readme() -> None:
    names = {path.stem.replace("_", "-") for path in COTTON.glob("*.html")}
    shown = "".join(path.read_text() for path in (UI / "templates" / "ui").rglob("*.html"))
    frames = "".join(path.read_text() for path in UI.parent.parent.glob("faces/*/templates/*/frame.html"))
    inside = "".join(path.read_text() for path in COTTON.glob("*.html"))
    used = set(re.findall(r"<c-([a-z-]+)", shown + frames + inside))
    assert names - used == set()
    readme = (UI / "README.md").read_text()
    assert {name for name in names if f"`c-{name}`" not in readme} == set()


def test_every_component_says_what_it_is_and_declares_its_props() -> None:
    for path in COTTON.glob("*.html"):
        text = path.read_text()
        assert text.startswith("{% comment %}\n"), path.name
        assert "<c-vars" in text, path.name


@pytest.mark.parametrize("look", ["light", "dark", "auto"])
def test_a_choice_of_theme_is_kept_on_the_device(client: Client, look: str) -> None:
    answer = client.post("/ui/preference/", {"theme": look, "next": "/gallery/"})
    assert (answer.status_code, answer.headers["Location"]) == (HTTPStatus.FOUND, "/gallery/")
    assert client.cookies["linli_theme"].value == look


def test_elder_mode_is_switched_on_and_off(client: Client) -> None:
    client.post("/ui/preference/", {"elder": "on"})
    assert client.cookies["linli_elder"].value == "on"
    client.post("/ui/preference/", {"elder": "off"})
    assert client.cookies["linli_elder"].value == "off"


def test_an_unknown_choice_changes_nothing_and_a_foreign_address_is_not_followed(client: Client) -> None:
    answer = client.post("/ui/preference/", {"theme": "loud", "next": "https://example.org/"})
    assert answer.headers["Location"] == "/"
    assert "linli_theme" not in client.cookies


def test_every_answer_carries_the_headers(client: Client) -> None:
    answer = client.get("/no-such-page/")
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", ["400", "403", "403_csrf", "404", "500"])
def test_error_pages_need_nothing_and_are_valid(page: str, language: str) -> None:
    with translation.override(language):
        html = render_to_string(f"{page}.html")
    assert errors_in(html) == []
    assert html.count("<h1>") == 1


def test_a_refusal_says_what_and_what_next(rf: RequestFactory) -> None:
    with translation.override("zh-hans"):
        html = render_to_string("ui/refused.html", {"refusal": TooMany(minutes=5)}, request=rf.get("/"))
    assert errors_in(html) == []
    assert "操作太频繁了。" in html
    assert "请过 5 分钟再试" in html


@pytest.mark.parametrize("frame", ["portal", "workbench", "cockpit"])
def test_no_page_loads_more_than_forty_kilobytes_of_css(frame: str) -> None:
    files = [
        "tokens",
        "dark",
        "base",
        "layout",
        "controls",
        "content",
        "print",
        frame,
        *(["charts"] if frame == "cockpit" else []),
    ]
    assert sum((UI / "static" / "ui" / f"{name}.css").stat().st_size for name in files) <= 40_000
