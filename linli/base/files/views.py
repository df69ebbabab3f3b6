"""Showing an attachment to whoever may see what it hangs on."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse

from linli.base.accounts.public import LinliRequest
from linli.base.files import queries


def show(request: LinliRequest, file_id: UUID) -> FileResponse:
    """The bytes, never sniffed, kept by the browser for an hour and by nobody between."""
    file = queries.file_for(file_id)
    response = FileResponse(default_storage.open(file.path), content_type=file.media_type)
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response
