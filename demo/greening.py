"""Bare ground of the day, played through the verbs of matters: found on patrol, measured, planted, with a picture from before and after."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from random import Random
from uuid import UUID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from demo.cast import Cast
from linli.affairs.matters import public as matters
from linli.affairs.matters.public import NewMatter
from linli.base.files import public as files
from linli.base.kit import walls

ITEM = "env-bare-ground"
GROUND, GRASS, SKY, WALL = (151, 121, 84), (92, 145, 66), (196, 214, 228), (176, 168, 158)
PLOTS = (
    ("三号楼南侧花池旁的空地，草都踩没了，一刮风就起土。", "3 号楼南侧", "86", "80"),
    ("换热站拆了围挡以后一直裸着，下雨就往路上淌泥。", "换热站东侧", "240", "150"),
    ("停车位边上挖完管线没有恢复。", "小区东门北侧", "35.5", "35.5"),
)
"""What the worker writes, where, and how many square metres were bare and are planted."""


def play(cast: Cast, token: UUID, moment: Callable[[float], datetime]) -> int:
    """Play it; returns how many moves it took. `moment` gives the hour of a share of the day."""
    worker, rng, moves = cast.actor("grid"), Random(token.int), 0
    if worker.place_id is None:
        raise LookupError("The grid worker of the demo holds a post.")
    for number, (text, spot, bare, green) in enumerate(PLOTS):
        at = 0.12 + 0.2 * number
        with walls.acting(worker):
            filed = matters.file(
                new=NewMatter(
                    form_token=uuid5(token, str(number)),
                    item_code=ITEM,
                    place_id=worker.place_id,
                    text=text,
                    spot=spot,
                    channel="patrol",
                    fields={"area": bare},
                    photos=[_picture(rng, GROUND)],
                ),
                actor=worker,
                now=moment(at),
            )
        if not filed.is_new:
            return 0
        with walls.acting(worker):
            matters.sign(matter_id=filed.id, actor=worker, now=moment(at + 0.05))
            matters.answer(
                matter_id=filed.id,
                note="已翻土补种，围了一圈矮栏，开春再看一次出苗情况。",
                results={"bare": bare, "green": green},
                photos=[_picture(rng, GRASS)],
                actor=worker,
                now=moment(at + 0.3),
            )
        moves += 3
    return moves


def _picture(rng: Random, ground: tuple[int, int, int]) -> files.Photo:
    """A plot before a house, drawn: nothing in the demo is anybody's."""
    sheet = Image.new("RGB", (640, 480), SKY)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((60, 60, 580, 230), fill=WALL)
    for window in range(6):
        pen.rectangle((95 + 80 * window, 100, 135 + 80 * window, 150), fill=(120, 140, 158))
    pen.rectangle((0, 230, 640, 480), fill=ground)
    for _ in range(700):
        x, y, shade = rng.randrange(640), rng.randrange(232, 474), rng.randrange(-22, 22)
        pen.line((x, y, x + rng.randrange(-3, 4), y - 6), fill=tuple(part + shade for part in ground), width=2)
    out = BytesIO()
    sheet.save(out, "JPEG", quality=80)
    return files.read_photos([SimpleUploadedFile("plot.jpg", out.getvalue())])[0]
