from datetime import datetime, timedelta

import pytest
from django.utils import translation

from linli.base.kit.clock import CHINA
from linli.base.ui.templatetags.ui import people_time
from linli.base.ui.times import Clock, clock_of, said_span, said_time

NOW = datetime(2026, 3, 6, 14, 30, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("moment", "chinese", "english"),
    [
        (datetime(2026, 3, 6, 0, 5, tzinfo=CHINA), "今天 00:05", "today 00:05"),
        (datetime(2026, 3, 5, 23, 59, tzinfo=CHINA), "昨天 23:59", "yesterday 23:59"),
        (datetime(2026, 3, 7, 9, 0, tzinfo=CHINA), "明天 09:00", "tomorrow 09:00"),
        (datetime(2026, 1, 4, 9, 0, tzinfo=CHINA), "1 月 4 日", "4 January"),
        (datetime(2025, 12, 31, 9, 0, tzinfo=CHINA), "2025 年 12 月 31 日", "31 December 2025"),
    ],
)
def test_a_moment_is_said_as_people_say_it(moment: datetime, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert said_time(moment, NOW) == chinese
    with translation.override("en"):
        assert said_time(moment, NOW) == english


def test_the_day_is_chinas_not_utcs() -> None:
    just_past_midnight = datetime.fromisoformat("2026-03-05T16:10:00+00:00")
    with translation.override("zh-hans"):
        assert said_time(just_past_midnight, NOW) == "今天 00:10"


def test_the_exact_time_stands_on_hover_and_for_machines() -> None:
    with translation.override("zh-hans"):
        assert people_time(NOW, NOW) == (
            '<time datetime="2026-03-06T14:30:00+08:00" title="2026-03-06 14:30">今天 14:30</time>'
        )
    assert not people_time(None)


@pytest.mark.parametrize(
    ("span", "chinese", "english"),
    [
        (timedelta(seconds=59), "0 分钟", "0 minutes"),
        (timedelta(minutes=1), "1 分钟", "1 minute"),
        (timedelta(minutes=59), "59 分钟", "59 minutes"),
        (timedelta(minutes=60), "1 小时", "1 hour"),
        (timedelta(hours=47, minutes=59), "47 小时", "47 hours"),
        (timedelta(hours=48), "2 天", "2 days"),
    ],
)
def test_a_span_is_said_in_its_largest_unit(span: timedelta, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert (said_span(span), said_span(-span)) == (chinese, chinese)
    with translation.override("en"):
        assert said_span(span) == english


def test_a_deadline_burns_as_it_nears() -> None:
    with translation.override("zh-hans"):
        assert clock_of(NOW + timedelta(hours=3), NOW) == Clock("ok", "还剩 3 小时")
        assert clock_of(NOW + timedelta(hours=2), NOW) == Clock("soon", "还剩 2 小时")
        assert clock_of(NOW - timedelta(days=2), NOW) == Clock("overdue", "超时 2 天")
