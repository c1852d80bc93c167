-- Two voters turn out to be one, by the rules of all campaigns. It has grown by parameters that may be left out, so that
-- servers of the version before can still call it.
DROP FUNCTION IF EXISTS merge_voters(bigint, bigint, integer[], integer[], integer[], integer[]);
DROP FUNCTION IF EXISTS rule_merged(bigint, integer[], integer[], integer[], integer[]);

-- Merges two voters; the one with the higher number stands for both from then on, and is returned. (So the one whose
-- places must be closed first is also the first in the order in which everybody takes places, and nobody deadlocks.)
-- For each unfenced day: the next place of the first voter is taken, so that a batch in flight for him loses it, is
-- judged again, and meets the alias; then each of his ballots gets a blank one at the other voter, which spends the
-- quota and keeps the tap. Ballots beyond the rules are ruled "merged".
--   p_campaign, p_version, p_per_day, p_same, p_per_work, p_per_category, p_per_campaign   the rules of every version, as
--   cast_votes has them; a ballot names its version
-- 40001: there is a campaign or a version that the caller has not heard of yet; read them and try again.
CREATE OR REPLACE FUNCTION merge_voters(
  p_one bigint, p_other bigint, p_campaign integer[], p_version integer[], p_per_day integer[], p_same integer[],
  p_per_work integer[] DEFAULT NULL, p_per_category integer[] DEFAULT NULL, p_per_campaign integer[] DEFAULT NULL)
RETURNS bigint LANGUAGE plpgsql VOLATILE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  one   bigint;
  other bigint;
  d     record;
  b     record;
BEGIN
  LOOP
    one := least(voter_for(p_one), voter_for(p_other));
    other := greatest(voter_for(p_one), voter_for(p_other));
    IF one = other THEN
      RETURN other;
    END IF;
    PERFORM FROM voter v WHERE v.id IN (one, other) ORDER BY v.id FOR NO KEY UPDATE;
    EXIT WHEN NOT EXISTS (SELECT FROM alias a WHERE a.voter IN (one, other));
  END LOOP;

  INSERT INTO alias (voter, into_voter) VALUES (one, other);
  UPDATE alias a SET into_voter = other WHERE a.into_voter = one;
  -- whatever a token of his says: nobody is let in as him again
  INSERT INTO revocation (voter, epoch, revoked_at) VALUES (one, 2147483647, clock_timestamp())
  ON CONFLICT (voter) DO UPDATE SET epoch = excluded.epoch, revoked_at = excluded.revoked_at;
  -- not revoked: but new tokens of his are told from old ones, behind which a process may remember fewer ballots
  UPDATE voter v SET token_epoch = v.token_epoch + 1 WHERE v.id = other;
  INSERT INTO ban (voter, since, until, reason) SELECT other, x.since, x.until, x.reason FROM ban x WHERE x.voter = one
  ON CONFLICT DO NOTHING;
  INSERT INTO audit (at, operator, act, reason, before, after)
  VALUES (campaign_time(), 'dianzan', 'merge', 'one unionid', jsonb_build_object('voter', one), jsonb_build_object('voter', other));

  FOR d IN
    SELECT c.campaign, c.day, max(r.version) AS version,
           bool_or(r.same = 2 OR r.per_work > 0 OR r.per_category > 0 OR r.per_campaign > 0) AS turns,
           c.day = min(c.day) OVER (PARTITION BY c.campaign) AS first
    FROM campaign_day c
      LEFT JOIN unnest(p_campaign, p_version, p_same, p_per_work, p_per_category, p_per_campaign)
        r(campaign, version, same, per_work, per_category, per_campaign) USING (campaign)
    WHERE c.starts_at <= campaign_time() + interval '1 minute'
      AND NOT EXISTS (SELECT FROM fence f WHERE f.campaign = c.campaign AND f.day = c.day)
    GROUP BY c.campaign, c.day ORDER BY c.campaign, c.day
  LOOP
    IF d.version IS NULL THEN
      RAISE EXCEPTION 'campaign % is not known', d.campaign USING ERRCODE = 'serialization_failure';
    END IF;
    PERFORM pg_advisory_xact_lock_shared(d.campaign, d.day - date '2000-01-01');
    IF d.turns AND d.first THEN
      PERFORM append_turn(d.campaign, one, d.day, NULL);
      FOR b IN SELECT t.day, t.work FROM turn t
               WHERE t.campaign = d.campaign AND t.voter = one AND t.work IS NOT NULL ORDER BY t.seq LOOP
        PERFORM append_turn(d.campaign, other, b.day, b.work);
      END LOOP;
    END IF;
    CONTINUE WHEN EXISTS (SELECT FROM fence f WHERE f.campaign = d.campaign AND f.day = d.day);
    PERFORM append_blank(d.campaign, d.day, one, NULL, gen_random_uuid(), campaign_time(), d.version);
    FOR b IN SELECT x.work, x.for_work, x.tap, x.accepted_at, x.rules FROM ballot x
             WHERE x.campaign = d.campaign AND x.day = d.day AND x.voter = one
               AND coalesce(x.work, x.for_work) IS NOT NULL ORDER BY x.slot LOOP
      PERFORM append_blank(d.campaign, d.day, other, coalesce(b.work, b.for_work), b.tap, b.accepted_at, b.rules);
    END LOOP;
  END LOOP;

  PERFORM rule_merged(other, p_campaign, p_version, p_per_day, p_same, p_per_work, p_per_category, p_per_campaign);
  RETURN other;
