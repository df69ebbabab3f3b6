"""Robots of group chats. WeCom takes markdown by an address that is its own key; DingTalk wants each call signed by a secret."""

import base64
import hmac
import urllib.parse
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from linli.base.notices.actions.carrying import AGAIN, FAILED, SENT, Outcome, Outgoing, post
from linli.base.notices.queries.channels import Robot
from linli.base.notices.states import WECOM

# Too many messages a minute, or a busy server: -1 and 45009 of WeCom, 130101, 660026 and 410100 of DingTalk.
_LATER = {-1, 45009, 130101, 660026, 410100}


def robots(known: Sequence[Robot], batch: Sequence[Outgoing], now: datetime) -> Iterator[tuple[UUID, Outcome]]:
    """Have robots say a batch; a message's address is the robot's name."""
    by_name = {robot.name: robot for robot in known}
    for each in batch:
        robot = by_name.get(each.address)
        yield each.id, _said(robot, each, now) if robot else Outcome(FAILED, "this robot is no longer listed")


def _said(robot: Robot, each: Outgoing, now: datetime) -> Outcome:
    body: dict[str, Any]
    if robot.channel == WECOM:
        url, body = robot.url, {"msgtype": "markdown", "markdown": {"content": each.body}}
    else:
        url, body = signed(robot, now), {"msgtype": "text", "text": {"content": each.body}}
    outcome, said = post(url, body=body)
    if outcome:
        return outcome
    code = said.get("errcode")
    if code == 0:
        return Outcome(SENT)
    return Outcome(AGAIN if code in _LATER else FAILED, f"errcode {code}: {str(said.get('errmsg', ''))[:150]}")


def signed(robot: Robot, now: datetime) -> str:
    """The robot's address with the moment in milliseconds and its signature (HMAC-SHA-256 of moment and secret, Base64)."""
    if not robot.secret:
        return robot.url
    moment = str(int(now.timestamp() * 1000))
    mac = hmac.digest(robot.secret.encode(), f"{moment}\n{robot.secret}".encode(), "sha256")
    joint = "&" if "?" in robot.url else "?"
    return f"{robot.url}{joint}{urllib.parse.urlencode({'timestamp': moment, 'sign': base64.b64encode(mac).decode()})}"
