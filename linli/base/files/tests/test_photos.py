"""Taking photos in: whatever is no photo is refused by name, and what is stored says nothing about where it was taken."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import DatabaseError
from PIL import Image
from pytest_django import Settings

from linli.base.files import actions, errors
from linli.base.files import public as files
from linli.base.files.models import File
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.errors import NotFound
from linli.base.kit.ids import new_id
from linli.base.kit.tests.factories import Area, post, resident

NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
JOB = Actor.system("test")
ORIENTATION, GPS = 0x0112, 0x8825


def upload(content: bytes, name: str = "路灯.jpg") -> SimpleUploadedFile:
    """What a phone sends."""
    return SimpleUploadedFile(name, content, "image/jpeg")


def picture(width: int = 40, height: int = 20, kind: str = "JPEG", mode: str = "RGB", **options: Any) -> bytes:
    """A picture whose left half is red."""
    made = Image.new("RGB", (width, height))
    made.paste("red", (0, 0, width // 2, height))
    out = io.BytesIO()
    made.convert(mode).save(out, kind, **options)
    return out.getvalue()


@pytest.fixture(autouse=True)
def storage(settings: Settings, tmp_path: Path) -> None:
    """A folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB"), ("JPEG", "L")]
)
def test_what_a_phone_takes_is_read_and_made_a_jpeg(kind: str, mode: str) -> None:
    [photo] = files.read_photos([upload(picture(kind=kind, mode=mode))])
    assert (photo.width, photo.height, photo.jpeg[:2]) == (40, 20, b"\xff\xd8")


def test_a_photo_is_turned_upright_and_loses_what_it_knew() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (39.0, 56.0, 6.0)}
    exif[0x010F] = "Some maker"
    [photo] = files.read_photos([upload(picture(exif=exif))])
    assert (photo.width, photo.height) == (20, 40)
    stored = Image.open(io.BytesIO(photo.jpeg))
    assert dict(stored.getexif()) == {}
    assert b"Exif" not in photo.jpeg


def test_a_large_photo_is_shrunk() -> None:
    [photo] = files.read_photos([upload(picture(4096, 1024))])
    assert (photo.width, photo.height) == (2048, 512)


def zipped() -> bytes:
    """An archive under a photo's name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x" * 1000)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        zipped(),
        b"",
        b"\xff\xd8\xff",
        picture()[:60],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture(kind="GIF", mode="P"),
    ],
    ids=["zip", "nothing", "three bytes", "cut off", "svg", "gif"],
)
def test_what_is_no_photo_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(errors.NotAPhoto, match=r"路灯\.jpg"):
        files.read_photos([upload(picture()), upload(content)])


def test_too_many_too_large_and_too_many_pixels() -> None:
    with pytest.raises(errors.TooManyPhotos, match="9 张照片，您选了 12 张"):
        files.read_photos([upload(picture())] * 12)
    with pytest.raises(errors.PhotoTooLarge, match="11 MB，超过了 10 MB"):
        files.read_photos([upload(b"\0" * 11_000_000)])
    with pytest.raises(errors.PhotoTooLarge):
        files.read_photos([upload(picture(9000, 9000, "PNG", "1"))])


@pytest.mark.django_db
def test_attached_photos_are_stored_under_their_hash_and_found_by_subject() -> None:
    subject, other = new_id(), new_id()
    photos = files.read_photos([upload(picture()), upload(picture(20, 20))])
    with walls.acting(JOB):
        ids = files.attach(photos=photos, subject_kind="thing", subject_id=subject, now=NOW)
        again = files.attach(photos=photos[:1], subject_kind="thing", subject_id=other, now=NOW)
        found = files.files_of([subject])
        assert [file.id for file in found] == ids
        assert [file.sha256 for file in found] == [photo.sha256 for photo in photos]
        with default_storage.open(found[0].path) as stored:
            assert stored.read() == photos[0].jpeg
        assert files.file_for(again[0]).path == found[0].path
        with pytest.raises(NotFound):
            files.file_for(new_id())


def run(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Raw SQL as the application role."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def attach_one() -> None:
    """A photo on a subject of a kind that no context has opened."""
    with walls.acting(JOB):
        actions.attach(
            photos=files.read_photos([upload(picture())]), subject_kind="nobody's", subject_id=new_id(), now=NOW
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "actor",
    [
        post(Area(), Level.CITY, "matters people journal intake"),
        resident(new_id()),
        Actor.intake(),
        Actor.tracking(new_id()),
    ],
    ids=lambda actor: actor.label,
)
def test_a_file_is_behind_the_wall_until_its_context_opens_it(actor: Actor) -> None:
    attach_one()
    with walls.acting(actor):
        assert run("SELECT count(*) FROM files_file") == [(0,)]
        assert run("UPDATE files_file SET size = 1 RETURNING id") == []
        assert run("DELETE FROM files_file RETURNING id") == []
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            run(
                "INSERT INTO files_file (id, subject_kind, subject_id, sha256, media_type, size, width, height, added_at)"
                " VALUES (%s, %s, %s, 'x', 'x', 1, 1, 1, now())",
                new_id(),
                "nobody's",
                new_id(),
            )
    with walls.acting(JOB):
        assert File.objects.count() == 1


def test_without_an_actor_no_file_is_seen(committed_db: str, app_sql: psycopg.Connection[Any]) -> None:
    attach_one()
    assert app_sql.execute("SELECT count(*) FROM files_file").fetchone() == (0,)
