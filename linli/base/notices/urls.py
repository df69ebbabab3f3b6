from django.urls import path

from linli.base.notices.views import log, own

app_name = "notices"
urlpatterns = [
    path("notices/settings/", own.reach, name="reach"),
    path("notices/settings/address/", own.address, name="address"),
    path("notices/settings/confirm/", own.confirm, name="confirm"),
    path("desk/messages/", log.log, name="log"),
    path("desk/messages/<uuid:message_id>/resend/", log.resend, name="resend"),
]
