from django.urls import URLPattern, path

from linli.affairs.matters.views import asking, resident, told, tracking

urlpatterns: list[URLPattern] = [
    path("ask/", asking.ask, name="ask"),
    path("ask/places/", asking.suggest_places, name="suggest_places"),
    path("ask/items/", asking.suggest_items, name="suggest_items"),
    path("track/", tracking.track, name="track"),
    path("track/<slug:number>/", tracking.tracked, name="tracked"),
    path("track/<slug:number>/receipt/", tracking.receipt, name="receipt"),
    path("track/<slug:number>/photos/<uuid:file_id>/", tracking.photo, name="tracked_photo"),
    path("track/<slug:number>/told/", told.tracked_told, name="tracked_told"),
    path("my/matters/<uuid:matter_id>/told/", told.my_told, name="my_told"),
    path("my/", resident.my, name="my"),
    path("my/notices/", resident.read_notices, name="read_notices"),
    path("my/matters/<uuid:matter_id>/", resident.my_matter, name="my_matter"),
]