END $$;

-- Campaigns whose result stands are left out; where it comes to stand meanwhile, the ruling is not written (see V12).
-- Rules out what one person has cast beyond the rules, ballot by ballot in the order of (accepted_at, voter, slot),
-- whatever its other rulings: what stands so far counts against every quota of the ballot's own rules. A person has few.
CREATE OR REPLACE FUNCTION rule_merged(
  p_voter bigint, p_campaign integer[], p_version integer[], p_per_day integer[], p_same integer[],
  p_per_work integer[] DEFAULT NULL, p_per_category integer[] DEFAULT NULL, p_per_campaign integer[] DEFAULT NULL)
RETURNS void LANGUAGE plpgsql VOLATILE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  b           record;
  at_campaign integer;
  works       integer[];
  days        date[];
  categories  text[];
  lost_of     integer[] := '{}';
  lost_works  integer[] := '{}';
BEGIN
  IF EXISTS (
      SELECT FROM voters_of(p_voter) v(id) CROSS JOIN campaign_day d
      CROSS JOIN LATERAL (SELECT x.campaign, x.rules FROM ballot x
                          WHERE x.campaign = d.campaign AND x.day = d.day AND x.voter = v.id OFFSET 0) b
      WHERE NOT EXISTS (SELECT FROM unnest(p_campaign, p_version) r(campaign, version)
                        WHERE r.campaign = b.campaign AND r.version = b.rules)) THEN
    RAISE EXCEPTION 'rules that are not known' USING ERRCODE = 'serialization_failure';
  END IF;

  FOR b IN
    SELECT c.campaign, c.day, c.voter, c.slot, c.work, r.per_day, r.same, x.state, coalesce(x.seq, 0) AS seq,
      CASE WHEN r.same = 2 THEN 1 ELSE coalesce(r.per_work, 0) END AS per_work,
      coalesce(r.per_category, 0) AS per_category, coalesce(r.per_campaign, 0) AS per_campaign,
      (SELECT k.category FROM work k WHERE k.id = c.work) AS category
    FROM voters_of(p_voter) v(id)
      CROSS JOIN campaign_day d
      -- OFFSET keeps it a look-up by key for each day: a join could read the days whole
      CROSS JOIN LATERAL (SELECT y.* FROM ballot y
                          WHERE y.campaign = d.campaign AND y.day = d.day AND y.voter = v.id OFFSET 0) c
      JOIN unnest(p_campaign, p_version, p_per_day, p_same, p_per_work, p_per_category, p_per_campaign)
        r(campaign, version, per_day, same, per_work, per_category, per_campaign)
        ON r.campaign = c.campaign AND r.version = c.rules
      LEFT JOIN LATERAL (
        SELECT z.state, z.seq FROM ruling z
        WHERE z.campaign = c.campaign AND z.day = c.day AND z.voter = c.voter AND z.slot = c.slot
        ORDER BY z.seq DESC LIMIT 1) x ON true
    WHERE c.work IS NOT NULL AND x.state IS DISTINCT FROM 'merged' AND NOT is_final(c.campaign)
    ORDER BY c.campaign, c.accepted_at, c.voter, c.slot
  LOOP
    IF b.campaign IS DISTINCT FROM at_campaign THEN
      at_campaign := b.campaign;
      works := '{}';
      days := '{}';
      categories := '{}';
    END IF;
    IF (SELECT count(*) FILTER (WHERE s.day = b.day) >= b.per_day
            OR (b.same = 1 AND count(*) FILTER (WHERE s.day = b.day AND s.work = b.work) >= 1)
            OR (b.per_work > 0 AND count(*) FILTER (WHERE s.work = b.work) >= b.per_work)
            OR (b.per_category > 0 AND count(*) FILTER (WHERE s.category = b.category) >= b.per_category)
            OR (b.per_campaign > 0 AND count(*) >= b.per_campaign)
        FROM unnest(works, days, categories) s(work, day, category)) THEN
      INSERT INTO ruling (campaign, day, voter, slot, seq, state, operator, reason, made_at)
      VALUES (b.campaign, b.day, b.voter, b.slot, b.seq + 1, 'merged', 'dianzan', 'two voters turned out to be one', campaign_time());
      IF FOUND AND (b.state IS NULL OR b.state = 'valid') THEN
        lost_of := lost_of || b.campaign;
        lost_works := lost_works || b.work;
      END IF;
    ELSE
      works := works || b.work;
      days := days || b.day;
      categories := categories || coalesce(b.category, '');
    END IF;
  END LOOP;

  INSERT INTO tally_delta (campaign, works, recorded, valid)
  SELECT l.campaign, array_agg(l.work), array_agg(0), array_agg(-l.votes)
  FROM (SELECT u.campaign, u.work, count(*)::integer AS votes
        FROM unnest(lost_of, lost_works) u(campaign, work) GROUP BY u.campaign, u.work) l
  GROUP BY l.campaign;
END $$;
