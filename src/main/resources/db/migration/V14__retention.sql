-- Exports --------------------------------------------------------------------------------------------------------------

-- Who takes what out of the house, and how far it is; the audit has the beginning and the end. whole: null while it runs.
CREATE TABLE export_run (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign   integer NOT NULL REFERENCES campaign,
  what       text NOT NULL,
  format     text NOT NULL,
  operator   text NOT NULL,
  started_at timestamptz NOT NULL,
  seen_at    timestamptz NOT NULL,
  rows       bigint NOT NULL DEFAULT 0,
  about      bigint,
  ended_at   timestamptz,
  whole      boolean
);
CREATE INDEX export_run_campaign ON export_run (campaign, id);

GRANT SELECT, INSERT ON export_run TO "${server}";
GRANT UPDATE (seen_at, rows, about, ended_at, whole) ON export_run TO "${server}";

-- Retention ------------------------------------------------------------------------------------------------------------

-- Takes away signals of one day, and the figures by prefix that were made of them, of campaigns whose time is up, with a line of the audit for each campaign; says how many
-- went, and nothing once there are none. Where no other campaign has the day, its partition is emptied at once: that locks
-- nothing that a vote needs. Else at most p_most rows go at a time.
-- Runs with the owner's rights, for the server has none to delete; so it looks for itself that the days are over.
CREATE FUNCTION purge_signals(p_day date, p_campaigns integer[], p_most integer, p_operator text, p_reason text)
RETURNS TABLE (campaign integer, gone bigint) LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '1s' AS $$
#variable_conflict use_column
DECLARE
  part text := 'signal_' || to_char(p_day, 'YYYYMMDD');
  any_left boolean;
BEGIN
  IF EXISTS (SELECT FROM unnest(p_campaigns) c(id)
             WHERE NOT EXISTS (SELECT FROM public.fence f WHERE f.campaign = c.id AND f.day = p_day)) THEN
    RAISE EXCEPTION 'day % is not over', p_day USING ERRCODE = 'restrict_violation';
  END IF;
  IF to_regclass('public.' || part) IS NULL THEN
    RETURN;
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT FROM public.%I s WHERE s.campaign = ANY ($1))', part) INTO any_left USING p_campaigns;
  IF NOT any_left THEN
    RETURN;
  END IF;
  -- what operators watched by prefix is made of the same hashes
  DELETE FROM public.figure_origin o USING public.campaign_day d
  WHERE d.day = p_day AND d.campaign = ANY (p_campaigns) AND o.campaign = d.campaign AND o.kind = 1
    AND o.hour >= date_trunc('hour', d.starts_at, 'UTC') AND o.hour < d.ends_at;

  IF NOT EXISTS (SELECT FROM public.campaign_day d WHERE d.day = p_day AND d.campaign <> ALL (p_campaigns)) THEN
    EXECUTE format('LOCK TABLE public.%I IN SHARE MODE', part);
    RETURN QUERY EXECUTE format($q$
      WITH counted AS (SELECT s.campaign, count(*) AS n FROM public.%I s GROUP BY s.campaign),
      line AS (
        INSERT INTO public.audit (at, campaign, operator, act, reason, after)
        SELECT public.campaign_time(), c.campaign, $1, 'purge', $2,
          jsonb_build_object('kind', 'signals', 'day', $3, 'gone', c.n) FROM counted c)
      SELECT c.campaign, c.n FROM counted c$q$, part) USING p_operator, p_reason, p_day;
    EXECUTE format('TRUNCATE public.%I', part);
    RETURN;
  END IF;

  RETURN QUERY EXECUTE format($q$
    WITH gone AS (
      DELETE FROM public.%1$I s WHERE s.ctid = ANY (ARRAY(
        SELECT o.ctid FROM public.%1$I o WHERE o.campaign = ANY ($4) LIMIT $5)) RETURNING s.campaign),
    counted AS (SELECT g.campaign, count(*) AS n FROM gone g GROUP BY g.campaign),
    line AS (
      INSERT INTO public.audit (at, campaign, operator, act, reason, after)
      SELECT public.campaign_time(), c.campaign, $1, 'purge', $2,
        jsonb_build_object('kind', 'signals', 'day', $3, 'gone', c.n) FROM counted c)
    SELECT c.campaign, c.n FROM counted c$q$, part) USING p_operator, p_reason, p_day, p_campaigns, p_most;
