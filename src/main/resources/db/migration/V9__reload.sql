-- Rules that change while votes flow -------------------------------------------------------------------------------------

-- The file from which a version came, by its name alone: processes keep theirs in different places.
ALTER TABLE rules ADD COLUMN file text;

-- Waits for every call of the writers that is under way in a campaign, and lets none begin before this transaction ends:
-- each call after it knows what it wrote, however long its commit takes. Days in their order, as everywhere.
CREATE FUNCTION await_calls(p_campaign integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  open_day date;
BEGIN
  FOR open_day IN
    SELECT d.day FROM campaign_day d
    WHERE d.campaign = p_campaign
      AND NOT EXISTS (SELECT FROM fence f WHERE f.campaign = d.campaign AND f.day = d.day) ORDER BY d.day
  LOOP
    PERFORM pg_advisory_xact_lock(p_campaign, open_day - date '2000-01-01');
  END LOOP;
END $$;

-- Adds the next version of a campaign's rules with its line of the audit: one autocommit call, so nothing stays open, and
-- no vote waits, when its process stops in the midst. It takes effect after every ballot that was cast without it.
--   p_world     the campaign's world by which the caller decided; empty where there is no campaign, or no rules yet
--   p_fixed     the version changes what may change only before the first ballot and the first fence
--   p_new_days  the borders of its days are others
--   p_closes    the version closes at another time
-- verdict: taken; moved (decide again); frozen; over (the last day is fenced: from then on there is a result).
CREATE FUNCTION put_rules(
  p_slug text, p_world integer, p_hash bytea, p_text text, p_file text, p_by text, p_reason text,
  p_fixed boolean, p_new_days boolean, p_closes boolean, p_before jsonb, p_after jsonb)
RETURNS TABLE (verdict text, version integer, effective_at timestamptz)
LANGUAGE plpgsql VOLATILE SET lock_timeout = '1s' AS $$
#variable_conflict use_column
DECLARE
  own    integer;
  world  integer;
  newest integer;
  since  timestamptz;
BEGIN
  INSERT INTO campaign (slug, created_at) SELECT p_slug, campaign_time() WHERE p_world IS NULL ON CONFLICT DO NOTHING;
  own := (SELECT c.id FROM campaign c WHERE c.slug = p_slug);
  PERFORM await_calls(own);
  SELECT c.world INTO world FROM campaign c WHERE c.id = own FOR NO KEY UPDATE;
  newest := (SELECT max(r.version) FROM rules r WHERE r.campaign = own);
  IF p_world IS NULL AND newest IS NOT NULL OR p_world <> world THEN
    RETURN QUERY SELECT 'moved', NULL::integer, NULL::timestamptz;
    RETURN;
  END IF;
  IF p_fixed AND (EXISTS (SELECT FROM ballot b WHERE b.campaign = own) OR EXISTS (SELECT FROM fence f WHERE f.campaign = own)) THEN
    RETURN QUERY SELECT 'frozen', NULL::integer, NULL::timestamptz;
    RETURN;
  END IF;
  IF p_closes AND EXISTS (SELECT FROM fence f WHERE f.campaign = own
                          AND f.day = (SELECT max(d.day) FROM campaign_day d WHERE d.campaign = own)) THEN
    RETURN QUERY SELECT 'over', NULL::integer, NULL::timestamptz;
    RETURN;
  END IF;
  IF p_new_days THEN
    PERFORM forget_days(own);
  END IF;

  -- the first is in force at once; the others leave every process time to hear of them, and never overtake each other
  since := CASE WHEN newest IS NULL THEN campaign_time() ELSE greatest(campaign_time() + interval '3 s',
    (SELECT max(r.effective_at) FROM rules r WHERE r.campaign = own) + interval '1 microsecond') END;
  INSERT INTO rules (campaign, version, hash, text, file, changed_by, reason, effective_at)
  VALUES (own, coalesce(newest, 0) + 1, p_hash, p_text, p_file, p_by, p_reason, since);
  UPDATE campaign c SET world = c.world + 1 WHERE c.id = own;
  INSERT INTO audit (at, campaign, operator, act, reason, before, after)
  VALUES (campaign_time(), own, coalesce(p_by, 'dianzan'), 'rules',
    coalesce(p_reason, CASE WHEN newest IS NULL THEN 'a new campaign' ELSE 'changed before it opened' END), p_before,
    p_after || jsonb_build_object('version', coalesce(newest, 0) + 1, 'effective', since, 'file', p_file));
  RETURN QUERY SELECT 'taken', coalesce(newest, 0) + 1, since;
END $$;

-- A file of works that an operator has looked at in the console and not applied yet: any process may get his word for it.
-- hash: of the bytes; catalogue: the version of the works against which it was shown. Good for an hour; gone when applied,
-- when the same operator brings another, or with the housekeeping of the hour after.
CREATE TABLE import_draft (
  id        uuid PRIMARY KEY,
  campaign  integer NOT NULL REFERENCES campaign,
  operator  text NOT NULL,
  name      text NOT NULL,
  hash      bytea NOT NULL,
  bytes     bytea NOT NULL,
  catalogue integer NOT NULL,
  made_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT, DELETE ON import_draft TO "${server}";
