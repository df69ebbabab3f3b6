"""The verbs of the catalogue: a version is drafted, published in place of the former, withdrawn. Nothing published changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from linli.affairs.catalogue import errors, permissions
from linli.affairs.catalogue.models import Item, ItemVersion
from linli.affairs.catalogue.states import COLUMN_NAMES
from linli.base.journal import public as journal
from linli.base.kit.actor import Actor
from linli.base.kit.find import one

COLUMNS = tuple(COLUMN_NAMES)
"""What a version says, as against which version it is."""


@transaction.atomic
def draft_version(
    *, code: str, values: Mapping[str, Any], actor: Actor, now: datetime, field_code: str = ""
) -> ItemVersion:
    """Write an item's draft: a new version on top of the newest, or the draft there is; with `field_code` a new item.

    `values` are columns of `ItemVersion` (`COLUMNS`); those not given are taken over from the newest version.
    """
    permissions.require(actor, "draft")
    item = _item(code, field_code)
    newest = item.versions.order_by("-number").first()
    if newest is not None and newest.status == "draft":
        draft = newest
    else:
        number = (item.versions.aggregate(last=Max("number"))["last"] or 0) + 1
        taken = {name: getattr(newest, name) for name in COLUMNS} if newest else {}
        draft = ItemVersion(item=item, number=number, status="draft", **taken)
    for name in COLUMNS:
        if name in values:
            setattr(draft, name, values[name])
    _check(draft)
    draft.save()
    _record(actor, "catalogue.drafted", draft, now)
    return draft


@transaction.atomic
def publish(*, version_id: UUID, actor: Actor, now: datetime) -> ItemVersion:
    """Publish a draft; the version published until now is withdrawn in the same moment."""
    permissions.require(actor, "publish")
    version = _locked(version_id)
    if version.status != "draft":
        raise errors.NotADraft(item=version.name, number=version.number)
    _check(version)
    version.item.versions.filter(status="published").update(status="withdrawn", withdrawn_at=now)
    version.status, version.published_at = "published", now
    version.save(update_fields=["status", "published_at"])
    _record(actor, "catalogue.published", version, now)
    return version


@transaction.atomic
def withdraw(*, version_id: UUID, actor: Actor, now: datetime) -> ItemVersion:
    """Stop offering an item; matters that rest on the version go on under it."""
    permissions.require(actor, "withdraw")
    version = _locked(version_id)
    if version.status != "published":
        raise errors.NotPublished(item=version.name, number=version.number)
    version.status, version.withdrawn_at = "withdrawn", now
    version.save(update_fields=["status", "withdrawn_at"])
    _record(actor, "catalogue.withdrawn", version, now)
    return version


def _item(code: str, field_code: str) -> Item:
    """The item, locked so that two drafts never get one number; with a field, a new item of that field."""
    if field_code:
        item, is_new = Item.objects.get_or_create(code=code, defaults={"field_id": field_code})
        if not is_new:
            raise errors.CodeTaken(code=code)
        return item
    found = Item.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise errors.NoSuchItem
    return found


def _locked(version_id: UUID) -> ItemVersion:
    return one(ItemVersion.objects.select_related("item").select_for_update(), id=version_id)


def _check(version: ItemVersion) -> None:
    """Refuse what would leave a resident or a desk without a way on."""
    if version.standing == "barred" and not version.go_instead.strip():
        raise errors.NoInstead
    if version.about_body and version.publication != "none":
        raise errors.ComplaintsStayPrivate
    if version.handler_role == "department_clerk" and not version.department.strip():
        raise errors.NoHandler
    if version.answer_days and version.close_days and version.close_days < version.answer_days:
        raise errors.PromiseOutOfOrder(answer=version.answer_days, close=version.close_days)


def _record(actor: Actor, act: str, version: ItemVersion, now: datetime) -> None:
    code, name, number = version.item.code, version.name, version.number
    journal.record(actor, act, "item", version.item_id, at=now, code=code, name=name, number=number)
