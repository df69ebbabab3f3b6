from django.urls import URLPattern, path, re_path

from linli.exchange.interfaces.views import about, feeds, georeport, keys, orders, webhooks

_FORM = r"\.(?P<form>xml|json)$"
app_name = "interfaces"
urlpatterns: list[URLPattern] = [
    path("open/data/", about.about, name="about"),
    path("open/data/matters.csv", feeds.matters_csv, name="csv"),
    path("open/data/matters.geojson", feeds.matters_geojson, name="geojson"),
    path("open311/v2/", about.about, name="root"),
    path("open311/v2/openapi.json", georeport.description, name="openapi"),
    re_path(r"^open311/(?:v2/)?discovery" + _FORM, georeport.discovery, name="discovery"),
    re_path(r"^open311/v2/services" + _FORM, georeport.services, name="services"),
    re_path(r"^open311/v2/services/(?P<code>[A-Za-z0-9_-]+)" + _FORM, georeport.definition, name="definition"),
    re_path(r"^open311/v2/requests" + _FORM, georeport.requests, name="requests"),
    re_path(r"^open311/v2/requests/(?P<number>[A-Za-z0-9_,-]+)" + _FORM, georeport.request_of_number, name="request"),
    re_path(r"^open311/v2/tokens/(?P<given>[A-Za-z0-9_-]+)" + _FORM, georeport.token, name="token"),
    path("open/orders/", orders.orders, name="orders"),
    path("open/orders/replies/", orders.replies, name="order_replies"),
    path("open/orders/verdicts/", orders.verdicts, name="order_verdicts"),
    path("open/orders/openapi.json", orders.description, name="orders_openapi"),
    path("desk/interfaces/", keys.keys, name="keys"),
    path("desk/interfaces/issue/", keys.issue, name="issue"),
    path("desk/interfaces/<uuid:key_id>/revoke/", keys.revoke, name="revoke"),
    path("desk/interfaces/webhooks/", webhooks.webhooks, name="webhooks"),
    path("desk/interfaces/webhooks/<uuid:webhook_id>/", webhooks.webhook, name="webhook"),
    path("desk/interfaces/webhooks/<uuid:webhook_id>/<slug:verb>/", webhooks.change, name="webhook_change"),
    path("desk/interfaces/deliveries/<uuid:delivery_id>/again/", webhooks.again, name="delivery_again"),
]
