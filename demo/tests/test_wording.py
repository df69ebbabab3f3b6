"""What people say fits the catalogue, and every placeholder is known."""

import ast
import re
from datetime import date
from pathlib import Path
from random import Random

import pytest
from django.db import connection

from demo import plots
from demo.spec import DATA
from demo.wording import OFFERS, Offer, Spot, Wording
from linli.affairs.matters.public import MOVES
from linli.base.kit import walls
from linli.base.kit.actor import Actor

SPOT = Spot("红旗里小区", 3, 2, 5, "永顺路")


def test_every_item_the_demo_knows_is_offered_by_the_catalogue(db: None) -> None:
    with walls.acting(Actor.system("test")), connection.cursor() as cursor:
        cursor.execute(OFFERS)
        offered = {Offer.of(row).code for row in cursor.fetchall()}
    text = (DATA / "texts.toml").read_text(encoding="utf-8")
    known = set(re.findall(r'^\["([a-z-]+)"\]', text, re.MULTILINE))
    assert len(known) > 80
    assert known - offered == set()


@pytest.mark.parametrize("name", ["texts.toml", "notes.toml"])
def test_placeholders_are_filled(name: str) -> None:
    text = (DATA / name).read_text(encoding="utf-8")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    assert set(re.findall(r"{(\w+)}", body)) <= {"e", "n", "u", "f", "r", "d"}
    assert "{" not in SPOT.said(body.replace("[", "").replace("]", ""), 3)


def test_moves_of_the_stories_that_need_words_have_some() -> None:
    offer = Offer("env-rubbish", "0" * 32, "", "", "ordinary", 1, 2, "grid_worker", "", False, True, [])
    words = Wording([offer], Random(1), date(2026, 11, 24))
    source = ast.parse(Path(plots.__file__).read_text(encoding="utf-8"))
    made = {node.value for node in ast.walk(source) if isinstance(node, ast.Constant)}
    needed = {name for name, move in MOVES.items() if move.needs_note and name in made and name != "answer"}
    assert {"return", "decline", "escalate", "transfer", "ask"} <= needed
    assert needed <= set(words.notes)
    assert all(note.strip() for name in needed for note in words.notes[name])
