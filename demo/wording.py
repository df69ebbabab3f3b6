"""What people say: which item they come with, in which words, and what they are told. From `data/texts.toml`, `notes.toml`."""

import json
import tomllib
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from demo.chance import Id, weighted
from demo.spec import DATA

# Words of a request that speak of blocks of flats make no sense in a village.
_TOWN_WORDS = ("号楼", "{u}", "{f}", "小区", "楼道", "物业", "电梯")

_TEXT_VALUES = {
    "visit_time": "工作日上午九点以后",
    "other_side": "楼上住户",
    "what": "代取代交",
    "who": "七十八岁，男，蓝色棉袄",
    "since": "今天下午三点，小区门口",
    "employer": "某装修队",
    "sent_by": "某科室",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A published item as the catalogue offers it."""

    code: str
    version_id: Id
    name: str
    name_en: str
    urgency: str
    answer_days: int | None
    close_days: int | None
    handler_role: str
    department: str
    about_body: bool
    open_to_residents: bool
    fields: list[dict[str, Any]]

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> "Offer":
        """The offer in one row of `OFFERS`."""
        names = [each.name for each in dataclass_fields(cls)]
        return cls(**dict(zip(names, row, strict=True)) | {"fields": json.loads(row[-1])})


OFFERS = """
SELECT i.code, replace(v.id::text, '-', ''), v.name, v.name_en, v.urgency, v.answer_days, v.close_days, v.handler_role, v.department,
       v.about_body, v.open_to_residents, v.fields::text
  FROM catalogue_itemversion v JOIN catalogue_item i ON i.id = v.item_id
 WHERE v.status = 'published' AND v.standing <> 'barred' ORDER BY i.code
"""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it happens, as the words name it."""

    estate: str
    house: int
    entrance: int
    floor: int
    road: str

    def said(self, text: str, days: int) -> str:
        """The text with its places filled in."""
        return text.format(e=self.estate, n=self.house, u=self.entrance, f=self.floor, r=self.road, d=days)


class Wording:
    """Draws items and words by chance."""

    def __init__(self, offers: list[Offer], rng: Random, today: date) -> None:
        self._rng, self._today = rng, today
        texts = _read("texts.toml")
        self.notes: dict[str, list[str]] = _read("notes.toml")
        self._offers = [offer for offer in offers if offer.code in texts]
        if not self._offers:
            raise LookupError("The catalogue has none of the items the demo knows. Run `python manage.py seed` first.")
        self._texts = {offer.code: texts[offer.code] for offer in self._offers}
        self._cumulative = {
            (is_village, is_heating): self._weights(is_village=is_village, is_heating=is_heating)
            for is_village in (False, True)
            for is_heating in (False, True)
        }
        self._in_villages = {
            code: [text for text in entry["texts"] if _fits_village(text)] for code, entry in self._texts.items()
        }

    def item(self, *, is_village: bool, is_heating: bool) -> Offer:
        """An item, by how often it is asked for there and then."""
        return weighted(self._rng, self._offers, self._cumulative[is_village, is_heating])

    def request(self, offer: Offer, spot: Spot, *, is_village: bool) -> str:
        """What somebody writes or says."""
        texts = self._in_villages[offer.code] if is_village else self._texts[offer.code]["texts"]
        return spot.said(self._rng.choice(texts), self._rng.randint(2, 9))

    def answer(self, offer: Offer, spot: Spot) -> str:
        """What they are told."""
        return spot.said(self._rng.choice(self._texts[offer.code]["answers"]), 2)

    def note(self, kind: str, spot: Spot) -> str:
        """What is said at another step."""
        return spot.said(self._rng.choice(self.notes[kind]), 2)

    def fields(self, offer: Offer) -> dict[str, Any]:
        """Values for the item's own fields: those it requires, and the room temperature."""
        values: dict[str, Any] = {}
        for wanted in offer.fields:
            name, kind = wanted["name"], wanted["kind"]
            if kind == "choice":
                values[name] = self._rng.choice(wanted["choices"])["value"]
            elif name == "temperature":
                values[name] = self._rng.randint(13, 17)
            elif wanted.get("required") and kind == "number":
                values[name] = self._rng.randint(2, 4)
            elif wanted.get("required") and kind == "text":
                values[name] = _TEXT_VALUES.get(name, "见描述")
            elif wanted.get("required") and kind == "date":
                values[name] = f"{self._today + timedelta(days=self._rng.randint(1, 9))}"
            elif wanted.get("required") and kind == "yesno":
                values[name] = self._rng.choice(("yes", "no"))
        return values

    def _weights(self, *, is_village: bool, is_heating: bool) -> list[float]:
        weights = []
        for offer in self._offers:
            entry = self._texts[offer.code]
            weight = float(entry["weight"])
            if is_village:
                weight *= entry.get("villages", 1.0) if any(map(_fits_village, entry["texts"])) else 0.0
            weights.append(weight * entry.get("heating", 1.0) if is_heating else weight)
        return list(accumulate(weights))


def _fits_village(text: str) -> bool:
    return not any(word in text for word in _TOWN_WORDS)


def _read(name: str) -> dict[str, Any]:
    with (DATA / name).open("rb") as file:
        return tomllib.load(file)
