from django.urls import path

from linli.base.notices.views import log, own, wordings

app_name = "notices"
urlpatterns = [
    path("notices/settings/", own.reach, name="reach"),
    path("notices/settings/address/", own.address, name="address"),
    path("notices/settings/confirm/", own.confirm, name="confirm"),
    path("desk/messages/", log.log, name="log"),
    path("desk/messages/wordings/", wordings.wordings, name="wordings"),
    path("desk/messages/wordings/<str:kind>/<slug:channel>/", wordings.wording, name="wording"),
    path("desk/messages/<uuid:message_id>/resend/", log.resend, name="resend"),
]
