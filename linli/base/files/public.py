"""What other contexts may use of files."""

from linli.base.files.actions import MOST_PHOTOS, Photo, attach, read_photos
from linli.base.files.errors import NotAPhoto, PhotoTooLarge, TooManyPhotos
from linli.base.files.queries import file_for, files_of

__all__ = [
    "MOST_PHOTOS",
    "NotAPhoto",
    "Photo",
    "PhotoTooLarge",
    "TooManyPhotos",
    "attach",
    "file_for",
    "files_of",
    "read_photos",
]
