"""Every address of the system, context by context."""

from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("linli.base.accounts.urls")),
    path("files/", include("linli.base.files.urls")),
]
