"""Addresses of matters: the residents' and the desk's."""

from linli.affairs.matters.urls import resident, staff

app_name = "matters"
urlpatterns = [*resident.urlpatterns, *staff.urlpatterns]
