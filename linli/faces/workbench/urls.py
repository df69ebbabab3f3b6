from django.urls import path

from linli.faces.workbench.views import pages, reports

app_name = "workbench"
urlpatterns = [
    path("desk/search/", pages.search, name="search"),
    path("desk/grid/", pages.grid, name="grid"),
    path("desk/notices/", pages.told, name="notices"),
    path("desk/reports/", reports.reports, name="reports"),
    path("desk/reports/<str:code>.xlsx", reports.workbook, name="report"),
]
