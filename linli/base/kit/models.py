"""The one table of the kit: which jobs nobody needs at present."""

from django.db import models


class Unheard(models.Model):
    """A job that events need not store for now, because whoever it serves isn't there: no webhook listens, say."""

    task = models.CharField(max_length=80, primary_key=True)

    def __str__(self) -> str:
        return self.task
