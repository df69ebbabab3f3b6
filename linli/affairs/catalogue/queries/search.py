"""Finding an item by what people say, in whatever words; small enough to be done here, over one statement."""

import re
from collections.abc import Sequence
from functools import lru_cache

from linli.affairs.catalogue.queries.offered import ItemCard, published_items

_ENOUGH = 2
"""How many pairs of characters must be shared for an item to count as meant."""
_CHINESE = re.compile(r"[\u3400-\u9fff]{2}")
_LATIN = re.compile(r"[a-z]{3,}")


def search_items(text: str, audience: str = "resident", limit: int = 12) -> list[ItemCard]:
    """Published items by what people say: a keyword in the text, the text in a name, or pairs of characters in common."""
    wanted = text.strip()[:80]
    if not wanted:
        return []
    scored = [(_likeness(card, wanted), card) for card in published_items(audience)]
    found = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
    return [card for _score, card in found[:limit]]


def _likeness(card: ItemCard, text: str) -> int:
    """How well an item answers to what somebody typed; 0 when not at all. The name counts most, then keywords, then pairs."""
    name, keywords, pairs, readable = _known(card.name, tuple(card.keywords), card.summary)
    wanted = "".join(text.lower().split())
    score = 1000 if wanted == name else 200 if wanted in name or name in wanted else 0
    for word in keywords:
        if word in wanted or (wanted in word and len(wanted) > 1):
            score += 60 + 10 * min(len(word), len(wanted))
    asked = _pairs([wanted])
    shared = asked & pairs
    if shared and len(shared) >= min(_ENOUGH, len(asked)):
        score += 15 * len(shared)
    return score + 40 * sum(word in readable for word in _LATIN.findall(text.lower()))


@lru_cache(maxsize=2048)
def _known(name: str, keywords: tuple[str, ...], summary: str) -> tuple[str, list[str], set[str], str]:
    """What is asked of an item by every search: name without spaces, keywords, pairs of both, and what is read as a whole."""
    close = "".join(name.lower().split())
    return close, [word.lower() for word in keywords], _pairs([close, *keywords]), f"{name} {summary}".lower()


def _pairs(texts: Sequence[str]) -> set[str]:
    """Every two neighbouring Chinese characters: what stands in for words where nobody writes spaces."""
    pairs = (text[at : at + 2] for text in texts for at in range(len(text) - 1))
    return {pair for pair in pairs if _CHINESE.fullmatch(pair)}
