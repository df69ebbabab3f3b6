from django.urls import URLPattern, path

from linli.affairs.catalogue.views import resident, staff

app_name = "catalogue"
urlpatterns: list[URLPattern] = [
    path("open/items/", resident.items, name="items"),
    path("open/items/<slug:code>/", resident.item, name="item"),
    path("desk/catalogue/", staff.shelf, name="list"),
    path("desk/catalogue/new/", staff.new_item, name="new"),
    path("desk/catalogue/<slug:code>/", staff.item, name="detail"),
    path("desk/catalogue/<slug:code>/draft/", staff.draft, name="draft"),
    path("desk/catalogue/<slug:code>/publish/", staff.publish, name="publish"),
    path("desk/catalogue/<slug:code>/withdraw/", staff.withdraw, name="withdraw"),
]
