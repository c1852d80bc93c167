-- The ledger ---------------------------------------------------------------------------------------------------------

-- One row is one recorded vote. work is empty in a blank ballot, which a merge of two voters appends.
-- The quota is this key: slots of a voter's day are dense, 1..N, and nobody can take one twice.
CREATE TABLE ballot (
  voter       bigint NOT NULL,
  accepted_at timestamptz NOT NULL,
  tap         uuid NOT NULL,
  campaign    integer NOT NULL,
  day         date NOT NULL,
  work        integer,
  rules       integer NOT NULL,
  share       bigint,
  slot        smallint NOT NULL CHECK (slot > 0),
  PRIMARY KEY (campaign, day, voter, slot)
) PARTITION BY LIST (day);

-- Only for rules wider than a day: the same trick of a version number over a voter's whole campaign.
CREATE TABLE turn (
  campaign integer NOT NULL,
  voter    bigint NOT NULL,
  seq      integer NOT NULL CHECK (seq > 0),
  day      date NOT NULL,
  work     integer,
  PRIMARY KEY (campaign, voter, seq)
);

-- What may point at a cheat; purgeable without touching a ballot.
CREATE TABLE signal (
  campaign     integer NOT NULL,
  day          date NOT NULL,
  voter        bigint NOT NULL,
  slot         smallint NOT NULL,
  address_hash bytea,
  PRIMARY KEY (campaign, day, voter, slot)
) PARTITION BY LIST (day);

-- A ballot's state is its last ruling by seq.
CREATE TABLE ruling (
  campaign integer NOT NULL,
  day      date NOT NULL,
  voter    bigint NOT NULL,
  slot     smallint NOT NULL,
  seq      integer NOT NULL CHECK (seq > 0),
  state    text NOT NULL CHECK (state IN ('valid', 'held', 'void', 'merged')),
  operator text NOT NULL,
  reason   text NOT NULL,
  made_at  timestamptz NOT NULL,
  PRIMARY KEY (campaign, day, voter, slot, seq)
);

-- The row that ends a day: no ballot enters a fenced day.
CREATE TABLE fence (
  campaign  integer NOT NULL,
  day       date NOT NULL,
  fenced_at timestamptz NOT NULL,
  PRIMARY KEY (campaign, day)
);

-- The proof over a fenced day.
CREATE TABLE seal (
  campaign integer NOT NULL,
  day      date NOT NULL,
  ballots  bigint NOT NULL,
  root     bytea NOT NULL,
  made_at  timestamptz NOT NULL,
  PRIMARY KEY (campaign, day)
);

-- The tally is a projection: what is folded, plus the deltas not folded yet. recorded counts ballots, valid those that
-- count. One delta a batch costs a fraction of one upsert a work.
CREATE TABLE tally (
  campaign integer NOT NULL,
  work     integer NOT NULL,
  recorded bigint NOT NULL,
  valid    bigint NOT NULL,
  PRIMARY KEY (campaign, work)
);
CREATE TABLE tally_delta (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign integer NOT NULL,
  works    integer[] NOT NULL,
  recorded integer[] NOT NULL,
  valid    integer[] NOT NULL
);

GRANT SELECT, INSERT ON ballot, turn, signal, ruling, fence, seal TO "${server}";
GRANT SELECT, INSERT, UPDATE ON tally TO "${server}";
GRANT SELECT, INSERT, DELETE ON tally_delta TO "${server}";

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ballot FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON turn EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ruling EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fence EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON seal EXECUTE FUNCTION refuse_change();

