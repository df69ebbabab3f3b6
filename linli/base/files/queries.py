"""Reading attachments; the walls of the subject decide, by the policy its context put on this table."""

from collections.abc import Iterable
from uuid import UUID

from linli.base.files.models import File
from linli.base.kit.find import one


def files_of(subject_ids: Iterable[UUID]) -> list[File]:
    """The attachments of some subjects, oldest first."""
    return list(File.objects.filter(subject_id__in=list(subject_ids)).order_by("id"))


def file_for(file_id: UUID) -> File:
    """One attachment the actor may see."""
    return one(File.objects, id=file_id)
