"""Claims against answers of the present round: one waits for a decision, one is published, one its resident contests."""

from datetime import datetime
from io import BytesIO
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from demo.cast import Cast
from linli.affairs.callbacks import actions
from linli.affairs.callbacks.models import Answer, Claim
from linli.base.files import public as files
from linli.base.kit import walls
from linli.base.kit.actor import Actor

REASONS = (
    (
        "居民要求社区出钱更换自家的防盗门，依规定由业主承担；上门说明两次，有记录。",
        "要求用公共资金承担应由业主承担的费用",
    ),
    ("居民要求当天拆除有合法手续的门店，已出示许可文件并当面解释。", "要求拆除有合法手续的经营场所"),
    ("居民要求提供邻居的电话和住址，依法不能提供，已说明并改为居中转达。", "要求提供他人的个人信息，依法不能提供"),
)
BASIS = "核对了证据和办理记录，诉求超出法律法规规定的范围。"
OBJECTION = "我要的是修楼道的门，不是自己家的，请再看一看。"
_SYSTEM = Actor.system("demo.claims")


def play(cast: Cast, round_id: UUID, now: datetime) -> int:
    """Claim against three bad answers of units whose people have accounts; returns how many there were."""
    with walls.acting(_SYSTEM):
        bad = Answer.objects.filter(call__round_id=round_id, corrected_by=None, grade__lte=2).select_related("call")
        found = list(bad.order_by("call__number"))
    made = 0
    for answer in found:
        if made == len(REASONS):
            break
        try:
            unit = cast.holder_of(answer.call.matter_id)
        except LookupError:
            continue
        if unit.body_id == answer.call.unit_id and unit.can("matters"):
            _claim(cast, answer, unit, made, now)
            made += 1
    return made


def _claim(cast: Cast, answer: Answer, unit: Actor, number: int, now: datetime) -> None:
    """The first waits, the second is published, the third is published and contested."""
    reason, words = REASONS[number]
    with walls.acting(unit):
        claim = actions.propose(call_id=answer.call_id, reason=reason, photos=_evidence(), actor=unit, now=now)
    if number:
        _decide(cast.actor("leader"), claim, words, now)
    if number > 1:
        resident = Actor.tracking(answer.call.matter_id)
        with walls.acting(resident):
            actions.appeal(claim_id=claim.id, move="contest", note=OBJECTION, actor=resident, now=now)


def _decide(leader: Actor, claim: Claim, words: str, now: datetime) -> None:
    with walls.acting(leader):
        actions.decide(claim_id=claim.id, move="allow", note=BASIS, public_words=words, actor=leader, now=now)
        actions.publish(claim_id=claim.id, actor=leader, now=now)


def _evidence() -> list[files.Photo]:
    """A scanned sheet: lines that nobody can read, for nothing in the demo is anybody's."""
    sheet = Image.new("RGB", (600, 800), "white")
    pen = ImageDraw.Draw(sheet)
    for line in range(12):
        pen.rectangle((60, 90 + 50 * line, 540 - 37 * (line % 4), 104 + 50 * line), fill=(150, 150, 150))
    out = BytesIO()
    sheet.save(out, "PNG")
    return files.read_photos([SimpleUploadedFile("record.png", out.getvalue())])
