"""What other contexts may use of bodies."""

from linli.registers.bodies.models import Post
from linli.registers.bodies.permissions import LEVEL_DESK, ROLES, Role
from linli.registers.bodies.queries import answering_post, answering_posts, department_posts, desk_at, titles_of

__all__ = [
    "LEVEL_DESK",
    "ROLES",
    "Post",
    "Role",
    "answering_post",
    "answering_posts",
    "department_posts",
    "desk_at",
    "titles_of",
]
