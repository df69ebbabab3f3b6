"""What leaves the house one by one: the channel of other people's apps, and the rows of matters that everyone may read."""

from django.db import migrations, models

from linli.base.kit.walls import has, in_subtree, policy, setting

CHANNELS = ["portal", "counter", "phone", "visit", "chat", "patrol", "hotline", "open"]
FILES = f"""(CASE (SELECT current_setting('linli.sight', true))
  WHEN 'intake' THEN channel IN ({{channels}}) AND state = 'filed' AND account_id IS NULL AND person_id IS NULL
  WHEN 'self' THEN channel = 'portal' AND state = 'filed' AND account_id = {setting("account")}
  WHEN 'subtree' THEN {has("intake")} AND {in_subtree()}
  WHEN 'system' THEN true
  ELSE false END)"""


def _filed_by(channels: str) -> list[str]:
    return [
        "DROP POLICY filed_by_anyone ON matters_matter;",
        policy("matters_matter", name="filed_by_anyone", command="INSERT", using=FILES.format(channels=channels)),
    ]


# People write a phone number or a door into anything; names can't be found by a pattern, so the form asks to leave them out.
WITHOUT_NUMBERS = r"""
CREATE FUNCTION matters_without_numbers(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(regexp_replace(regexp_replace(words,
    '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+', '***', 'g'),
    '[0-9０-９][0-9０-９ ·—-]{5,}[0-9０-９xXＸ]', '***', 'g'),
    '[0-9０-９一二三四五六七八九十]+ *(单元|室|户|层|楼[0-9０-９]+)|[0-9０-９]+-[0-9０-９]+(-[0-9０-９]+)?', '***', 'g')
$$;
"""
# A wall of its own: whatever the caller asks for, nothing comes out that the item's version didn't open (decision 10). Words come
# out only where whoever wrote them had been told that they would: on the portal, through an app, on patrol.
PUBLIC = """
CREATE FUNCTION matters_public(
  area uuid, area_level text, numbers text[], items text[], since timestamptz, until timestamptz, still_open boolean,
  after_at timestamptz, after_id uuid, most integer)
RETURNS TABLE (id uuid, number varchar, item_code varchar, version_id uuid, state varchar, is_open boolean, words text, spot text,
               community_id uuid, street_id uuid, filed_at timestamptz, changed_at timestamptz, expected_at timestamptz,
               closed_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF area_level NOT IN ('community', 'street', 'county', 'city') THEN
    RAISE EXCEPTION 'matters_public lists a community, street, county or city, not a %', area_level;
  END IF;
  RETURN QUERY EXECUTE format(
    $q$ SELECT m.id, m.number, m.item_code, m.item_version_id, m.state, m.closed_at IS NULL,
               CASE WHEN v.publication = 'text' AND m.channel IN ('portal', 'open', 'patrol')
                    THEN matters_without_numbers(m.text) ELSE '' END,
               CASE WHEN v.publication = 'text' AND m.channel IN ('portal', 'open', 'patrol')
                    THEN matters_without_numbers(m.spot) ELSE '' END,
               m.community_id, m.street_id, m.filed_at, last.at, m.close_by, m.closed_at
          FROM matters_matter m
          JOIN catalogue_public_versions() v ON v.version_id = m.item_version_id
          JOIN matters_step last ON last.matter_id = m.id AND last.number = m.step_count
         WHERE m.%I = $1 AND m.about_body_id IS NULL
           AND NOT EXISTS (SELECT 1 FROM matters_contact c WHERE c.matter_id = m.id AND c.is_hidden) %s %s %s %s %s %s
         ORDER BY m.filed_at DESC, m.id LIMIT $9 $q$,
    area_level || '_id',
    CASE WHEN numbers IS NOT NULL THEN 'AND m.number = ANY ($2)' END,
    CASE WHEN items IS NOT NULL THEN 'AND m.item_code = ANY ($3)' END,
    CASE WHEN since IS NOT NULL THEN 'AND m.filed_at >= $4' END,
    CASE WHEN until IS NOT NULL THEN 'AND m.filed_at < $5' END,
    CASE still_open WHEN true THEN 'AND m.closed_at IS NULL' WHEN false THEN 'AND m.closed_at IS NOT NULL' END,
    CASE WHEN after_at IS NOT NULL THEN 'AND m.filed_at <= $6 AND (m.filed_at < $6 OR m.id > $7)' END)
  USING area, numbers, items, since, until, after_at, after_id, still_open, most;
END $$;
"""
# Whoever made a form's token may ask which number it got: an answer lost on the way is not a matter filed twice.
NUMBER_OF = """
CREATE FUNCTION matters_of_token(token uuid) RETURNS varchar
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT m.number FROM matters_matter m WHERE m.form_token = token
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0005_steps_by_time"), ("catalogue", "0003_publication")]
    operations = [
        migrations.RemoveConstraint(model_name="matter", name="a_matter_has_a_known_channel"),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", CHANNELS)), name="a_matter_has_a_known_channel"
            ),
        ),
        migrations.RunSQL([*_filed_by("'portal', 'open'")], [*_filed_by("'portal'")]),
        migrations.RunSQL(
            [WITHOUT_NUMBERS, PUBLIC, NUMBER_OF],
            "DROP FUNCTION matters_of_token(uuid); DROP FUNCTION matters_without_numbers(text); DROP FUNCTION matters_public("
            "uuid, text, text[], text[], timestamptz, timestamptz, boolean, timestamptz, uuid, integer);",
        ),
    ]
