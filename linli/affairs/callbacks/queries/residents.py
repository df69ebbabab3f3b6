"""What a resident may still answer."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from linli.affairs.callbacks.models import Call, Claim
from linli.affairs.callbacks.states import ANSWERED, DRAWN, PUBLISHED
from linli.affairs.matters import public as matters
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.errors import NotFound


def invitation(actor: Actor, matter_id: UUID, number: str) -> matters.Invitation | None:
    """The way to the questions, where the matter was drawn and isn't answered, as long as the results aren't public."""
    drawn = Call.objects.filter(matter_id=matter_id, round__state=DRAWN).exclude(state=ANSWERED)
    address = reverse("callbacks:own" if actor.sight is Sight.SELF else "callbacks:tracked", args=[number])
    if Claim.objects.filter(matter_id=matter_id, state=PUBLISHED).exists():
        return matters.Invitation(address, _("您的回答经认定不计入满意度"), _("看为什么，不同意的提出异议"))
    if not drawn.exists():
        return None
    return matters.Invitation(address, _("这件事抽中了满意度回访"), _("说说办得怎么样"))


def own_matter_id(number: str) -> UUID:
    """The matter of that number that the resident was or may be asked about; raises `NotFound`."""
    found = Call.objects.filter(number=number).values_list("matter_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def own_call(number: str) -> Call:
    """The call about the matter of that number which the resident sees; raises `NotFound`."""
    found = Call.objects.filter(number=number, round__state=DRAWN).select_related("round").first()
    if found is None:
        raise NotFound
    return found
