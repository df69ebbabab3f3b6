"""How one hotline platform writes: names of its columns, its words, its times. Data of a source, edited on a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from zoneinfo import ZoneInfo

ORDER_FIELDS = (
    "number", "received_at", "deadline", "name", "phone", "address", "item_code", "item_name", "content", "urgency",
    "secret", "round", "urged",
)  # fmt: skip
NEEDED = ("number", "received_at", "content")
REPLY_FIELDS = (
    "number", "status", "at", "signed_at", "closed_at", "answer", "basis", "until", "rating", "handler", "verdict", "why",
)  # fmt: skip
STATUSES = ("signed", "handling", "closed", "returned", "extension")
VERDICTS = ("accepted", "rejected")

DEFAULTS: dict[str, Any] = {
    "columns": {
        "number": ["工单编号", "工单号", "受理编号"],
        "received_at": ["受理时间", "来电时间", "派单时间"],
        "deadline": ["办理期限", "办结期限", "截止时间"],
        "name": ["来电人", "诉求人", "姓名"],
        "phone": ["联系电话", "来电号码", "电话"],
        "address": ["事发地址", "诉求地址", "地址"],
        "item_code": ["事项编码", "分类编码"],
        "item_name": ["事项名称", "诉求分类"],
        "content": ["诉求内容", "工单内容", "内容"],
        "urgency": ["紧急程度"],
        "secret": ["是否保密", "保密"],
        "round": ["派单轮次", "派单类型"],
        "urged": ["催办次数"],
    },
    "reply_columns": {
        "number": ["工单编号", "工单号", "受理编号"],
        "status": ["办理状态"],
        "at": ["更新时间"],
        "signed_at": ["签收时间"],
        "closed_at": ["办结时间"],
        "answer": ["答复内容"],
        "basis": ["退单依据"],
        "until": ["申请延期至"],
        "rating": ["满意度"],
        "handler": ["承办单位"],
        "verdict": ["回执"],
        "why": ["回执原因"],
    },
    "times": ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M"],
    "zone": "Asia/Shanghai",
    "urgencies": {"urgent": ["特急", "紧急"], "soon": ["加急", "较急"], "ordinary": ["一般", "普通"]},
    "secret": ["是", "保密", "1"],
    "open": ["否", "不保密", "0"],
    "again": ["二次派单", "退回重派", "重派"],
    "first": ["首次派单", "首派"],
    "statuses": {
        "signed": ["签收"],
        "handling": ["办理中"],
        "closed": ["办结"],
        "returned": ["退单"],
        "extension": ["延期申请"],
    },
    "ratings": {"5": ["非常满意"], "4": ["满意"], "3": ["基本满意"], "2": ["不满意"], "1": ["非常不满意"]},
    "verdicts": {"accepted": ["通过", "接收"], "rejected": ["驳回", "不通过"]},
}

Words = Mapping[str, tuple[str, ...]]
"""Ours to the platform's words; the first is the one that is written."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How a platform writes. What a source leaves out is as in `DEFAULTS`."""

    columns: Words
    reply_columns: Words
    times: tuple[str, ...]
    zone: ZoneInfo
    urgencies: Words
    secret: tuple[str, ...]
    open: tuple[str, ...]
    again: tuple[str, ...]
    first: tuple[str, ...]
    statuses: Words
    ratings: Words
    verdicts: Words

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        """The profile a source's data make."""

        def words(key: str) -> Words:
            whole: dict[str, Any] = {**DEFAULTS[key], **given.get(key, {})}
            return {ours: tuple(theirs) for ours, theirs in whole.items()}

        def listed(key: str) -> tuple[str, ...]:
            return tuple(given.get(key) or DEFAULTS[key])

        return cls(
            columns=words("columns"),
            reply_columns=words("reply_columns"),
            times=listed("times"),
            zone=ZoneInfo(given.get("zone") or DEFAULTS["zone"]),
            urgencies=words("urgencies"),
            secret=listed("secret"),
            open=listed("open"),
            again=listed("again"),
            first=listed("first"),
            statuses=words("statuses"),
            ratings=words("ratings"),
            verdicts=words("verdicts"),
        )


def ours(words: Words, theirs: str) -> str | None:
    """Our word for one of the platform's; None for a word it hasn't told us."""
    return next((each for each, known in words.items() if theirs in known), None)
