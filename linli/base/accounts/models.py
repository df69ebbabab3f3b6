"""Accounts: who may sign in, and how often something may be tried."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from linli.base.kit.ids import new_id


class Account(AbstractBaseUser):
    """A way to sign in. It points at a person only once the counter or an identity provider has bound it to one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=60, unique=True)
    person_id = models.UUIDField(null=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    class Meta:
        indexes = [models.Index(fields=["person_id"], name="accounts_by_person")]


class Limit(models.Model):
    """How often one thing was tried within one window of time. Unlogged: losing it in a crash costs nothing."""

    key = models.CharField(max_length=120, primary_key=True)
    window_at = models.DateTimeField()
    hits = models.IntegerField()
