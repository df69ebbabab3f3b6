"""What is written is read again the same, in every form; what can't be read is said where it stands."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.affairs.hotline import errors
from linli.affairs.hotline.actions.formats import (
    SentOrder,
    SentReply,
    bad_rows,
    orders_sheet,
    read_orders,
    read_replies,
    read_sheet,
    replies_sheet,
    write_sheet,
)
from linli.affairs.hotline.models import STATUSES, Profile
from linli.affairs.hotline.tests.factories import PROFILE, a_file, an_order

FORMS = [("xlsx", "utf-8-sig"), ("csv", "utf-8-sig"), ("csv", "gb18030"), ("json", "utf-8-sig")]
OTHER = Profile.of(
    {
        "columns": {"number": ["编号"], "content": ["问题描述"]},
        "times": ["%Y%m%d%H%M%S"],
        "urgencies": {"urgent": ["一级"]},
    }
)
# Anything a person can type: printable, of one line or several; cells are trimmed as spreadsheets do.
_SIGNS = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"], include_characters="\n")


def _text(most: int, least: int = 0) -> st.SearchStrategy[str]:
    trimmed = st.text(_SIGNS, min_size=least, max_size=most).map(str.strip)
    return trimmed.filter(lambda text: len(text) >= least)


_MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001 -- the bounds have no zone
    lambda moment: moment.replace(microsecond=0)
)
_ORDERS = st.builds(
    SentOrder,
    number=_text(20, 1),
    received_at=_MOMENTS,
    deadline=st.just(None) | st.just(datetime(2031, 1, 1, tzinfo=UTC)),
    content=_text(60, 1),
    name=_text(10),
    phone=_text(15),
    address=_text(30),
    item_code=_text(10),
    item_name=_text(10),
    urgency=st.sampled_from(["", "urgent", "soon", "ordinary"]),
    is_secret=st.booleans(),
    is_again=st.booleans(),
    urged=st.integers(0, 99),
)
_REPLIES = st.builds(
    SentReply,
    number=_text(20, 1),
    status=st.sampled_from(STATUSES),
    at=_MOMENTS,
    signed_at=st.none() | _MOMENTS,
    closed_at=st.none() | _MOMENTS,
    answer=_text(60),
    basis=_text(20),
    until=st.none() | _MOMENTS,
    rating=st.none() | st.integers(1, 5),
    handler=_text(20),
    verdict=st.sampled_from(["", "accepted"]),
    why=_text(20),
)


@pytest.mark.parametrize(("form", "encoding"), FORMS)
@pytest.mark.parametrize("profile", [PROFILE, OTHER])
def test_orders_written_and_read_are_the_same(form: str, encoding: str, profile: Profile) -> None:
    @settings(max_examples=40, deadline=None)
    @given(orders=st.lists(_ORDERS, min_size=1, max_size=4, unique_by=lambda order: order.number))
    def hold(orders: list[SentOrder]) -> None:
        written = write_sheet(orders_sheet(orders, profile, form, encoding))
        lines = read_orders(read_sheet(written), profile)
        assert [line.order for line in lines] == orders, lines

    hold()


@pytest.mark.parametrize("form", ["xlsx", "json", "csv"])
def test_replies_written_by_us_are_read_the_same_on_the_other_side(form: str) -> None:
    @settings(max_examples=40, deadline=None)
    @given(replies=st.lists(_REPLIES, min_size=1, max_size=4))
    def hold(replies: list[SentReply]) -> None:
        lines = read_replies(read_sheet(write_sheet(replies_sheet(replies, PROFILE, form))), PROFILE)
        assert [line.reply for line in lines] == replies

    hold()


def test_columns_are_known_by_their_names_in_any_order_and_others_are_kept() -> None:
    text = "诉求内容,经办备注,工单编号（必填）, 受理时间 *,来电号码\n灯不亮,急,A1,2026-11-24 10:00,13900000001\n"
    line = read_orders(read_sheet(text.encode("gb18030")), PROFILE)[0]
    assert line.order == SentOrder(
        number="A1",
        received_at=datetime(2026, 11, 24, 2, 0, tzinfo=UTC),
        content="灯不亮",
        phone="13900000001",
        extra={"经办备注": "急"},
    )


def test_a_platforms_own_zone_and_times_are_read_by_its_profile() -> None:
    profile = Profile.of({"zone": "UTC", "times": ["%d.%m.%Y %H:%M"]})
    text = "工单编号,受理时间,内容\nA1,24.11.2026 02:00,灯不亮\n"
    line = read_orders(read_sheet(text.encode()), profile)[0]
    assert line.order is not None
    assert line.order.received_at == datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def test_bad_rows_come_back_as_they_were_with_the_reason_beside_each() -> None:
    head = "工单编号,受理时间,内容,紧急程度,派单轮次\nA1,昨天,灯不亮,,\nA2,2026-11-24 10:00,灯不亮,特急,\n"
    text = head + ",2026-11-24 10:00,,火急,第九次\nA2,2026-11-24 10:00,又来,,\n"
    sheet = read_sheet(text.encode())
    lines = read_orders(sheet, PROFILE)
    assert [bool(line.order) for line in lines] == [False, True, False, False]
    back = read_sheet(write_sheet(bad_rows(sheet, lines)))
    assert back.header[:-1] == sheet.header
    assert [row[:-1] for row in back.rows] == [sheet.rows[0], sheet.rows[2], sheet.rows[3]]
    assert back.rows[0][-1] == "受理时间：时间看不懂，请写成 2026-03-05 14:30:00。"
    assert back.rows[1][-1].split(" ")[:2] == ["工单编号：没有填。", "诉求内容：没有填。"]
    assert back.rows[2][-1] == "工单编号和第 3 行重复。"
    mended = read_orders(
        read_sheet(write_sheet(bad_rows(sheet, lines)).replace("昨天".encode(), b"2026-11-23 09:00")), PROFILE
    )
    assert mended[0].order is not None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"PK\x03\x04 not a workbook",
        b"[1, 2",
        b'{"a": 1, "b": [2]}',
        "姓名,电话\n甲,1\n".encode(),
        b"\n\n",
        b'a,b\n"' + b"x" * 200_000 + b'"',
    ],
)
def test_what_is_no_file_of_orders_is_refused_with_a_cure(content: bytes) -> None:
    with pytest.raises(errors.NotAnOrderFile):
        read_orders(read_sheet(content), PROFILE)


def test_a_formula_in_a_csv_stays_text_for_whoever_opens_it() -> None:
    order = an_order(content="=HYPERLINK(1)", phone="+8613900000001")
    written = a_file([order], "csv").decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in written
    assert read_orders(read_sheet(written.encode()), PROFILE)[0].order == order


def test_a_deadline_of_a_day_ends_with_the_day() -> None:
    text = "工单编号,受理时间,内容,办理期限\nA1,2026-11-24 10:00,灯不亮,2026-11-27\n"
    line = read_orders(read_sheet(text.encode()), PROFILE)[0]
    assert line.order is not None
    assert line.order.deadline == datetime(2026, 11, 27, 15, 59, 59, tzinfo=UTC)
    assert line.order.deadline - line.order.received_at > timedelta(days=3)
