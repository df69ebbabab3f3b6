"""Every address of the system, context by context."""

from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("linli.base.accounts.urls")),
    path("files/", include("linli.base.files.urls")),
    path("", include("linli.base.ui.urls")),
    path("", include("linli.base.journal.urls")),
    path("", include("linli.base.notices.urls")),
    path("", include("linli.registers.places.urls")),
    path("", include("linli.registers.people.urls")),
    path("", include("linli.registers.bodies.urls")),
    path("", include("linli.affairs.catalogue.urls")),
    path("", include("linli.affairs.hotline.urls")),
    path("", include("linli.affairs.matters.urls")),
    path("", include("linli.affairs.ledgers.urls")),
    path("", include("linli.affairs.campaigns.urls")),
    path("", include("linli.affairs.mediation.urls")),
    path("", include("linli.affairs.callbacks.urls")),
    path("", include("linli.civic.partners.urls")),
    path("", include("linli.exchange.interfaces.urls")),
    path("", include("linli.faces.workbench.urls")),
    path("", include("linli.faces.cockpit.urls")),
    path("", include("linli.faces.portal.urls")),
]