-- Makes the partitions of a day. Plain table, CHECK, ATTACH: that takes a weaker lock on the parent than PARTITION OF,
-- which would queue behind a long export. Runs with the owner's rights, for the server has none to create.
CREATE FUNCTION open_day(p_day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
  parent text;
  part   text;
BEGIN
  FOREACH parent IN ARRAY ARRAY['ballot', 'signal'] LOOP
    part := parent || '_' || to_char(p_day, 'YYYYMMDD');
    CONTINUE WHEN to_regclass('public.' || part) IS NOT NULL;
    -- two processes at once: the second waits here and finds the table made
    PERFORM pg_advisory_xact_lock(hashtext('open_day'));
    CONTINUE WHEN to_regclass('public.' || part) IS NOT NULL;
    EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part, parent);
    EXECUTE format('ALTER TABLE public.%I ADD CONSTRAINT day_is CHECK (day = %L)', part, p_day);
    EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES IN (%L)', parent, part, p_day);
    IF parent = 'ballot' THEN
      EXECUTE format('CREATE TRIGGER keep BEFORE TRUNCATE ON public.%I EXECUTE FUNCTION public.refuse_change()', part);
    END IF;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION open_day(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_day(date) TO "${server}";

-- Takes back the days of a campaign whose borders change before anybody has voted in it.
CREATE FUNCTION forget_days(p_campaign integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(p_campaign, d.day - date '2000-01-01') FROM public.campaign_day d
  WHERE d.campaign = p_campaign;
  IF EXISTS (SELECT FROM public.ballot b WHERE b.campaign = p_campaign)
      OR EXISTS (SELECT FROM public.fence f WHERE f.campaign = p_campaign) THEN
    RAISE EXCEPTION 'campaign % has ballots or a day that is over', p_campaign USING ERRCODE = 'restrict_violation';
  END IF;
  DELETE FROM public.campaign_day d WHERE d.campaign = p_campaign;
END $$;
REVOKE ALL ON FUNCTION forget_days(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_days(integer) TO "${server}";

-- The judgement ------------------------------------------------------------------------------------------------------

-- Judges and records one batch: taps of one campaign, day and rules version, in one autocommit call. Every inner
-- statement reads a fresh snapshot (READ COMMITTED, volatile), which is what makes the slots' version numbers hold:
-- whoever wins slot k+1 has seen slots 1..k. A loser is told 'again'.
--   p_prev     the day before, looked at only for the taps marked dayless; empty where there is none
--   p_world    the campaign's world as the caller knows it; with another one, only what is recorded already is told
--   p_same     what the same work may get: 0 any number, 1 once a day, 2 once (which also writes turns)
--   p_late     rows accepted longer ago than this are 'late'
-- verdict: recorded, repeat, key-reused, voter-banned, work-spent, quota-spent, fenced, late, again, world
-- slots: the voter's ballots of the day, this one included. on_day: the day of the ballot that is spoken of.
-- transaction_id: the one that wrote it, with its epoch or the 32 bits of a row. since: when a ban began.
CREATE FUNCTION cast_votes(
  p_campaign integer, p_day date, p_prev date, p_world integer, p_rules integer,
  p_per_day integer, p_same integer, p_late interval,
  p_voter bigint[], p_work integer[], p_tap uuid[], p_at timestamptz[], p_dayless boolean[])
RETURNS TABLE (ord integer, verdict text, slots integer, on_day date, transaction_id bigint, since timestamptz)
LANGUAGE plpgsql VOLATILE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  moved  boolean;
  fenced boolean;
  oldest timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(p_campaign, p_day - date '2000-01-01');
  moved := (SELECT c.world FROM campaign c WHERE c.id = p_campaign) IS DISTINCT FROM p_world;
  fenced := EXISTS (SELECT FROM fence f WHERE f.campaign = p_campaign AND f.day = p_day);
  oldest := campaign_time() - p_late;  -- once a call: for each row it would be a query of its own

  RETURN QUERY WITH
  t AS MATERIALIZED (
    SELECT u.v, u.w, u.tap, u.at, u.dayless, u.ord::integer AS ord
    FROM unnest(p_voter, p_work, p_tap, p_at, p_dayless) WITH ORDINALITY u(v, w, tap, at, dayless, ord)),
  judged AS MATERIALIZED (
    SELECT t.*, m.n, u.n AS turns, banned.since,
      -- the row that a repeat speaks of
      coalesce(m.xmins[p.i], b.xmin, m.xmins[array_position(m.works, t.w)]) AS xmin,
      CASE
        WHEN p.i IS NOT NULL THEN
          CASE WHEN m.works[p.i] <> t.w THEN 'key-reused'    -- a blank ballot's tap is a repeat for whatever work
               WHEN m.ats[p.i] = t.at THEN 'recorded'        -- this very row, sent again by its writer
               ELSE 'repeat' END
        WHEN b.ord IS NOT NULL THEN CASE WHEN b.work <> t.w THEN 'key-reused' ELSE 'before' END
        WHEN p_same >= 1 AND t.w = ANY (m.works) THEN 'repeat'
        WHEN moved THEN 'world'
        WHEN banned.since IS NOT NULL THEN 'voter-banned'
        WHEN p_same = 2 AND t.w = ANY (u.works) THEN 'work-spent'
        WHEN m.n >= p_per_day THEN 'quota-spent'
        WHEN fenced THEN 'fenced'
        WHEN t.at < oldest THEN 'late'
        ELSE 'try'
      END AS verdict
    FROM t
      -- LATERAL, not a join: the plan is made while the day is empty and kept, and a join would read the day's rows once
      -- and compare each with every tap, for as long as the connection lives
      CROSS JOIN LATERAL (
        SELECT count(*)::integer AS n, array_agg(b.work) AS works, array_agg(b.tap) AS taps,
               array_agg(b.accepted_at) AS ats, array_agg(b.xmin::text::bigint) AS xmins
        FROM ballot b WHERE b.campaign = p_campaign AND b.day = p_day AND b.voter = t.v) m
      CROSS JOIN LATERAL (
        SELECT count(*)::integer AS n, array_agg(x.work) AS works
        FROM turn x WHERE p_same = 2 AND x.campaign = p_campaign AND x.voter = t.v) u
      LEFT JOIN LATERAL (
        SELECT t.ord, b.work, b.xmin::text::bigint AS xmin FROM ballot b
        WHERE t.dayless AND b.campaign = p_campaign AND b.day = p_prev AND b.voter = t.v AND b.tap = t.tap
        LIMIT 1) b ON true
      CROSS JOIN LATERAL (SELECT array_position(m.taps, t.tap) AS i) p
      LEFT JOIN LATERAL (
        SELECT x.since FROM ban x WHERE x.voter = t.v AND x.since <= t.at AND (x.until IS NULL OR t.at < x.until)
        ORDER BY x.since LIMIT 1) banned ON true),
  lead AS MATERIALIZED (
    SELECT DISTINCT ON (j.v) j.* FROM judged j WHERE j.verdict = 'try' ORDER BY j.v, j.ord),
  -- turns first: their winner has seen every earlier one, so the ballot behind it is his without a race
  turned AS (
    INSERT INTO turn (campaign, voter, seq, day, work)
    SELECT p_campaign, l.v, l.turns + 1, p_day, l.w FROM lead l WHERE p_same = 2 ORDER BY l.v
    ON CONFLICT DO NOTHING RETURNING voter),
  ins AS (
    INSERT INTO ballot (campaign, day, voter, slot, work, tap, accepted_at, rules)
    SELECT p_campaign, p_day, l.v, l.n + 1, l.w, l.tap, l.at, p_rules
    FROM lead l WHERE p_same < 2 OR l.v IN (SELECT voter FROM turned) ORDER BY l.v
    ON CONFLICT DO NOTHING RETURNING voter, work),
  counted AS (SELECT i.work, count(*)::integer AS votes FROM ins i GROUP BY i.work ORDER BY i.work),
  delta AS (
    INSERT INTO tally_delta (campaign, works, recorded, valid)
    SELECT p_campaign, array_agg(c.work), array_agg(c.votes), array_agg(c.votes) FROM counted c HAVING count(*) > 0),
  -- arrays, for joins of these without a hash compare every row with every other
  led AS MATERIALIZED (SELECT array_agg(l.ord) AS ords FROM lead l),
  won AS MATERIALIZED (SELECT array_agg(i.voter) AS voters FROM ins i)
  SELECT j.ord,
    CASE WHEN j.verdict = 'before' THEN 'repeat'
         WHEN j.verdict <> 'try' THEN j.verdict
         WHEN j.ord = ANY (led.ords) AND j.v = ANY (won.voters) THEN 'recorded'
         ELSE 'again' END,
    j.n + CASE WHEN j.ord = ANY (led.ords) AND j.v = ANY (won.voters) THEN 1 ELSE 0 END,
    CASE WHEN j.verdict = 'before' THEN p_prev ELSE p_day END,
    CASE WHEN j.verdict = 'try' THEN pg_current_xact_id_if_assigned()::text::bigint ELSE j.xmin END,
    j.since
  FROM judged j CROSS JOIN led CROSS JOIN won;

  -- A turn without its ballot cannot stand: another writer (a merge) took the slot meanwhile. All of it again.
  IF p_same = 2 AND EXISTS (
      SELECT FROM unnest(p_voter) v(id) WHERE (SELECT count(*) FROM turn u WHERE u.campaign = p_campaign AND u.voter = v.id AND u.day = p_day)
        <> (SELECT count(*) FROM ballot b WHERE b.campaign = p_campaign AND b.day = p_day AND b.voter = v.id)) THEN
    RAISE EXCEPTION 'a turn lost its slot' USING ERRCODE = 'serialization_failure';
  END IF;
END $$;

-- Ends a day once its time and the last row's patience are over. The exclusive lock waits for every call in flight.
CREATE FUNCTION fence_day(p_campaign integer, p_day date, p_patience interval) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(p_campaign, p_day - date '2000-01-01');
  INSERT INTO fence (campaign, day, fenced_at)
  SELECT p_campaign, p_day, campaign_time() FROM campaign_day d
  WHERE d.campaign = p_campaign AND d.day = p_day AND d.ends_at + p_patience <= campaign_time()
  ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;

-- The tally ----------------------------------------------------------------------------------------------------------

-- Folds the deltas into the tally; one process at a time, the others find nothing to do.
CREATE FUNCTION fold_tally() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  folded integer;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('fold_tally')) THEN
    RETURN 0;
  END IF;
  WITH gone AS (DELETE FROM tally_delta RETURNING campaign, works, recorded, valid),
  summed AS (
    SELECT g.campaign, u.work, sum(u.recorded) AS recorded, sum(u.valid) AS valid
    FROM gone g, unnest(g.works, g.recorded, g.valid) u(work, recorded, valid) GROUP BY 1, 2 ORDER BY 1, 2),
  folding AS (
    INSERT INTO tally AS t SELECT s.campaign, s.work, s.recorded, s.valid FROM summed s
    ON CONFLICT (campaign, work) DO UPDATE SET recorded = t.recorded + excluded.recorded, valid = t.valid + excluded.valid)
  SELECT count(*) INTO folded FROM gone;
  RETURN folded;
END $$;

-- Folded and unfolded in one snapshot.
CREATE VIEW standing AS
SELECT campaign, work, sum(recorded)::bigint AS recorded, sum(valid)::bigint AS valid FROM (
  SELECT campaign, work, recorded, valid FROM tally
  UNION ALL
  SELECT d.campaign, u.work, u.recorded, u.valid
  FROM tally_delta d, unnest(d.works, d.recorded, d.valid) u(work, recorded, valid)) s
GROUP BY campaign, work;

-- What the ledger itself says: the measure of every tally.
CREATE VIEW ledger_count AS
SELECT b.campaign, b.work, count(*) AS recorded, count(*) FILTER (WHERE r.state IS NULL OR r.state = 'valid') AS valid
FROM ballot b LEFT JOIN LATERAL (
  SELECT x.state FROM ruling x
  WHERE x.campaign = b.campaign AND x.day = b.day AND x.voter = b.voter AND x.slot = b.slot
  ORDER BY x.seq DESC LIMIT 1) r ON true
WHERE b.work IS NOT NULL
GROUP BY b.campaign, b.work;

GRANT SELECT ON standing, ledger_count TO "${server}";
