"""A factor and a session are their account's; a session is also whose browser holds its key, before anyone is signed in."""

from django.db import migrations

from linli.base.kit.walls import is_sight, lower_wall, policy, raise_wall, setting

TABLES = ("accounts_factor", "accounts_sparecode", "accounts_session")
OWN = f"{is_sight('system')} OR account_id = {setting('account')}"

# Asked before it is known who acts, by whoever holds the cookie: the digest of 160 random bits is what opens it. Being
# seen is written down once a minute at most.
READ = """
CREATE FUNCTION accounts_session_read(wanted bytea, moment timestamptz, idle interval) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE found record;
BEGIN
  SELECT id, content, seen_at INTO found FROM accounts_session
   WHERE key_digest = wanted AND ends_at > moment AND (account_id IS NULL OR seen_at > moment - idle);
  IF found.seen_at < moment - interval '1 minute' THEN
    UPDATE accounts_session SET seen_at = moment WHERE id = found.id;
  END IF;
  RETURN found.content;
END $$;
"""
# With an id a new session; without one it must be there still. Its end stays where it was set when it was opened.
WRITE = """
CREATE FUNCTION accounts_session_write(own uuid, wanted bytea, account uuid, text_ text, browser_ text, address_ text,
                                       moment timestamptz, ends timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF own IS NULL THEN
    UPDATE accounts_session
       SET account_id = account, content = text_, browser = browser_, address = address_, seen_at = moment
     WHERE key_digest = wanted;
  ELSE
    INSERT INTO accounts_session (id, key_digest, account_id, content, browser, address, opened_at, seen_at, ends_at)
    VALUES (own, wanted, account, text_, browser_, address_, moment, moment, ends);
  END IF;
  RETURN FOUND;
END $$;
"""
EXISTS = """
CREATE FUNCTION accounts_session_exists(wanted bytea) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (SELECT 1 FROM accounts_session WHERE key_digest = wanted)
$$;
"""
END = """
CREATE FUNCTION accounts_session_end(wanted bytea) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  DELETE FROM accounts_session WHERE key_digest = wanted
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_second_factor_and_sessions"), ("accounts", "0002_walls"), ("kit", "0001_walls")]
    operations = [
        migrations.RunSQL(
            [
                statement
                for table in TABLES
                for statement in (raise_wall(table), policy(table, name="own_account_or_sign_in", using=OWN))
            ],
            [lower_wall(table) for table in TABLES],
        ),
        migrations.RunSQL(
            [READ, WRITE, EXISTS, END],
            "DROP FUNCTION accounts_session_read(bytea, timestamptz, interval), "
            "accounts_session_write(uuid, bytea, uuid, text, text, text, timestamptz, timestamptz), "
            "accounts_session_exists(bytea), accounts_session_end(bytea)",
        ),
    ]
