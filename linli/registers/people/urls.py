from django.urls import path

from linli.registers.people.views import enrol, gaps, makeup, resident, staff

app_name = "people"
urlpatterns = [
    path("my/looks/", resident.my_looks, name="my_looks"),
    path("desk/people/", staff.residents, name="list"),
    path("cockpit/people/", makeup.makeup, name="makeup"),
    path("desk/people/coverage/", staff.coverage, name="coverage"),
    path("desk/people/households/new/", enrol.enrol_household, name="enrol_household"),
    path("desk/people/households/<uuid:household_id>/", staff.household, name="household"),
    path("desk/people/households/<uuid:household_id>/place/", enrol.place_household, name="place_household"),
    path("desk/people/households/<uuid:household_id>/visit/", enrol.visit, name="visit"),
    path("desk/people/unvisited/", gaps.unvisited, name="unvisited"),
    path("desk/people/households/<uuid:household_id>/enrol/", enrol.enrol_resident, name="enrol_resident"),
    path("desk/people/<uuid:resident_id>/", staff.resident, name="resident"),
    path("desk/people/<uuid:resident_id>/reveal/", staff.reveal, name="reveal"),
    path("desk/people/<uuid:resident_id>/binding/", enrol.binding, name="binding"),
    path("desk/people/<uuid:resident_id>/looks/", staff.looks, name="looks"),
    path("desk/people/<uuid:resident_id>/correct/", enrol.correct, name="correct"),
    path("desk/people/<uuid:resident_id>/move-out/", enrol.move_out, name="move_out"),
    path("desk/people/<uuid:resident_id>/circumstances/", enrol.add_circumstance, name="add_circumstance"),
    path(
        "desk/people/<uuid:resident_id>/circumstances/<uuid:circumstance_id>/end/",
        enrol.end_circumstance,
        name="end_circumstance",
    ),
]
