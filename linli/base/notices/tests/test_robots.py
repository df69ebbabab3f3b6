"""Robots of group chats against a real server: WeCom's markdown, DingTalk's signature, and their refusals."""

import base64
import hashlib
import hmac
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured

from linli.base.kit.ids import new_id
from linli.base.notices.actions.carrying import Outgoing
from linli.base.notices.actions.robots import robots
from linli.base.notices.queries.channels import Robot, channels
from linli.base.notices.tests.factories import MORNING, channels_file
from linli.base.notices.tests.servers import http_gateway

AREA = new_id()


def said(
    robot: Robot, answer: dict[str, object], name: str = "group"
) -> tuple[str, str, list[tuple[str, dict[str, str], str]], list[object]]:
    """What a robot's server got and what came of it."""
    with http_gateway() as gateway:
        gateway.answers = [(200, answer)]
        known = Robot(
            name="group", channel=robot.channel, url=gateway.address + robot.url, area=AREA, secret=robot.secret
        )
        ((_, outcome),) = robots([known], [Outgoing(new_id(), name, "", "新的事项")], MORNING)
        return outcome.what, outcome.why, gateway.asked, gateway.bodies()


def test_wecom_takes_markdown() -> None:
    robot = Robot("group", "wecom", "/cgi-bin/webhook/send?key=k", AREA)
    what, _, asked, bodies = said(robot, {"errcode": 0, "errmsg": "ok"})
    assert (what, asked[0][0]) == ("sent", "/cgi-bin/webhook/send?key=k")
    assert bodies == [{"msgtype": "markdown", "markdown": {"content": "新的事项"}}]


def test_dingtalk_is_signed_by_the_secret() -> None:
    robot = Robot("group", "dingtalk", "/robot/send?access_token=t", AREA, secret="SECabc")
    what, _, asked, bodies = said(robot, {"errcode": 0})
    given = {name: values[0] for name, values in parse_qs(urlsplit(asked[0][0]).query).items()}
    moment = str(int(MORNING.timestamp() * 1000))
    wanted = base64.b64encode(hmac.new(b"SECabc", f"{moment}\nSECabc".encode(), hashlib.sha256).digest()).decode()
    assert (what, given) == ("sent", {"access_token": "t", "timestamp": moment, "sign": wanted})
    assert bodies == [{"msgtype": "text", "text": {"content": "新的事项"}}]


@pytest.mark.parametrize(
    ("code", "what"), [(45009, "again"), (-1, "again"), (130101, "again"), (310000, "failed"), (93000, "failed")]
)
def test_a_robot_s_refusal_is_tried_again_only_where_that_helps(code: int, what: str) -> None:
    found, why, _, _ = said(Robot("group", "wecom", "/send", AREA), {"errcode": code, "errmsg": "no"})
    assert (found, why) == (what, f"errcode {code}: no")


def test_a_robot_that_was_taken_off_the_list_says_nothing() -> None:
    what, _, asked, _ = said(Robot("group", "wecom", "/send", AREA), {"errcode": 0}, name="former")
    assert (what, asked) == ("failed", [])


def test_a_file_of_channels_that_is_wrong_says_what_it_wants(tmp_path: Path, settings: Any) -> None:
    for text, wanted in (
        ('[email]\nhost = "h"', "wants host and sender"),
        ('[sms]\nurl = "https://x"', "wants url, and form or body"),
        ('[robots.a]\nkind = "wecom"\nurl = "https://x"', "area"),
        ("[email]\nhots = 1", "hots"),
    ):
        settings.LINLI_CHANNELS = channels_file(tmp_path, text)
        with pytest.raises(ImproperlyConfigured, match=wanted):
            channels()
