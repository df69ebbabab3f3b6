"""Reading pages in tests: valid HTML, and nothing left in Chinese on an English page."""

import re
from typing import Any

import html5lib

CHINESE = re.compile(r"[\u3400-\u9fff]+")
ENGLISH = {"accept-language": "en"}


def read(response: Any) -> str:
    """The page's text; fails on HTML that a browser would have to mend."""
    text: str = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    return text


def left_in_chinese(text: str) -> set[str]:
    """What is not in English, but for the switch to Chinese itself."""
    return set(CHINESE.findall(text)) - {"中文"}
