from django.urls import path

from linli.affairs.mediation.views import resident, staff_agreement, staff_dispute, staff_figures, staff_lists

app_name = "mediation"
urlpatterns = [
    path("desk/mediation/", staff_lists.disputes, name="list"),
    path("desk/mediation/joint/", staff_lists.joint, name="joint"),
    path("desk/mediation/figures/", staff_figures.shown, name="figures"),
    path("desk/mediation/new/", staff_lists.new, name="new"),
    path("desk/mediation/<uuid:dispute_id>/", staff_dispute.dispute, name="dispute"),
    path("desk/mediation/<uuid:dispute_id>/parties/", staff_dispute.add_party, name="add_party"),
    path("desk/mediation/<uuid:dispute_id>/parties/<uuid:party_id>/willing/", staff_dispute.willing, name="willing"),
    path("desk/mediation/<uuid:dispute_id>/parties/<uuid:party_id>/phone/", staff_dispute.phone, name="phone"),
    path("desk/mediation/<uuid:dispute_id>/agreement/", staff_agreement.draw, name="draw"),
    path("desk/mediation/<uuid:dispute_id>/agreement.pdf", staff_agreement.paper, name="paper"),
    path("desk/mediation/<uuid:dispute_id>/<str:name>/", staff_dispute.move, name="move"),
    path("my/mediation/", resident.my_disputes, name="my"),
    path("my/mediation/<uuid:dispute_id>/", resident.my_dispute, name="my_dispute"),
    path("mediation/check/", resident.check, name="check"),
]
