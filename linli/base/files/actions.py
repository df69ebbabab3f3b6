"""Taking photos in: checked, turned upright, shrunk, and stripped of where and with what they were taken."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from linli.base.files import errors
from linli.base.files.models import File

MOST_PHOTOS = 9
MOST_BYTES = 10_000_000
LONGEST_SIDE = 2048
MOST_PIXELS = 60_000_000


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that has been checked and re-encoded, not yet stored."""

    jpeg: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        """What it is stored under."""
        return hashlib.sha256(self.jpeg).hexdigest()


def read_photos(uploads: Sequence["UploadedFile[Any]"]) -> list[Photo]:
    """Check and re-encode the uploads; raises `TooManyPhotos`, `PhotoTooLarge` or `NotAPhoto` and stores nothing."""
    if len(uploads) > MOST_PHOTOS:
        raise errors.TooManyPhotos(most=MOST_PHOTOS, count=len(uploads))
    return [_read(upload) for upload in uploads]


def _read(upload: "UploadedFile[Any]") -> Photo:
    name = (upload.name or "")[:60]
    if (upload.size or 0) > MOST_BYTES:
        raise errors.PhotoTooLarge(name=name, size=(upload.size or 0) // 1_000_000, most=MOST_BYTES // 1_000_000)
    try:
        with Image.open(upload, formats=["JPEG", "PNG", "WEBP"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise errors.PhotoTooLarge(
                    name=name, size=(upload.size or 0) // 1_000_000, most=MOST_BYTES // 1_000_000
                )
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as problem:
        raise errors.NotAPhoto(name=name) from problem
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=82, optimize=True)
    return Photo(out.getvalue(), upright.width, upright.height)


def attach(*, photos: Sequence[Photo], subject_kind: str, subject_id: UUID, now: datetime) -> list[UUID]:
    """Store the photos on a subject; the bytes are written before the rows, so no row ever points at nothing."""
    files = [
        File(
            subject_kind=subject_kind,
            subject_id=subject_id,
            sha256=photo.sha256,
            media_type="image/jpeg",
            size=len(photo.jpeg),
            width=photo.width,
            height=photo.height,
            added_at=now,
        )
        for photo in photos
    ]
    for file, photo in zip(files, photos, strict=True):
        if not default_storage.exists(file.path):
            default_storage.save(file.path, ContentFile(photo.jpeg))
    File.objects.bulk_create(files)
    return [file.id for file in files]
