"""Files in and out: orders examined and taken, replies exported, verdicts read."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from linli.affairs.hotline import actions, errors, queries
from linli.affairs.hotline.forms import ExportForm, FileForm
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit import clock
from linli.base.kit.errors import NotFound, Refusal

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
COUNTED: dict[str, str | Promise] = {
    "rows": gettext_lazy("文件里一共"),
    "new": gettext_lazy("新工单"),
    "ready": gettext_lazy("马上派出"),
    "item": gettext_lazy("待对应事项"),
    "place": gettext_lazy("待定地点"),
    "twin": gettext_lazy("疑似重复"),
    "urged": gettext_lazy("原有工单，催办"),
    "changed": gettext_lazy("原有工单，改了内容"),
    "again": gettext_lazy("退单后又派来"),
    "unchanged": gettext_lazy("原有工单，没有变化"),
    "bad": gettext_lazy("有问题，读不了"),
}


@staff("hotline")
@cache_control(no_store=True)
def imports(request: LinliRequest) -> HttpResponse:
    """Upload a file to have it examined; the newest files below."""
    sources = queries.sources(request.actor)
    form = FileForm(request.POST or None, request.FILES or None, sources=sources)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = actions.examine(
                source_id=UUID(form.cleaned_data["source"]),
                content=file.read(),
                file_name=file.name,
                actor=request.actor,
                now=request.now,
            )
        except Refusal as refused:
            refusal = refused
        else:
            return redirect("hotline:batch", batch.id)
    status = refusal.status if refusal else 400 if form.errors else 200
    context = {
        "form": form,
        "refusal": refusal,
        "has_sources": bool(sources),
        "batches": queries.batches(request.actor, "orders"),
    }
    return render(request, "hotline/imports.html", context, status=status)


@staff("hotline")
@cache_control(no_store=True)
def batch(request: LinliRequest, batch_id: UUID) -> HttpResponse:
    """What a file does, or did; posted, its sound rows are taken."""
    found = queries.batch_for(request.actor, batch_id)
    if request.method == "POST":
        try:
            taken = actions.take_batch(batch_id=batch_id, actor=request.actor, now=request.now)
        except Refusal as refusal:
            return _batch_page(request, found, refusal)
        n = taken.arrived.new
        messages.success(request, ngettext("导入了 %(n)s 件新工单。", "导入了 %(n)s 件新工单。", n) % {"n": n})
        if taken.sent is None:
            messages.info(request, _("工单较多，正在后台派出，几分钟内派完。"))
        return redirect("hotline:batch", batch_id)
    return _batch_page(request, found)


def _batch_page(request: LinliRequest, found: queries.Batch, refusal: Refusal | None = None) -> HttpResponse:
    lines = [(said, found.counts.get(name, 0), name) for name, said in COUNTED.items()]
    context = {
        "batch": found,
        "lines": [line for line in lines if line[1] or line[2] in ("rows", "new", "bad")],
        "bad": found.counts.get("bad", 0),
        "sound": found.counts.get("rows", 0) - found.counts.get("bad", 0),
        "is_open": found.state == "examined" and found.content_sealed is not None,
        "has_bad_file": found.bad_sealed is not None,
        "refusal": refusal,
    }
    return render(request, "hotline/batch.html", context, status=refusal.status if refusal else 200)


@staff("hotline")
@cache_control(no_store=True)
def bad_rows(request: LinliRequest, batch_id: UUID) -> HttpResponse:
    """The rows that can't be taken, in the form they came in, with the reasons beside them."""
    found = queries.batch_for(request.actor, batch_id)
    try:
        content = actions.bad_file(found)
    except errors.NothingToTake as gone:
        raise NotFound from gone
    return _download(content, found.form, _("要改的工单"))


def _download(content: bytes, form: str, stem: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPES[form])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{stem}.{form}") or ""
    return response


@staff("hotline")
@cache_control(no_store=True)
def replies(request: LinliRequest) -> HttpResponse:
    """What is due by source, the files that went out, and where verdicts come in."""
    return _replies_page(request, FileForm(sources=queries.sources(request.actor)))


def _replies_page(
    request: LinliRequest, form: FileForm, *, refusal: Refusal | None = None, judged: actions.Judged | None = None
) -> HttpResponse:
    due = queries.due_counts(request.actor)
    context = {
        "sources": [(source, due.get(source.id, 0)) for source in queries.sources(request.actor)],
        "batches": queries.batches(request.actor, "replies", "verdicts"),
        "form": form,
        "refusal": refusal,
        "judged": judged,
    }
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "hotline/replies.html", context, status=status)


@staff("hotline")
@require_POST
def export(request: LinliRequest) -> HttpResponse:
    """A file of what changed since the last one."""
    form = ExportForm(request.POST)
    if not form.is_valid():
        return redirect("hotline:replies")
    try:
        made = actions.export_replies(
            source_id=form.cleaned_data["source"],
            form=form.cleaned_data["form"],
            actor=request.actor,
            now=request.now,
        )
    except Refusal as refusal:
        return _replies_page(request, FileForm(sources=queries.sources(request.actor)), refusal=refusal)
    return _replies_file(made, made.form)


@staff("hotline")
@cache_control(no_store=True)
def exported(request: LinliRequest, batch_id: UUID, form: str) -> HttpResponse:
    """The same file once more, in any form."""
    found = queries.batch_for(request.actor, batch_id)
    if found.kind != "replies" or form not in CONTENT_TYPES:
        raise NotFound
    return _replies_file(found, form)


def _replies_file(found: queries.Batch, form: str) -> HttpResponse:
    content = actions.replies_file(queries.replies_in(found), found.source.writes, form)
    stem = _("热线回复 %(at)s") % {"at": found.at.astimezone(clock.CHINA).strftime("%Y%m%d-%H%M")}
    return _download(content, form, stem)


@staff("hotline")
@require_POST
def verdicts(request: LinliRequest) -> HttpResponse:
    """Read what the source thinks of our replies."""
    form = FileForm(request.POST, request.FILES, sources=queries.sources(request.actor))
    if not form.is_valid():
        return _replies_page(request, form)
    file = form.cleaned_data["file"]
    try:
        judged = actions.judge_file(
            source_id=UUID(form.cleaned_data["source"]),
            content=file.read(),
            file_name=file.name,
            actor=request.actor,
            now=request.now,
        )
    except Refusal as refusal:
        return _replies_page(request, form, refusal=refusal)
    return _replies_page(request, FileForm(sources=queries.sources(request.actor)), judged=judged)
