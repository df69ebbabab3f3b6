"""Webhooks and their log are seen by the administrators of their area alone; only the jobs may forget a delivery."""

from django.conf import settings
from django.db import migrations

from linli.base.kit.walls import has, in_subtree, is_sight, lower_wall, policy, raise_wall

APP = settings.DATABASES["default"]["USER"]
OURS = f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('interfaces')} AND {in_subtree()}))"
OF_OURS = "EXISTS (SELECT 1 FROM interfaces_webhook w WHERE w.id = webhook_id)"


class Migration(migrations.Migration):
    dependencies = [("interfaces", "0004_webhooks"), ("kit", "0001_walls")]
    operations = [
        migrations.RunSQL(
            [
                raise_wall("interfaces_webhook"),
                raise_wall("interfaces_delivery"),
                policy("interfaces_webhook", name="webhooks_of_the_subtree", using=OURS),
                policy("interfaces_delivery", name="logged_with_their_webhook", command="SELECT", using=OF_OURS),
                policy("interfaces_delivery", name="put_with_their_webhook", command="INSERT", using=OF_OURS),
                policy("interfaces_delivery", name="noted_with_their_webhook", command="UPDATE", using=OF_OURS),
                policy("interfaces_delivery", name="forgotten_by_jobs", command="DELETE", using=is_sight("system")),
                f'REVOKE DELETE, TRUNCATE ON interfaces_webhook FROM "{APP}";',
                f'REVOKE TRUNCATE ON interfaces_delivery FROM "{APP}";',
            ],
            [lower_wall("interfaces_webhook"), lower_wall("interfaces_delivery")],
        ),
    ]
