from django.urls import path

from linli.registers.places.views import browse, change, local_rules, reorganise

app_name = "places"
urlpatterns = [
    path("desk/places/", browse.tree, name="list"),
    path("desk/places/import/", change.import_codes, name="import"),
    path("desk/places/landmarks/<uuid:landmark_id>/remove/", change.remove_landmark, name="remove_landmark"),
    path("desk/places/<uuid:place_id>/", browse.place, name="place"),
    path("desk/places/<uuid:place_id>/grids/", change.add_grid, name="add_grid"),
    path("desk/places/<uuid:place_id>/name/", change.rename, name="rename"),
    path("desk/places/<uuid:place_id>/levels/", change.name_level, name="name_level"),
    path("desk/places/<uuid:place_id>/landmarks/", change.add_landmark, name="add_landmark"),
    path("desk/places/<uuid:place_id>/counts/", change.record_count, name="record_count"),
    path("desk/places/<uuid:place_id>/rules/", local_rules.rules_of, name="rules"),
    path("desk/places/<uuid:place_id>/rules/day/", local_rules.set_day, name="set_day"),
    path("desk/places/<uuid:place_id>/rules/<slug:slug>/", local_rules.set_rule, name="set_rule"),
    path("desk/places/<uuid:place_id>/reorganise/<slug:kind>/", reorganise.reorganise, name="reorganise"),
]
