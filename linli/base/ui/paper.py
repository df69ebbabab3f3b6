"""Paper: an A4 sheet as PDF, to be printed, signed and sealed. Headings, paragraphs, facts, lists, lines to sign on, a code to scan.

The fonts are fetched with the browser's assets (`./dev`), and embedded only as far as they are used. A character they lack, as in a rare
name, is printed as 〓 and the sheet says that it has to be written in by hand.
"""

import io
import re
from collections.abc import Sequence
from pathlib import Path

import segno
from django.utils.translation import gettext
from fpdf import FPDF
from fpdf.enums import WrapMode, XPos, YPos
from fpdf.fonts import TTFFont

FONTS = Path(__file__).parent / "data" / "fonts"
REGULAR, MEDIUM = FONTS / "NotoSansHans-Regular.otf", FONTS / "NotoSansHans-Medium.otf"
MARGIN, LINE, SIZE = 22.0, 7.6, 12
_GETA = "〓"
_PIECE = re.compile(r"[“‘（《〈「【]*(?:[!-~\u00c0-\u024f’]+|.)[，。、；：？！”）》〉」】]*")
"""What a line's end may not part: a word or number; a character with the marks that open before it and close after it."""


class _Sheet(FPDF):
    """The sheet with its footer: number and page."""

    footer_text = ""

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("linli", size=9)
        self.cell(0, 8, f"{self.footer_text}    {self.page_no()} / {{nb}}", align="C")


class Paper:
    """One document, written from top to bottom; `pdf()` gives its bytes."""

    def __init__(self, *, title: str, footer: str = "", language: str = "zh-CN") -> None:
        if not REGULAR.exists():
            raise FileNotFoundError(
                f"{REGULAR} is missing: run ./dev, which fetches the fonts with the browser's assets."
            )
        self._sheet = _Sheet(format="A4")
        self._sheet.add_font("linli", fname=REGULAR)
        self._sheet.add_font("linli", style="B", fname=MEDIUM)
        font = self._sheet.fonts["linli"]
        self._known = set(font.cmap) if isinstance(font, TTFFont) else set()
        self._missing = False
        self._sheet.footer_text = self._plain(footer)
        self._sheet.set_title(title)
        self._sheet.set_lang(language)
        self._sheet.set_margins(MARGIN, MARGIN, MARGIN)
        self._sheet.set_auto_page_break(auto=True, margin=MARGIN)
        self._sheet.add_page()

    def heading(self, text: str, under: str = "") -> None:
        """The document's name, in the middle, and its number under it."""
        self._sheet.set_font("linli", "B", 20)
        self._block(text, height=12, align="C")
        if under:
            self._sheet.set_font("linli", size=10)
            self._block(under, height=7, align="C")
        self._sheet.ln(4)

    def section(self, text: str) -> None:
        """A heading within the document."""
        self._sheet.ln(2)
        self._sheet.set_font("linli", "B", SIZE)
        self._block(text)

    def paragraph(self, text: str) -> None:
        """Running text; line breaks are kept."""
        self._sheet.set_font("linli", size=SIZE)
        for line in text.splitlines() or [""]:
            self._block(f"　　{line}" if line.strip() else "")

    def lines(self, rows: Sequence[str]) -> None:
        """One line below the other, without an indent."""
        self._sheet.set_font("linli", size=SIZE)
        for row in rows:
            self._block(row)

    def signatures(self, labels: Sequence[str], *, date_label: str) -> None:
        """A rule to sign on and a place for the day, for each; never parted from its label by the end of a page.

        A label too long to leave room beside it stands above its rule.
        """
        self._sheet.set_font("linli", size=SIZE)
        wide = self._sheet.epw / 2 + 20
        for label in labels:
            words = f"{self._plain(label)}："
            taken = self._sheet.get_string_width(words) + 2 * self._sheet.c_margin
            is_above = taken > wide - 45
            if self._sheet.will_page_break(28 if is_above else 14):
                self._sheet.add_page()
            if is_above:
                self._block(words)
                taken, words = self._sheet.c_margin, ""
            left, line = self._sheet.l_margin, self._sheet.get_y() + 10
            self._sheet.line(left + taken, line, left + wide - 5, line)
            self._sheet.cell(wide, 14, words)
            self._sheet.cell(self._sheet.epw - wide, 14, self._plain(date_label), new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def code(self, address: str, beside: Sequence[str]) -> None:
        """A code that leads to an address, with words beside it."""
        symbol = segno.make(address, error="m", micro=False)
        unit, rows = 0.8, [list(row) for row in symbol.matrix_iter(border=0)]
        if self._sheet.will_page_break(len(rows) * unit + 6):
            self._sheet.add_page()
        self._sheet.ln(4)
        left, top = self._sheet.l_margin, self._sheet.get_y()
        for y, row in enumerate(rows):
            for x, dark in enumerate(row):
                if dark:
                    self._sheet.rect(left + x * unit, top + y * unit, unit, unit, style="F")
        self._sheet.set_font("linli", size=10)
        beside_left = left + len(rows) * unit + 6
        for number, line in enumerate(beside):
            self._sheet.set_xy(beside_left, top + 2 + number * 6)
            self._sheet.multi_cell(self._sheet.w - MARGIN - beside_left, 6, self._plain(line), align="L")
        self._sheet.set_y(top + len(rows) * unit + 4)

    def pdf(self) -> bytes:
        """The finished document."""
        if self._missing:
            self._sheet.set_font("linli", size=10)
            self._block(gettext("标“〓”的字，字库里没有，请在签字前用笔写上。"))
        out = io.BytesIO()
        self._sheet.output(out)
        return out.getvalue()

    def _block(self, text: str, *, height: float = LINE, align: str = "L") -> None:
        """A block over the whole width; what is longer than a line all by itself, such as an address, is cut anywhere."""
        shown = "\n".join(self._broken(line) for line in self._plain(text).split("\n"))
        self._sheet.multi_cell(
            0, height, shown, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT, wrapmode=WrapMode.CHAR
        )

    def _broken(self, text: str) -> str:
        """The text with its line ends set: Chinese may be parted nearly anywhere, which fpdf2 doesn't know."""
        width, lines, line = self._sheet.epw - 2 * self._sheet.c_margin - 0.1, [], ""
        for piece in _PIECE.findall(text):
            if line.strip() and self._sheet.get_string_width(line + piece.rstrip()) > width:
                lines.append(line.rstrip(" "))
                line = piece.lstrip(" ")
            else:
                line += piece
        return "\n".join([*lines, line])

    def _plain(self, text: str) -> str:
        """The text with what the font can't show marked."""
        shown = "".join(char if ord(char) in self._known or char in "\n " else _GETA for char in text)
        self._missing = self._missing or shown != text
        return shown
