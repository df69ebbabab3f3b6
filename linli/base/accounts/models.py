"""Accounts: who may sign in and with what, which sessions are open, and how often something may be tried."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from linli.base.kit.ids import new_id


class Account(AbstractBaseUser):
    """A way to sign in. It points at a person only once the counter or an identity provider has bound it to one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=60, unique=True)
    person_id = models.UUIDField(null=True)
    # Only of an account that is signed in to by a code sent to it. It says nothing of who the person is.
    phone_digest = models.BinaryField(null=True, unique=True)
    phone_sealed = models.BinaryField(null=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    class Meta:
        indexes = [models.Index(fields=["person_id"], name="accounts_by_person")]


class Factor(models.Model):
    """Something the account's owner has beside the password: an app that counts codes, or a security key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=[("codes", "codes"), ("key", "key")])
    name = models.CharField(max_length=40)
    # Of an app its sealed seed; of a key its public key, which is no secret.
    seed_sealed = models.BinaryField(null=True)
    credential = models.BinaryField(null=True)
    credential_id = models.BinaryField(null=True, unique=True)
    # The last half minute whose code was taken, or the key's last counter: a code is good once, a copied key is found out.
    last_count = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account"], name="factors_by_account")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="codes", seed_sealed__isnull=False, credential__isnull=True)
                | models.Q(kind="key", seed_sealed__isnull=True, credential__isnull=False, credential_id__isnull=False),
                name="a_factor_has_a_seed_or_a_key",
            )
        ]


class SpareCode(models.Model):
    """One of the ten codes an owner keeps on paper for the day the phone is gone. Each is good once; only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="spare_codes_of_an_account_differ")]


class Session(models.Model):
    """A browser that is being used; an account's once somebody has signed in. The key itself is only in the browser's cookie."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key_digest = models.BinaryField(unique=True)
    account_id = models.UUIDField(null=True)
    content = models.TextField()
    browser = models.CharField(max_length=60, default="")
    address = models.CharField(max_length=45, default="")
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["account_id"], name="sessions_by_account", condition=models.Q(account_id__isnull=False)
            ),
            models.Index(fields=["ends_at"], name="sessions_by_end"),
        ]


class Limit(models.Model):
    """How often one thing was tried within one window of time. Unlogged: losing it in a crash costs nothing."""

    key = models.CharField(max_length=120, primary_key=True)
    window_at = models.DateTimeField()
    hits = models.IntegerField()


class Handover(models.Model):
    """A one-time code handed over on paper to somebody whom an official has seen: to sign in anew, or to bind an account."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, choices=[("recover", "recover"), ("bind", "bind")])
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")
    person_id = models.UUIDField(null=True)
    digest = models.BinaryField(unique=True)
    issued_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account"], name="handovers_by_account")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="recover", account__isnull=False)
                | models.Q(kind="bind", person_id__isnull=False),
                name="a_code_is_for_an_account_or_a_person",
            )
        ]


class PhoneCode(models.Model):
    """Six digits sent to a phone; good once, for ten minutes, in the browser that asked for them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    phone_digest = models.BinaryField()
    phone_sealed = models.BinaryField()
    code_digest = models.BinaryField()
    ends_at = models.DateTimeField()
    tries = models.IntegerField(default=0)
    used_at = models.DateTimeField(null=True)


class Identity(models.Model):
    """An account as an identity provider knows it: the provider's own unchanging name for its owner."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    provider = models.CharField(max_length=30)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account"], name="identities_by_account")]
        constraints = [
            models.UniqueConstraint(fields=["provider", "subject"], name="a_provider_s_subject_has_one_account")
        ]
