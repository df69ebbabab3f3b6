from django.urls import path

from linli.affairs.matters.views import (
    staff_intake,
    staff_lists,
    staff_matter,
    staff_rulings,
    staff_sheets,
    staff_supervision,
    told,
)

urlpatterns = [
    path("desk/", staff_lists.inbox, name="list"),
    path("desk/items/", staff_lists.suggest_items, name="item_fills"),
    path("desk/bulk/", staff_lists.bulk, name="bulk"),
    path("desk/intake/", staff_intake.intake, name="intake"),
    path("desk/intake/items/", staff_intake.intake_items, name="intake_items"),
    path("desk/intake/places/", staff_intake.intake_places, name="intake_places"),
    path("desk/intake/beside/", staff_intake.intake_beside, name="intake_beside"),
    path("desk/supervision/", staff_supervision.supervision, name="supervision"),
    path("desk/supervision/<str:name>/<str:which>/", staff_supervision.supervised, name="supervised"),
    path("desk/rulings/", staff_rulings.rulings, name="rulings"),
    path("desk/rulings/<uuid:ruling_id>/", staff_rulings.ruling, name="ruling"),
    path("desk/matters/<uuid:matter_id>/", staff_matter.matter, name="desk_matter"),
    path("desk/matters/<uuid:matter_id>/told/", told.desk_told, name="desk_told"),
    path("desk/matters/<uuid:matter_id>/same-phone/", staff_matter.same_phone, name="same_phone"),
    path("desk/matters/<uuid:matter_id>/sheet/<str:kind>/", staff_sheets.sheet, name="sheet"),
    path("desk/matters/<uuid:matter_id>/<str:name>/", staff_matter.move, name="move"),
]
