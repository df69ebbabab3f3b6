"""Weekly and monthly reports: on screen, and as a workbook for those who must send one on."""

from io import BytesIO

import xlsxwriter
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from linli.affairs.matters.public import Figures
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.clock import local_date
from linli.faces.workbench import queries
from linli.faces.workbench.queries import Report

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS: tuple[tuple[str, str, str | tuple[str, str]], ...] = (
    ("受理", "Filed", "filed"),
    ("办结", "Closed", "closed"),
    ("按时办结", "Closed in time", "closed_in_time"),
    ("按时办结率", "In time, share", ("closed_in_time", "closed")),
    ("签收", "Signed", "signed"),
    ("按时签收", "Signed in time", "signed_in_time"),
    ("居民评价", "Rated by residents", "rated"),
    ("满意", "Satisfied", "satisfied"),
    ("满意率", "Satisfied, share", ("satisfied", "rated")),
    ("代录评价", "Rated by staff", "rated_by_staff"),
    ("代录满意", "Satisfied, by staff", "satisfied_by_staff"),
    ("重办", "Reopened", "reopened"),
    ("现在未办结", "Open now", "open"),
    ("现在超时", "Overdue now", "overdue"),
)
"""Heading in both languages, and the figure or the pair of a share: whoever reads the workbook may read either."""


@staff("cockpit")
def reports(request: LinliRequest) -> HttpResponse:
    """The reports of the acting place; one of them shown, each ready to be taken along."""
    weeks, months = queries.recent_periods(local_date(request.now))
    code = request.GET.get("period", "")
    period = queries.period_of(code) if code else weeks[0]
    context = {
        "weeks": weeks,
        "months": months,
        "report": queries.report_of(request.actor, period, now=request.now),
    }
    return render(request, "workbench/reports.html", context)


@staff("cockpit")
def workbook(request: LinliRequest, code: str) -> HttpResponse:
    """One report as XLSX; numbers are numbers, shares are shares."""
    report = queries.report_of(request.actor, queries.period_of(code), now=request.now)
    response = HttpResponse(_written(report), content_type=XLSX)
    name = _("%(area)s 事项报表 %(period)s") % {"area": report.area, "period": code}
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx") or ""
    return response


def _written(report: Report) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        _figures_sheet(book, report)
        _items_sheet(book, report)
        if report.outcomes:
            _outcomes_sheet(book, report)
    return out.getvalue()


def _figures_sheet(book: xlsxwriter.Workbook, report: Report) -> None:
    """One row a place, the area's own total last."""
    bold, head, share, plain = _formats(book)
    sheet = book.add_worksheet("分地域 By place")
    sheet.write(0, 0, f"{report.area} {report.period.since.isoformat()} – {report.period.last.isoformat()}", bold)
    sheet.write(2, 0, "地域 Place", head)
    for column, (chinese, english, _figure) in enumerate(COLUMNS, start=1):
        sheet.write(2, column, f"{chinese}\n{english}", head)
    rows = [(line.name, line.figures) for line in report.lines] + [("合计 Total", report.total)]
    for row, (name, figures) in enumerate(rows, start=3):
        sheet.write_string(row, 0, name, bold if row == len(rows) + 2 else plain)
        for column, (_chinese, _english, figure) in enumerate(COLUMNS, start=1):
            value = _value(figures, figure)
            if value is not None:
                sheet.write_number(row, column, value, share if isinstance(figure, tuple) else plain)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, len(COLUMNS), 13)
    sheet.set_row(2, 34)
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)


def _items_sheet(book: xlsxwriter.Workbook, report: Report) -> None:
    """What was asked for most, beside as many days before."""
    _bold, head, _share, plain = _formats(book)
    sheet = book.add_worksheet("热点事项 Top items")
    for column, words in enumerate(("事项 Item", "编码 Code", "本期受理 Filed", "上期受理 Filed before")):
        sheet.write(0, column, words, head)
    for row, (name, item) in enumerate(report.items, start=1):
        sheet.write_string(row, 0, name, plain)
        sheet.write_string(row, 1, item.item_code, plain)
        sheet.write_number(row, 2, item.filed, plain)
        sheet.write_number(row, 3, item.before, plain)
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 3, 20)
    sheet.freeze_panes(1, 0)


def _outcomes_sheet(book: xlsxwriter.Workbook, report: Report) -> None:
    """What came of the items that are measured: a block for each, one row a place, the area's own total last."""
    bold, head, _share, plain = _formats(book)
    sheet = book.add_worksheet("办理成果 Outcomes")
    row = 0
    for outcome in report.outcomes:
        sheet.write_string(row, 0, outcome.item, bold)
        for column, words in enumerate(("地域 Place", "答复件数 Answered", *outcome.measures)):
            sheet.write_string(row + 1, column, words, head)
        for down, (name, count, sums) in enumerate(outcome.lines, start=2):
            sheet.write_string(row + down, 0, name, plain)
            for column, value in enumerate((count, *sums), start=1):
                sheet.write_number(row + down, column, value, plain)
        row += len(outcome.lines) + 3
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 8, 20)


def _formats(book: xlsxwriter.Workbook) -> tuple[object, object, object, object]:
    return (
        book.add_format({"bold": True}),
        book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        book.add_format({"num_format": "0.0%"}),
        book.add_format(),
    )


def _value(figures: Figures, figure: str | tuple[str, str]) -> float | None:
    """A count, or a share; nothing where there is nothing to divide by."""
    if isinstance(figure, str):
        return float(getattr(figures, figure))
    n, d = (getattr(figures, name) for name in figure)
    return n / d if d else None
