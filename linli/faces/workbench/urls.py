from django.urls import path

from linli.faces.workbench.views import gaps, pages, reports

app_name = "workbench"
urlpatterns = [
    path("desk/search/", pages.search, name="search"),
    path("desk/grid/", pages.grid, name="grid"),
    path("desk/notices/", pages.told, name="notices"),
    path("desk/gaps/", gaps.gaps, name="gaps"),
    path("desk/gaps/places/", gaps.blind, name="gaps_places"),
    path("desk/gaps/matters/", gaps.unhandled, name="gaps_matters"),
    path("desk/gaps/disputes/", gaps.unowned, name="gaps_disputes"),
    path("desk/reports/", reports.reports, name="reports"),
    path("desk/reports/<str:code>.xlsx", reports.workbook, name="report"),
]
