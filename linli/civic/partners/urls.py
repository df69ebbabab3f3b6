from django.urls import URLPattern, path

from linli.civic.partners.views import near, open_list, orders, providers

app_name = "partners"
urlpatterns: list[URLPattern] = [
    path("open/providers/", open_list.providers, name="open"),
    path("desk/providers/", providers.listed, name="providers"),
    path("desk/providers/new/", providers.new, name="new"),
    path("desk/providers/near/", near.ten_minutes, name="near"),
    path("desk/providers/orders/", orders.orders, name="orders"),
    path("desk/providers/orders/new/<uuid:matter_id>/", orders.place, name="place"),
    path("desk/providers/orders/<uuid:order_id>/", orders.order, name="order"),
    path("desk/providers/orders/<uuid:order_id>/<str:name>/", orders.move, name="move"),
    path("desk/providers/<uuid:provider_id>/", providers.provider, name="provider"),
    path("desk/providers/<uuid:provider_id>/edit/", providers.edit, name="edit"),
    path("desk/providers/<uuid:provider_id>/serve/", providers.serve, name="serve"),
    path("desk/providers/<uuid:provider_id>/turn/<str:to>/", providers.turn, name="turn"),
]
