"""The words of messages: dated, by area, in two languages; blanks are checked, the page looks at them before they hold."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.base.accounts.tests.factories import client_of
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.clock import local_date
from linli.base.kit.errors import NotAllowed, NotFound
from linli.base.kit.ids import new_id
from linli.base.kit.tests.factories import Area, post, resident
from linli.base.notices import actions, errors
from linli.base.notices.models import Wording
from linli.base.notices.queries.kinds import BadKindFile, Words, fill, kinds, read_file, wrong_blanks
from linli.base.notices.queries.wordings import filled, sample, wordings_on
from linli.base.notices.tests.factories import ENGLISH, JOB, MORNING, left_in_chinese, told

pytestmark = pytest.mark.django_db
TODAY = local_date(MORNING)
PAGE = "/desk/messages/wordings/"


@pytest.fixture
def area() -> Area:
    return Area()


@pytest.fixture
def admin(area: Area) -> Actor:
    return post(area, Level.COUNTY, "notices")


def set_words(
    actor: Actor,
    body: str = "有答复了：{link}",
    *,
    kind: str = "resident.answer",
    channel: str = "sms",
    on: date = TODAY,
) -> Wording:
    """New words of an answer."""
    with walls.acting(actor):
        return actions.set_wording(
            kind=kind,
            channel=channel,
            chinese=Words("", body),
            english=Words("", "Answered: {link}"),
            valid_from=on,
            actor=actor,
            now=MORNING,
        )


def words_on(day: date, area_ids: list[Any], language: str = "zh-hans") -> str:
    """What an answer says by message."""
    with walls.acting(JOB):
        found = wordings_on(day).words("resident.answer", "sms", area_ids, language)
    return found.body if found else ""


def test_the_nearest_area_s_newest_words_of_the_day_hold(admin: Actor, area: Area) -> None:
    shipped = kinds()["resident.answer"].texts["sms"]
    set_words(admin, "明天的：{link}", on=TODAY + timedelta(days=1))
    set_words(admin, "今天的：{link}")
    set_words(admin, "今天改过的：{link}")
    here, elsewhere = [area.community, area.county], [area.beside(Level.COUNTY).county]
    assert [words_on(TODAY + timedelta(days=ahead), here) for ahead in (-1, 0, 1)] == [
        shipped["zh"].body,
        "今天改过的：{link}",
        "明天的：{link}",
    ]
    assert (words_on(TODAY, here, "en"), words_on(TODAY, elsewhere)) == ("Answered: {link}", shipped["zh"].body)


def test_what_is_sent_is_said_in_the_area_s_own_words(admin: Actor, area: Area, settings: Any, tmp_path: Path) -> None:
    settings.LINLI_SMS, settings.VAR_DIR, settings.LINLI_ADDRESS = "file", tmp_path, "https://x.cn"
    set_words(admin, "您的事有答复了：{link}")
    told(area_ids=[area.community, area.county])
    actions.send_due(at=lambda: MORNING)
    said = (tmp_path / "sms.txt").read_text(encoding="utf-8")
    assert said == "19900001234 【邻里】您的事有答复了：https://x.cn/track/?number=20261124000001\n"


@pytest.mark.parametrize(
    ("body", "refusal", "named"),
    [
        ("{name}您好", errors.BadBlank, "{name}"),
        ("{number.__class__}", errors.BadBlank, "{number.__class__}"),
        ("{number!r}", errors.BadBlank, "{number!r}"),
        ("{number:>9}", errors.BadBlank, "{number:>9}"),
        ("{}", errors.BadBlank, "{}"),
        ("没有关上 {number", errors.BadBlank, "{"),
        ("多了一个 }", errors.BadBlank, "}"),
        ("", errors.WordsMissing, "中文和英文"),
        ("长" * 301, errors.WordsTooLong, "301"),
    ],
)
def test_words_that_would_not_do_are_refused_by_name(admin: Actor, body: str, refusal: Any, named: str) -> None:
    with pytest.raises(refusal) as refused:
        set_words(admin, body)
    assert named in refused.value.said


def test_words_hold_from_today_at_the_earliest_and_for_known_channels(admin: Actor) -> None:
    with pytest.raises(errors.TooEarly):
        set_words(admin, on=TODAY - timedelta(days=1))
    with pytest.raises(NotFound):
        set_words(admin, kind="resident.sign")
    with pytest.raises(NotFound):
        set_words(admin, kind="nonsense")
    with pytest.raises(NotAllowed):
        set_words(post(Area(), Level.COUNTY, "rules catalogue"))


def test_every_shipped_kind_is_whole_in_both_languages_and_names_nobody() -> None:
    assert len(kinds()) > 30
    for kind in kinds().values():
        for words in kind.texts.values():
            assert set(words) == {"zh", "en"}
            for own, each in words.items():
                assert (wrong_blanks(kind, each), bool(each.body)) == ([], True)
                whole = filled(each, sample(kind, own), own)
                assert "{" not in whole.subject + whole.body
        assert kind.blanks <= {"said", "item", "number", "link", "code", "by", "count", "lines", "words"} | {
            "when",
            "where",
            "office",
        }


def test_a_file_of_kinds_that_is_wrong_says_where(tmp_path: Path) -> None:
    path = tmp_path / "kinds.toml"
    path.write_text('[[kind]]\nname = "a"\naudience = "staff"\nzh = "{who}"\nen = "x"', encoding="utf-8")
    with pytest.raises(BadKindFile, match=r"kinds.toml: a: app, zh: \{who\} is no blank"):
        read_file(path)
    path.write_text('[[kind]]\nname = "a"\naudience = "all"\nzh = "x"\nen = "x"', encoding="utf-8")
    with pytest.raises(BadKindFile, match="audience is one of"):
        read_file(path)


def test_a_value_that_looks_like_a_blank_stays_a_value() -> None:
    assert fill("{item} {{x}} {by}", {"item": "{number}", "number": "1"}) == "{number} {x} "


def form(**changed: str) -> dict[str, str]:
    """What the page sends."""
    body = {"body_zh": "有答复了：{link}", "body_en": "Answered: {link}"}
    return {**body, "valid_from": local_date(clock.now()).isoformat(), "do": "save", **changed}


def test_the_page_looks_at_words_before_it_saves_them(admin: Actor) -> None:
    client, page = client_of(admin), f"{PAGE}resident.answer/sms/"
    html5lib.HTMLParser(strict=True).parse(client.get(PAGE).content.decode())
    first = client.get(page).content.decode()
    html5lib.HTMLParser(strict=True).parse(first)
    assert "路灯不亮" in first
    looked = client.post(page, form(do="look", body_zh="新的说法：{number}"))
    assert (looked.status_code, "新的说法：20260105000123" in looked.content.decode()) == (200, True)
    with walls.acting(JOB):
        assert not Wording.objects.exists()
    wrong = client.post(page, form(body_zh="{name}您好"))
    assert (wrong.status_code, "“{name}”不是" in wrong.content.decode()) == (409, True)
    assert client.post(page, form(body_en="")).status_code == 400
    assert client.post(page, form(valid_from="2020-01-01")).status_code == 409
    assert client.post(page, form()).status_code == 302
    assert "有答复了：{link}" in client.get(page).content.decode()
    assert "有答复了：{link}</textarea>" not in client.get(page, {"shipped": "yes"}).content.decode()
    assert left_in_chinese(client.get(PAGE, headers=ENGLISH)) == set()


def test_a_mail_wants_a_subject_too(admin: Actor) -> None:
    page = f"{PAGE}resident.answer/email/"
    client = client_of(admin)
    assert client.post(page, form()).status_code == 400
    assert client.post(page, form(subject_zh="有答复了", subject_en="Answered")).status_code == 302


def test_the_list_costs_the_same_however_much_was_changed(admin: Actor) -> None:
    client = client_of(admin)

    def cost() -> int:
        client.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    set_words(admin)
    one = cost()
    set_words(admin, kind="resident.ask")
    set_words(admin, kind="resident.close")
    assert cost() == one


def test_nobody_else_comes_in(admin: Actor, area: Area) -> None:
    page = f"{PAGE}resident.answer/sms/"
    for address in (PAGE, page):
        assert Client().get(address).status_code == 302
        assert client_of(resident(new_id())).get(address).status_code == 403
        assert client_of(post(area, Level.COUNTY, "matters rules")).get(address).status_code == 403
    assert client_of(admin).get(f"{PAGE}resident.sign/sms/").status_code == 404
    other = post(area.beside(Level.COUNTY), Level.COUNTY, "notices")
    client_of(other).post(page, form(body_zh="别处的：{link}"))
    assert "别处的" not in client_of(admin).get(page).content.decode()
