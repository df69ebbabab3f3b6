from django.urls import URLPattern, path

from linli.affairs.hotline.views import desk, figures, files, sources

app_name = "hotline"
urlpatterns: list[URLPattern] = [
    path("desk/hotline/", desk.inbox, name="inbox"),
    path("desk/hotline/orders/<uuid:order_id>/", desk.order, name="order"),
    path("desk/hotline/orders/<uuid:order_id>/<str:act>/", desk.decide, name="decide"),
    path("desk/hotline/import/", files.imports, name="import"),
    path("desk/hotline/import/<uuid:batch_id>/", files.batch, name="batch"),
    path("desk/hotline/import/<uuid:batch_id>/bad/", files.bad_rows, name="bad_rows"),
    path("desk/hotline/replies/", files.replies, name="replies"),
    path("desk/hotline/replies/export/", files.export, name="export"),
    path("desk/hotline/replies/verdicts/", files.verdicts, name="verdicts"),
    path("desk/hotline/replies/<uuid:batch_id>/<str:form>/", files.exported, name="exported"),
    path("desk/hotline/codes/", sources.codes, name="codes"),
    path("desk/hotline/codes/<uuid:source_id>/", sources.code, name="code"),
    path("desk/hotline/sources/", sources.sources, name="sources"),
    path("desk/hotline/sources/new/", sources.source, name="new_source"),
    path("desk/hotline/sources/<uuid:source_id>/", sources.source, name="source"),
    path("desk/hotline/figures/", figures.figures, name="figures"),
    path("desk/hotline/figures/<str:name>/<str:which>/", figures.figure, name="figure"),
]