END $$;
REVOKE ALL ON FUNCTION purge_signals(date, integer[], integer, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION purge_signals(date, integer[], integer, text, text) TO "${server}";

-- Whether a person's names may go: he has none that is younger than p_before, and has voted in none of the campaigns for
-- which names are kept. A loop of keyed look-ups: in one statement the planner would read the days of everybody.
CREATE FUNCTION identity_due(p_person bigint, p_kept integer[], p_before timestamptz) RETURNS boolean LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  one bigint;
  d   record;
BEGIN
  FOR one IN SELECT voters_of(p_person) LOOP
    IF EXISTS (SELECT FROM account a WHERE a.voter = one AND a.created_at >= p_before) THEN
      RETURN false;
    END IF;
  END LOOP;
  FOR one IN SELECT voters_of(p_person) LOOP
    FOR d IN SELECT c.campaign, c.day FROM campaign_day c WHERE c.campaign = ANY (p_kept) AND c.starts_at <= campaign_time()
    LOOP
      IF EXISTS (SELECT FROM ballot b WHERE b.campaign = d.campaign AND b.day = d.day AND b.voter = one) THEN
        RETURN false;
      END IF;
    END LOOP;
  END LOOP;
  RETURN true;
END $$;

-- The campaign in which a person voted last; null where he never did.
CREATE FUNCTION last_campaign(p_person bigint) RETURNS integer LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
  SELECT d.campaign FROM campaign_day d
  WHERE EXISTS (SELECT FROM voters_of(p_person) w(id) CROSS JOIN LATERAL (
    SELECT FROM ballot b WHERE b.campaign = d.campaign AND b.day = d.day AND b.voter = w.id OFFSET 0) x)
  ORDER BY d.day DESC, d.campaign DESC LIMIT 1
$$;

-- The next p_most voters after p_after who have names, and of each whether they may go.
CREATE FUNCTION identities_due(p_after bigint, p_most integer, p_kept integer[], p_before timestamptz)
RETURNS TABLE (voter bigint, person bigint, due boolean, campaign integer) LANGUAGE sql STABLE AS $$
  WITH named AS (
    SELECT n.voter FROM (
      (SELECT DISTINCT a.voter FROM account a WHERE a.voter > p_after ORDER BY a.voter LIMIT p_most)
      UNION
      (SELECT DISTINCT u.voter FROM union_id u WHERE u.voter > p_after ORDER BY u.voter LIMIT p_most)) n
    ORDER BY n.voter LIMIT p_most),
  judged AS MATERIALIZED (
    SELECT n.voter, voter_for(n.voter) AS person, identity_due(voter_for(n.voter), p_kept, p_before) AS due FROM named n)
  SELECT j.voter, j.person, j.due, CASE WHEN j.due THEN last_campaign(j.person) END FROM judged j ORDER BY j.voter
$$;

-- Takes the names of some persons away, as if each had had himself erased: what he did keeps his number, and while something
-- that goes on hangs on it a keyed tombstone leads him back to it. Looks again at each, for he may have voted since.
CREATE FUNCTION purge_identities(
  p_persons bigint[], p_kept integer[], p_before timestamptz, p_operator text, p_reason text)
RETURNS TABLE (campaign integer, persons bigint, names bigint) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  one    bigint;
  last   integer[] := '{}';
  counts integer[] := '{}';
BEGIN
  FOR one IN SELECT DISTINCT u.id FROM unnest(p_persons) u(id) ORDER BY u.id LOOP
    CONTINUE WHEN voter_for(one) <> one OR NOT identity_due(one, p_kept, p_before);
    last := array_append(last, last_campaign(one));
    counts := array_append(counts, (
      (SELECT count(*) FROM account a WHERE a.voter IN (SELECT voters_of(one)))
      + (SELECT count(*) FROM union_id u WHERE u.voter IN (SELECT voters_of(one))))::integer);
    PERFORM erase_voter(one);
    PERFORM forget_sharer(one);
  END LOOP;
  RETURN QUERY
  WITH counted AS (
    SELECT g.campaign, count(*) AS persons, sum(g.names)::bigint AS names
    FROM unnest(last, counts) g(campaign, names) GROUP BY g.campaign),
  line AS (
    INSERT INTO audit (at, campaign, operator, act, reason, after)
    SELECT campaign_time(), c.campaign, p_operator, 'purge', p_reason,
      jsonb_build_object('kind', 'identities', 'persons', c.persons, 'names', c.names) FROM counted c)
  SELECT c.campaign, c.persons, c.names FROM counted c;
END $$;
