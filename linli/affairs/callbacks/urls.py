from django.urls import URLPattern, path

from linli.affairs.callbacks.views import calls, claims, public, resident, results, rounds, signals

app_name = "callbacks"
urlpatterns: list[URLPattern] = [
    path("desk/callbacks/", rounds.home, name="home"),
    path("desk/callbacks/rounds/", rounds.rounds, name="rounds"),
    path("desk/callbacks/rounds/<uuid:round_id>/<str:move>/", rounds.move, name="move_round"),
    path("desk/callbacks/calls/", calls.calls, name="calls"),
    path("desk/callbacks/calls/<uuid:call_id>/", calls.one, name="call"),
    path("desk/callbacks/calls/<uuid:call_id>/show/", calls.show, name="show"),
    path("desk/callbacks/calls/<uuid:call_id>/attempt/", calls.attempt, name="attempt"),
    path("desk/callbacks/calls/<uuid:call_id>/answer/", calls.answer, name="answer"),
    path("desk/callbacks/calls/<uuid:call_id>/correct/", calls.correct, name="correct"),
    path("desk/callbacks/follow-ups/", calls.follow_ups, name="follow_ups"),
    path("desk/callbacks/follow-ups/<uuid:follow_up_id>/", calls.report, name="report"),
    path("desk/callbacks/results/", results.newest, name="results"),
    path("desk/callbacks/results/<str:number>/", results.results, name="results_of"),
    path("desk/callbacks/results/<str:number>/<str:measure>/", results.rows, name="rows"),
    path("desk/callbacks/signals/", signals.newest, name="signals"),
    path("desk/callbacks/signals/<str:number>/", signals.signals, name="signals_of"),
    path("desk/callbacks/signals/<str:number>/<str:name>/<str:which>/", signals.rows, name="signal_rows"),
    path("desk/callbacks/claims/", claims.claims, name="claims"),
    path("desk/callbacks/claims/about/<uuid:call_id>/", claims.propose, name="propose"),
    path("desk/callbacks/claims/<uuid:claim_id>/", claims.one, name="claim"),
    path("desk/callbacks/claims/<uuid:claim_id>/evidence/<uuid:file_id>/", claims.evidence, name="evidence"),
    path("desk/callbacks/claims/<uuid:claim_id>/<str:move>/", claims.move, name="move_claim"),
    path("callbacks/", public.overview, name="public"),
    path("callbacks/not-counted/", public.not_counted, name="not_counted"),
    path("callbacks/<str:number>/", public.one, name="public_round"),
    path("callbacks/<str:number>/list.csv", public.list_csv, name="list"),
    path("track/<str:number>/callback/", resident.tracked, name="tracked"),
    path("track/<str:number>/callback/contest/", resident.contest, name="contest"),
    path("my/callbacks/<str:number>/", resident.own, name="own"),
    path("my/callbacks/<str:number>/contest/", resident.contest_own, name="contest_own"),
]
