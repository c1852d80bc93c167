-- Judges and records one batch: taps of one campaign, day and rules version, in one autocommit call. Every inner
-- statement reads a fresh snapshot (READ COMMITTED, volatile), which is what makes the slots' version numbers hold:
-- whoever wins slot k+1 has seen slots 1..k. A loser is told 'again'.
--   p_prev     the day before, looked at only for the taps marked dayless; empty where there is none
--   p_world    the campaign's world as the caller knows it; with another one, only what is recorded already is told
--   p_same     what the same work may get: 0 any number, 1 once a day, 2 once
--   p_late     rows accepted longer ago than this are 'late'
--   p_epoch    of each tap's token: sessions that were ended, voters who were erased or merged cast nothing more
--   p_address, p_prefix   keyed hashes of where each tap came from; kept beside its ballot
--   p_share    the code of the share link by which its voter came, as he says; his own, and other campaigns', do not count
--   p_per_work, p_per_category, p_per_campaign   ballots of a voter in the whole campaign; 0: any number. A rule that is
--              wider than a day writes turns. A work counts for the category in which it stands now.
-- verdict: recorded, repeat, key-reused, token-revoked, voter-banned, work-spent, campaign-spent, category-spent,
-- quota-spent (the day's), fenced, late, again, world
-- slots: the voter's ballots of the day, turns: those of the campaign where turns are written, this one included.
-- on_day: the day of the ballot that is spoken of.
-- transaction_id: the one that wrote it, with its epoch or the 32 bits of a row. since: when a ban began.
CREATE OR REPLACE FUNCTION cast_votes(
  p_campaign integer, p_day date, p_prev date, p_world integer, p_rules integer,
  p_per_day integer, p_same integer, p_late interval,
  p_voter bigint[], p_work integer[], p_tap uuid[], p_at timestamptz[], p_dayless boolean[], p_epoch integer[],
  p_address uuid[] DEFAULT NULL, p_prefix bigint[] DEFAULT NULL, p_share text[] DEFAULT NULL,
  p_per_work integer DEFAULT 0, p_per_category integer DEFAULT 0, p_per_campaign integer DEFAULT 0)
RETURNS TABLE (
  ord integer, verdict text, slots integer, on_day date, transaction_id bigint, since timestamptz, turns integer)
LANGUAGE plpgsql VOLATILE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  moved  boolean;
  fenced boolean;
  oldest timestamptz;
  once   integer := CASE WHEN p_same = 2 THEN 1 ELSE p_per_work END;
  wide   boolean := once > 0 OR p_per_category > 0 OR p_per_campaign > 0;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(p_campaign, p_day - date '2000-01-01');
  moved := (SELECT c.world FROM campaign c WHERE c.id = p_campaign) IS DISTINCT FROM p_world;
  fenced := EXISTS (SELECT FROM fence f WHERE f.campaign = p_campaign AND f.day = p_day);
  oldest := campaign_time() - p_late;  -- once a call: for each row it would be a query of its own

  RETURN QUERY WITH
  t AS MATERIALIZED (
    SELECT u.v, u.w, u.tap, u.at, u.dayless, u.epoch, u.address, u.prefix, u.share, u.ord::integer AS ord,
      CASE WHEN p_per_category > 0 THEN (SELECT k.category FROM work k WHERE k.id = u.w) END AS category
    FROM unnest(p_voter, p_work, p_tap, p_at, p_dayless, p_epoch, p_address, p_prefix, p_share) WITH ORDINALITY
      u(v, w, tap, at, dayless, epoch, address, prefix, share, ord)),
  judged AS MATERIALIZED (
    SELECT t.*, m.n, u.n AS turns, banned.since,
      -- the row that a repeat speaks of
      coalesce(m.xmins[p.i], b.xmin, m.xmins[array_position(m.works, t.w)]) AS xmin,
      CASE
        WHEN p.i IS NOT NULL THEN
          CASE WHEN m.works[p.i] <> t.w THEN 'key-reused'
               WHEN m.ats[p.i] = t.at THEN 'recorded'        -- this very row, sent again by its writer
               ELSE 'repeat' END
        WHEN b.ord IS NOT NULL THEN CASE WHEN b.work <> t.w THEN 'key-reused' ELSE 'before' END
        WHEN p_same >= 1 AND t.w = ANY (m.works) THEN 'repeat'
        WHEN revoked.epoch IS NOT NULL THEN 'token-revoked'
        WHEN moved THEN 'world'
        WHEN banned.since IS NOT NULL THEN 'voter-banned'
        WHEN p_per_campaign > 0 AND u.n >= p_per_campaign THEN 'campaign-spent'
        WHEN once > 0 AND u.of_work >= once THEN 'work-spent'
        WHEN p_per_category > 0 AND u.of_category >= p_per_category THEN 'category-spent'
        WHEN m.n >= p_per_day THEN 'quota-spent'
        WHEN fenced THEN 'fenced'
        WHEN t.at < oldest THEN 'late'
        ELSE 'try'
      END AS verdict
    FROM t
      -- LATERAL, not a join: the plan is made while the day is empty and kept, and a join would read the day's rows once
      -- and compare each with every tap, for as long as the connection lives
      CROSS JOIN LATERAL (
        SELECT count(*)::integer AS n, array_agg(coalesce(b.work, b.for_work)) AS works, array_agg(b.tap) AS taps,
               array_agg(b.accepted_at) AS ats, array_agg(b.xmin::text::bigint) AS xmins
        FROM ballot b WHERE b.campaign = p_campaign AND b.day = p_day AND b.voter = t.v) m
      CROSS JOIN LATERAL (
        SELECT count(*)::integer AS n, count(*) FILTER (WHERE x.work = t.w) AS of_work,
               count(*) FILTER (WHERE CASE WHEN p_per_category > 0 THEN
                 t.category = (SELECT k.category FROM work k WHERE k.id = x.work) END) AS of_category
        FROM turn x WHERE wide AND x.campaign = p_campaign AND x.voter = t.v) u
      LEFT JOIN LATERAL (
        SELECT t.ord, coalesce(b.work, b.for_work) AS work, b.xmin::text::bigint AS xmin FROM ballot b
        WHERE t.dayless AND b.campaign = p_campaign AND b.day = p_prev AND b.tap = t.tap
          -- yesterday may be fenced, and hold the taps of who was merged into him since under his own number
          AND b.voter = ANY (ARRAY(SELECT voters_of(t.v)))
        LIMIT 1) b ON true
      CROSS JOIN LATERAL (SELECT array_position(m.taps, t.tap) AS i) p
      LEFT JOIN LATERAL (
        SELECT x.since FROM ban x WHERE x.voter = t.v AND x.since <= t.at AND (x.until IS NULL OR t.at < x.until)
        ORDER BY x.since LIMIT 1) banned ON true
      LEFT JOIN revocation revoked ON revoked.voter = t.v AND revoked.epoch > t.epoch),
  lead AS MATERIALIZED (
    SELECT DISTINCT ON (j.v) j.* FROM judged j WHERE j.verdict = 'try' ORDER BY j.v, j.ord),
  -- turns first: their winner has seen every earlier one, so the ballot behind it is his without a race
  turned AS (
    INSERT INTO turn (campaign, voter, seq, day, work)
    SELECT p_campaign, l.v, l.turns + 1, p_day, l.w FROM lead l WHERE wide ORDER BY l.v
    ON CONFLICT DO NOTHING RETURNING voter),
  ins AS (
    INSERT INTO ballot (campaign, day, voter, slot, work, tap, accepted_at, rules, share)
    SELECT p_campaign, p_day, l.v, l.n + 1, l.w, l.tap, l.at, p_rules,
      CASE WHEN l.share IS NOT NULL THEN (
        SELECT s.id FROM share s WHERE s.code = l.share AND s.campaign = p_campaign AND s.voter IS DISTINCT FROM l.v) END
    FROM lead l WHERE NOT wide OR l.v IN (SELECT voter FROM turned) ORDER BY l.v
    ON CONFLICT DO NOTHING RETURNING voter, work),
  counted AS (SELECT i.work, count(*)::integer AS votes FROM ins i GROUP BY i.work ORDER BY i.work),
  delta AS (
    INSERT INTO tally_delta (campaign, works, recorded, valid)
    SELECT p_campaign, array_agg(c.work), array_agg(c.votes), array_agg(c.votes) FROM counted c HAVING count(*) > 0),
  -- arrays, for joins of these without a hash compare every row with every other
  led AS MATERIALIZED (SELECT array_agg(l.ord) AS ords FROM lead l),
  won AS MATERIALIZED (SELECT array_agg(i.voter) AS voters FROM ins i),
  marked AS (
    INSERT INTO signal (campaign, day, voter, slot, address_hash, prefix_hash)
    SELECT p_campaign, p_day, l.v, l.n + 1, uuid_send(l.address), int8send(l.prefix)
    FROM lead l CROSS JOIN won WHERE l.address IS NOT NULL AND l.v = ANY (won.voters))
  SELECT j.ord,
    CASE WHEN j.verdict = 'before' THEN 'repeat'
         WHEN j.verdict <> 'try' THEN j.verdict
         WHEN j.ord = ANY (led.ords) AND j.v = ANY (won.voters) THEN 'recorded'
         ELSE 'again' END,
    j.n + CASE WHEN j.ord = ANY (led.ords) AND j.v = ANY (won.voters) THEN 1 ELSE 0 END,
    CASE WHEN j.verdict = 'before' THEN p_prev ELSE p_day END,
    CASE WHEN j.verdict = 'try' THEN pg_current_xact_id_if_assigned()::text::bigint ELSE j.xmin END,
    j.since,
    j.turns + CASE WHEN wide AND j.ord = ANY (led.ords) AND j.v = ANY (won.voters) THEN 1 ELSE 0 END
  FROM judged j CROSS JOIN led CROSS JOIN won;

  -- A turn without its ballot cannot stand: another writer (a merge) took the slot meanwhile. All of it again.
  IF wide AND EXISTS (
      SELECT FROM unnest(p_voter) v(id)
      JOIN LATERAL (SELECT FROM turn u WHERE u.campaign = p_campaign AND u.voter = v.id
                    AND u.xmin = pg_current_xact_id_if_assigned()::xid) turned ON true
      WHERE NOT EXISTS (SELECT FROM ballot b WHERE b.campaign = p_campaign AND b.day = p_day AND b.voter = v.id
                        AND b.xmin = pg_current_xact_id_if_assigned()::xid)) THEN
    RAISE EXCEPTION 'a turn lost its slot' USING ERRCODE = 'serialization_failure';
  END IF;
END $$;
