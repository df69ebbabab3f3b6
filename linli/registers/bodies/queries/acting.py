"""Who someone acts as: what sign-in asks of bodies, one statement each."""

from uuid import UUID

from django.db import connection
from django.utils.translation import get_language

from linli.base.accounts.public import Known, PostChoice
from linli.base.kit.actor import Actor, Level, Sight
from linli.registers.bodies.models import Post
from linli.registers.bodies.permissions import ROLES

_ACTOR = "SELECT * FROM bodies_actor_of(%s, %s)"
_POSTS = "SELECT post_id, title, title_en, body_name, body_name_en, place_name, place_name_en, stands_in FROM bodies_posts_of(%s)"


def actor_source(account_id: UUID, post_id: UUID | None) -> Known | None:
    """The actor for an account and one of its posts, in one statement; None when the post or account has ended."""
    with connection.cursor() as cursor:
        cursor.execute(_ACTOR, [account_id, post_id])
        row = cursor.fetchone()
    if row is None:
        return None
    password, person_id, person_name, role_name, title, title_en, body_id, place_id, level, *chain = row
    if post_id is None:
        resident = Actor(
            sight=Sight.SELF, label="resident", role="resident", account_id=account_id, person_id=person_id
        )
        return Known(resident, password)
    role = ROLES[role_name]
    actor = Actor(
        sight=role.sight,
        label=f"{title} {person_name}",
        label_en=f"{person_name}, {title_en}" if title_en else "",
        role=role.name,
        account_id=account_id,
        person_id=person_id,
        post_id=post_id,
        body_id=body_id,
        place_id=place_id,
        level=Level(level),
        chain=tuple(chain),
        capabilities=role.capabilities,
    )
    return Known(actor, password)


def post_choices(account_id: UUID) -> list[PostChoice]:
    """The posts an account's person holds now, the one that may do most first; then those it stands in for."""
    is_english = get_language() == "en"
    with connection.cursor() as cursor:
        cursor.execute(_POSTS, [account_id])
        rows = cursor.fetchall()
    roles = dict(Post.objects.filter(id__in=[row[0] for row in rows]).values_list("id", "role"))
    rows.sort(key=lambda row: (row[7], -len(ROLES[roles[row[0]]].capabilities)))
    choices = []
    for post_id, title, title_en, body, body_en, place, place_en, stands_in in rows:
        names = (title_en or title, body_en or body, place_en or place) if is_english else (title, body, place)
        choices.append(PostChoice(post_id, *names, stands_in))
    return choices
