"""Paper is read as Chinese is set: lines are filled, no line begins with a comma, words and numbers stay whole."""

import io

from pypdf import PdfReader

from linli.base.ui.paper import Paper

LONG = "母亲八十二岁独居，兄妹二人对轮流照料和护工费用怎么分有争执，春节后互不来往。" * 4
DATED = "曹丽娟（付款）：每月十日前付一半护工费，首月，人民币 1,400.00 元，于 2026-12-02 前履行完毕。" * 4


def lines_of(paper: Paper) -> list[str]:
    """The lines of the only page, its footer left out."""
    pages = PdfReader(io.BytesIO(paper.pdf())).pages
    assert len(pages) == 1
    return [line.replace("\x00", "") for line in pages[0].extract_text().splitlines() if line.strip()][:-1]


def test_a_long_paragraph_begins_on_its_own_first_line_and_fills_the_lines_below() -> None:
    paper = Paper(title="协议")
    paper.paragraph(LONG)
    lines = lines_of(paper)
    assert "".join(line.strip() for line in lines) == LONG
    assert [len(line.strip()) >= 34 for line in lines[:-1]] == [True] * (len(lines) - 1)


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one_and_numbers_stay_whole() -> None:
    paper = Paper(title="协议")
    paper.lines([DATED])
    lines = [line.strip() for line in lines_of(paper)]
    assert [line[0] for line in lines if line[0] in "，。：）、"] == []
    assert [line[-1] for line in lines if line[-1] in "（“"] == []
    whole = "".join(lines)
    assert (whole.count("1,400.00"), whole.count("2026-12-02")) == (4, 4)
    assert sum(line.count("2026-12-02") for line in lines) == sum(line.count("1,400.00") for line in lines) == 4


def test_what_is_longer_than_a_line_is_cut_rather_than_lost() -> None:
    paper = Paper(title="agreement")
    paper.lines(["x" * 200])
    assert "".join(line.strip() for line in lines_of(paper)) == "x" * 200


def test_a_long_label_stands_above_its_rule_and_a_short_one_beside_it() -> None:
    paper = Paper(title="协议")
    company = "被申请人 海港区文化路街道红旗里社区某某物业服务有限公司"
    paper.signatures(["申请人 张红梅", company], date_label="年月日")
    said = "".join(lines_of(paper))
    assert (said.count("张红梅："), said.count(f"{company}："), said.count("年月日")) == (1, 1, 2)
