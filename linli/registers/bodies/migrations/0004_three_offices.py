"""Administrator, security officer and auditor are three people (三员分立): held where two appointments at once would slip through."""

from django.db import migrations

# The person is locked for the length of the transaction: the second of two appointments waits and then sees the first.
REFUSE = """
CREATE FUNCTION bodies_refuse_second_office() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE office text;
BEGIN
  SELECT role INTO office FROM bodies_post WHERE id = NEW.post_id;
  IF office NOT IN ('administrator', 'security_officer', 'auditor') THEN RETURN NEW; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.person_id::text, 0));
  IF EXISTS (
    SELECT 1 FROM bodies_tenure t JOIN bodies_post p ON p.id = t.post_id
     WHERE t.person_id = NEW.person_id AND t.id <> NEW.id AND p.role <> office
       AND p.role IN ('administrator', 'security_officer', 'auditor')
       AND daterange(t.since, t.until) && daterange(NEW.since, NEW.until)) THEN
    RAISE EXCEPTION 'nobody holds two of the three offices' USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER nobody_holds_two_of_the_three_offices BEFORE INSERT OR UPDATE ON bodies_tenure
  FOR EACH ROW EXECUTE FUNCTION bodies_refuse_second_office();
"""


class Migration(migrations.Migration):
    dependencies = [("bodies", "0003_desks")]
    operations = [
        migrations.RunSQL(
            REFUSE,
            "DROP TRIGGER nobody_holds_two_of_the_three_offices ON bodies_tenure; DROP FUNCTION bodies_refuse_second_office()",
        )
    ]
