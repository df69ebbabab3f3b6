from django.urls import URLPattern, path

from linli.affairs.callbacks.views import public, rounds

app_name = "callbacks"
urlpatterns: list[URLPattern] = [
    path("desk/callbacks/", rounds.home, name="home"),
    path("desk/callbacks/rounds/", rounds.rounds, name="rounds"),
    path("desk/callbacks/rounds/<uuid:round_id>/<str:move>/", rounds.move, name="move_round"),
    path("callbacks/", public.overview, name="public"),
    path("callbacks/<str:number>/", public.one, name="public_round"),
    path("callbacks/<str:number>/list.csv", public.list_csv, name="list"),
]
