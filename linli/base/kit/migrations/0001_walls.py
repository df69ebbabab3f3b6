"""What every wall rests on: what the application role may do at all, and how policies read the actor."""

from django.conf import settings
from django.db import migrations

APP = settings.DATABASES["default"]["USER"]

GRANTS = f"""
GRANT USAGE ON SCHEMA public TO "{APP}";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{APP}";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{APP}";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "{APP}";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO "{APP}";
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM "{APP}";
"""

# STABLE and PARALLEL SAFE, so that the planner reads it once a query and doesn't fear it.
SETTING = """
CREATE FUNCTION linli_setting(name text) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN NULLIF(current_setting('linli.' || name, true), '')::uuid;
"""


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        migrations.RunSQL(SETTING, "DROP FUNCTION linli_setting(text)"),
    ]
