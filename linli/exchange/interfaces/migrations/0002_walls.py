"""Keys are seen by the administrators of their area alone; an app's key is tried by one small function of the owner's."""

from django.conf import settings
from django.db import migrations

from linli.base.kit.walls import has, in_subtree, is_sight, lower_wall, policy, raise_wall

APP = settings.DATABASES["default"]["USER"]
OURS = f"({is_sight('system')} OR ({is_sight('subtree')} AND {has('interfaces')} AND {in_subtree()}))"
OF_OUR_KEY = "EXISTS (SELECT 1 FROM interfaces_apikey k WHERE k.id = key_id)"

# One row is locked until the request commits, so that one key's requests queue behind each other; keys don't wait for keys.
USE_KEY = """
CREATE FUNCTION interfaces_use_key(wanted bytea, scope text, moment timestamptz, today date)
RETURNS TABLE (key_id uuid, name varchar, per_minute integer, verdict text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public ROWS 1 AS $$
DECLARE k interfaces_apikey; said text := 'ok';
BEGIN
  SELECT * INTO k FROM interfaces_apikey a WHERE a.digest = wanted FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN QUERY SELECT NULL::uuid, ''::varchar, 0, 'unknown'; RETURN; END IF;
  IF k.revoked_at IS NOT NULL THEN said := 'revoked';
  ELSIF k.expires_at <= moment THEN said := 'expired';
  ELSIF NOT scope = ANY (k.scopes) THEN said := 'scope';
  ELSE
    IF k.window_at IS NULL OR k.window_at <= moment - interval '1 minute' THEN
      k.window_at := moment; k.window_hits := 0;
    END IF;
    k.window_hits := k.window_hits + 1;
    UPDATE interfaces_apikey a SET window_at = k.window_at, window_hits = k.window_hits WHERE a.id = k.id;
    IF k.window_hits > k.per_minute THEN said := 'too_many'; END IF;
  END IF;
  INSERT INTO interfaces_keyuse (id, key_id, day, hits, refused)
  VALUES (gen_random_uuid(), k.id, today, 1, (said <> 'ok')::int)
  ON CONFLICT ON CONSTRAINT a_key_is_counted_once_a_day
  DO UPDATE SET hits = interfaces_keyuse.hits + 1, refused = interfaces_keyuse.refused + EXCLUDED.refused;
  RETURN QUERY SELECT k.id, k.name, k.per_minute, said;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("interfaces", "0001_initial"), ("kit", "0001_walls")]
    operations = [
        migrations.RunSQL(
            [
                raise_wall("interfaces_apikey"),
                raise_wall("interfaces_keyuse"),
                policy("interfaces_apikey", name="keys_of_the_subtree", using=OURS),
                policy("interfaces_keyuse", name="counted_with_their_key", command="SELECT", using=OF_OUR_KEY),
                f'REVOKE DELETE, TRUNCATE ON interfaces_apikey, interfaces_keyuse FROM "{APP}";',
                USE_KEY,
            ],
            [
                "DROP FUNCTION interfaces_use_key(bytea, text, timestamptz, date)",
                lower_wall("interfaces_apikey"),
                lower_wall("interfaces_keyuse"),
            ],
        ),
    ]
