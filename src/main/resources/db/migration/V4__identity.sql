-- Keys ---------------------------------------------------------------------------------------------------------------

-- Which keys each live process holds, so that none is used for writing before all can read what it wrote.
-- place: 1 is the one that the process would like to write with.
CREATE TABLE held_key (
  process     uuid NOT NULL,
  ring        text NOT NULL,
  name        text NOT NULL,
  place       integer NOT NULL,
  fingerprint bytea NOT NULL,
  seen_at     timestamptz NOT NULL,
  PRIMARY KEY (process, ring, name)
);

-- The keys that have written; of each ring the latest writes now. The fingerprint tells two keys of one name apart.
CREATE TABLE key_use (
  ring        text NOT NULL,
  name        text NOT NULL,
  fingerprint bytea NOT NULL,
  since       timestamptz NOT NULL,
  PRIMARY KEY (ring, name)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON held_key, key_use TO "${server}";

-- The key of a ring that writes now; null before any process has reported.
CREATE FUNCTION writing_key(p_ring text) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT u.name FROM key_use u WHERE u.ring = p_ring ORDER BY u.since DESC LIMIT 1 $$;

-- A process tells which keys of a ring it holds, and is told which one writes: the one that every live process has at
-- the head of its ring, or else the one that has written so far.
-- Fails with 55000 where the ring cannot be used: another key has this name, or one is missing whose hashes are in use.
CREATE FUNCTION report_keys(p_process uuid, p_ring text, p_names text[], p_fingerprints bytea[], p_live interval)
RETURNS text LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  stranger text;
  missing  text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('report_keys'), hashtext(p_ring));
  DELETE FROM held_key h WHERE h.ring = p_ring AND (h.process = p_process OR h.seen_at < clock_timestamp() - p_live);

  stranger := (SELECT k.name FROM unnest(p_names, p_fingerprints) m(name, fingerprint)
    JOIN (SELECT name, fingerprint FROM key_use WHERE ring = p_ring
          UNION ALL SELECT name, fingerprint FROM held_key WHERE ring = p_ring) k USING (name)
    WHERE k.fingerprint <> m.fingerprint LIMIT 1);
  IF stranger IS NOT NULL THEN
    RAISE EXCEPTION '%: another key is called "%" elsewhere', p_ring, stranger
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;

  IF p_ring = 'subjects' THEN
    missing := (SELECT u.name FROM key_use u WHERE u.ring = p_ring AND u.name <> ALL (p_names) AND (
        EXISTS (SELECT FROM account a WHERE a.hash_key = u.name)
        OR EXISTS (SELECT FROM union_id a WHERE a.hash_key = u.name)
        OR EXISTS (SELECT FROM tombstone a WHERE a.hash_key = u.name)) LIMIT 1);
    IF missing IS NOT NULL THEN
      RAISE EXCEPTION '%: the key "%" is missing, and its hashes are in use', p_ring, missing
        USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    -- what no hash needs any more is not asked about again
    DELETE FROM key_use u WHERE u.ring = p_ring AND u.name <> ALL (p_names);
  END IF;

  INSERT INTO held_key (process, ring, name, place, fingerprint, seen_at)
  SELECT p_process, p_ring, m.name, m.place, m.fingerprint, clock_timestamp()
  FROM unnest(p_names, p_fingerprints) WITH ORDINALITY m(name, fingerprint, place);

  IF NOT EXISTS (SELECT FROM held_key h WHERE h.ring = p_ring AND h.place = 1 AND h.name <> p_names[1])
      AND p_names[1] IS DISTINCT FROM writing_key(p_ring) THEN
    INSERT INTO key_use (ring, name, fingerprint, since) VALUES (p_ring, p_names[1], p_fingerprints[1], clock_timestamp())
    ON CONFLICT (ring, name) DO UPDATE SET since = excluded.since;
  END IF;
  RETURN writing_key(p_ring);
END $$;

-- Sessions -----------------------------------------------------------------------------------------------------------

-- Whose tokens of an epoch below this are no longer good; kept for as long as such a token may live.
CREATE TABLE revocation (
  voter      bigint PRIMARY KEY REFERENCES voter,
  epoch      integer NOT NULL,
  revoked_at timestamptz NOT NULL
);
CREATE INDEX revocation_time ON revocation (revoked_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON revocation TO "${server}";

-- Ends all sessions of a voter: his next epoch begins.
CREATE FUNCTION end_sessions(p_voter bigint) RETURNS void LANGUAGE sql VOLATILE AS $$
WITH raised AS (UPDATE voter v SET token_epoch = v.token_epoch + 1 WHERE v.id = p_voter RETURNING v.id, v.token_epoch)
INSERT INTO revocation (voter, epoch, revoked_at) SELECT r.id, r.token_epoch, clock_timestamp() FROM raised r
ON CONFLICT (voter) DO UPDATE SET epoch = excluded.epoch, revoked_at = excluded.revoked_at
$$;

-- People -------------------------------------------------------------------------------------------------------------

-- What a tombstone names: an account, or (provider and app empty) a union.
COMMENT ON TABLE tombstone IS 'what stays of an erased account or (provider and app empty) union';
CREATE INDEX tombstone_voter ON tombstone (voter);
CREATE INDEX alias_into ON alias (into_voter);

GRANT UPDATE (subject_hash, hash_key) ON account TO "${server}";
GRANT UPDATE (union_hash, hash_key) ON union_id TO "${server}";
GRANT UPDATE (into_voter) ON alias TO "${server}";

-- The voter who stands for a voter: himself, or the one into whom he was merged. Aliases are kept flat.
CREATE FUNCTION voter_for(p_voter bigint) RETURNS bigint LANGUAGE sql STABLE AS
$$ SELECT coalesce((SELECT a.into_voter FROM alias a WHERE a.voter = p_voter), p_voter) $$;

-- All voters who are this one person.
CREATE FUNCTION voters_of(p_voter bigint) RETURNS SETOF bigint LANGUAGE sql STABLE AS
$$ SELECT p_voter UNION ALL SELECT a.voter FROM alias a WHERE a.into_voter = p_voter $$;

-- The voter behind an account, made if there is none. Two processes that meet the same person at once make one voter:
-- each takes a lock on every name that the person has (in one order everywhere, so that they cannot deadlock) and only
-- then looks, in a new snapshot. It looks before it draws a voter's number, so that the numbers stay dense.
--   p_keys, p_subjects, p_unions   names of keys, and hashes under them, in one order; p_unions is empty where the
--                                  person has no unionid
-- A known union brings a new account to its voter; a known account takes a union that is free; who was erased and comes
-- back finds his number; rows of an older key get the one that writes now. Where account and union belong to two voters
-- nothing is written, and "other" names the second: merge them, and ask again.
DROP FUNCTION admit_voter(text, text, text[], bytea[], bytea[]);
CREATE FUNCTION admit_voter(p_provider text, p_app text, p_keys text[], p_subjects bytea[], p_unions bytea[])
RETURNS TABLE (voter bigint, epoch integer, united boolean, other bigint) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  lock       bigint;
  writing    integer;
  by_account bigint;
  by_union   bigint;
  whose      bigint;
BEGIN
  FOR lock IN
    SELECT DISTINCT ('x' || encode(substr(h, 1, 8), 'hex'))::bit(64)::bigint AS half
    FROM unnest(p_subjects || p_unions) h ORDER BY half
  LOOP
    PERFORM pg_advisory_xact_lock(lock);
  END LOOP;

  -- a process that woke up after the others went on to a new key must not make a second voter of somebody
  writing := array_position(p_keys, writing_key('subjects'));
  IF writing IS NULL THEN
    RAISE EXCEPTION 'this process lacks the key that writes' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;

  LOOP
    by_account := voter_for(coalesce(
      (SELECT a.voter FROM account a
       WHERE a.provider = p_provider AND a.app = p_app AND a.subject_hash = ANY (p_subjects) LIMIT 1),
      (SELECT t.voter FROM tombstone t
       WHERE t.provider = p_provider AND t.app = p_app AND t.subject_hash = ANY (p_subjects) LIMIT 1)));
    by_union := voter_for(coalesce(
      (SELECT u.voter FROM union_id u WHERE u.union_hash = ANY (p_unions) LIMIT 1),
      (SELECT t.voter FROM tombstone t
       WHERE t.provider = '' AND t.app = '' AND t.subject_hash = ANY (p_unions) LIMIT 1)));
    IF by_account <> by_union THEN
      RETURN QUERY SELECT by_account, NULL::integer, true, by_union;
      RETURN;
    END IF;
    whose := coalesce(by_account, by_union);
    EXIT WHEN whose IS NULL;
    -- a merge that is under way ends first; then it may be another voter who stands for this person
    PERFORM FROM voter v WHERE v.id = whose FOR SHARE;
    EXIT WHEN voter_for(whose) = whose;
  END LOOP;
  IF whose IS NULL THEN
    INSERT INTO voter DEFAULT VALUES RETURNING id INTO whose;
  END IF;

  UPDATE account a SET subject_hash = p_subjects[writing], hash_key = p_keys[writing]
  WHERE a.provider = p_provider AND a.app = p_app AND a.subject_hash = ANY (p_subjects) AND a.hash_key <> p_keys[writing];
  INSERT INTO account (provider, app, subject_hash, hash_key, voter)
  VALUES (p_provider, p_app, p_subjects[writing], p_keys[writing], whose) ON CONFLICT DO NOTHING;
  DELETE FROM tombstone t WHERE t.provider = p_provider AND t.app = p_app AND t.subject_hash = ANY (p_subjects);

  IF cardinality(p_unions) > 0 THEN
    UPDATE union_id u SET union_hash = p_unions[writing], hash_key = p_keys[writing]
    WHERE u.union_hash = ANY (p_unions) AND u.hash_key <> p_keys[writing];
    INSERT INTO union_id (union_hash, hash_key, voter) VALUES (p_unions[writing], p_keys[writing], whose)
    ON CONFLICT DO NOTHING;
    DELETE FROM tombstone t WHERE t.provider = '' AND t.app = '' AND t.subject_hash = ANY (p_unions);
  END IF;

  RETURN QUERY SELECT v.id, v.token_epoch,
    EXISTS (SELECT FROM union_id u WHERE u.voter IN (SELECT voters_of(whose))), NULL::bigint
  FROM voter v WHERE v.id = whose;
END $$;
REVOKE ALL ON FUNCTION admit_voter(text, text, text[], bytea[], bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION admit_voter(text, text, text[], bytea[], bytea[]) TO "${server}";

-- Forgets who a voter is; what he has done keeps his number. His names become tombstones, so that coming back finds it.
CREATE FUNCTION erase_voter(p_voter bigint) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  whose bigint;
BEGIN
  LOOP
    whose := voter_for(p_voter);
    PERFORM FROM voter v WHERE v.id = whose FOR NO KEY UPDATE;
    -- a merge that was under way has ended: who stands for him now?
    EXIT WHEN voter_for(p_voter) = whose;
  END LOOP;
  WITH gone AS (DELETE FROM account a WHERE a.voter IN (SELECT voters_of(whose)) RETURNING a.*)
  INSERT INTO tombstone (provider, app, subject_hash, hash_key, voter)
  SELECT g.provider, g.app, g.subject_hash, g.hash_key, whose FROM gone g ON CONFLICT DO NOTHING;
  WITH gone AS (DELETE FROM union_id u WHERE u.voter IN (SELECT voters_of(whose)) RETURNING u.*)
  INSERT INTO tombstone (provider, app, subject_hash, hash_key, voter)
  SELECT '', '', g.union_hash, g.hash_key, whose FROM gone g ON CONFLICT DO NOTHING;
  PERFORM end_sessions(whose);
END $$;

-- Takes away the tombstones on which nothing depends any more: each day that the voter voted on is fenced, no campaign
-- whose rules look back over its days (so that there is a turn of his) goes on, and no ban of his is in force.
-- A campaign goes on while one of its days is not fenced.
CREATE FUNCTION forget_tombstones() RETURNS bigint LANGUAGE plpgsql VOLATILE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  erased    record;
  forgotten bigint := 0;
BEGIN
  -- a vote of his may still be in flight in the first minute
  FOR erased IN SELECT DISTINCT t.voter FROM tombstone t WHERE t.erased_at < clock_timestamp() - interval '1 minute'
  LOOP
    IF NOT depends_on(voter_for(erased.voter)) THEN
      DELETE FROM tombstone t WHERE t.voter = erased.voter;
      forgotten := forgotten + 1;
    END IF;
  END LOOP;
  RETURN forgotten;
END $$;

-- Whether something that goes on hangs on a person's past. A loop of keyed look-ups: in one statement the planner would
-- read the days of everybody.
CREATE FUNCTION depends_on(p_voter bigint) RETURNS boolean LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  person bigint;
  d      record;
BEGIN
  FOR person IN SELECT voters_of(p_voter) LOOP
    IF EXISTS (SELECT FROM ban b WHERE b.voter = person AND (b.until IS NULL OR b.until > campaign_time())) THEN
      RETURN true;
    END IF;
    FOR d IN SELECT c.campaign, c.day, c.starts_at <= campaign_time() AS begun FROM campaign_day c
             WHERE NOT EXISTS (SELECT FROM fence f WHERE f.campaign = c.campaign AND f.day = c.day) LOOP
      IF EXISTS (SELECT FROM turn x WHERE x.campaign = d.campaign AND x.voter = person)
          OR (d.begun AND EXISTS (SELECT FROM ballot b
                                  WHERE b.campaign = d.campaign AND b.day = d.day AND b.voter = person)) THEN
        RETURN true;
      END IF;
    END LOOP;
  END LOOP;
  RETURN false;
END $$;

-- Two voters turn out to be one --------------------------------------------------------------------------------------

-- The work that the ballot of a merged voter was for, in the blank ballot that stands for it.
ALTER TABLE ballot ADD COLUMN for_work integer;
ALTER TABLE ballot ADD CONSTRAINT blank_or_cast CHECK (work IS NULL OR for_work IS NULL);

-- Takes the next free place in a voter's day; tries until it has one, for his own taps race for it.
CREATE FUNCTION append_blank(
  p_campaign integer, p_day date, p_voter bigint, p_work integer, p_tap uuid, p_accepted_at timestamptz, p_rules integer)
RETURNS void LANGUAGE plpgsql VOLATILE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  LOOP
    INSERT INTO ballot (campaign, day, voter, slot, for_work, tap, accepted_at, rules)
    SELECT p_campaign, p_day, p_voter, count(*) + 1, p_work, p_tap, p_accepted_at, p_rules
    FROM ballot b WHERE b.campaign = p_campaign AND b.day = p_day AND b.voter = p_voter
    ON CONFLICT DO NOTHING;
    EXIT WHEN FOUND;
  END LOOP;
END $$;

CREATE FUNCTION append_turn(p_campaign integer, p_voter bigint, p_day date, p_work integer)
RETURNS void LANGUAGE plpgsql VOLATILE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  LOOP
    INSERT INTO turn (campaign, voter, seq, day, work)
    SELECT p_campaign, p_voter, count(*) + 1, p_day, p_work
    FROM turn t WHERE t.campaign = p_campaign AND t.voter = p_voter
    ON CONFLICT DO NOTHING;
    EXIT WHEN FOUND;
  END LOOP;
END $$;

-- Merges two voters; the one with the higher number stands for both from then on, and is returned. (So the one whose
-- places must be closed first is also the first in the order in which everybody takes places, and nobody deadlocks.)
-- For each unfenced day: the next place of the first voter is taken, so that a batch in flight for him loses it, is
-- judged again, and meets the alias; then each of his ballots gets a blank one at the other voter, which spends the
-- quota and keeps the tap. Ballots beyond the rules are ruled "merged".
--   p_campaign, p_version, p_per_day, p_same   the rules of every version; a ballot names its version
-- 40001: there is a campaign or a version that the caller has not heard of yet; read them and try again.
CREATE FUNCTION merge_voters(
  p_one bigint, p_other bigint, p_campaign integer[], p_version integer[], p_per_day integer[], p_same integer[])
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
    SELECT c.campaign, c.day, max(r.version) AS version, bool_or(r.same = 2) AS turns,
           c.day = min(c.day) OVER (PARTITION BY c.campaign) AS first
    FROM campaign_day c LEFT JOIN unnest(p_campaign, p_version, p_same) r(campaign, version, same) USING (campaign)
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

  PERFORM rule_merged(other, p_campaign, p_version, p_per_day, p_same);
  RETURN other;
END $$;

-- (Once campaigns have a final result, it is to be left out here.)
-- Rules out what one person has cast beyond the rules, in the order of (accepted_at, voter, slot), whatever its other
-- rulings: first the second ballot for a work where only one is allowed, then what is over the day's quota.
CREATE FUNCTION rule_merged(
  p_voter bigint, p_campaign integer[], p_version integer[], p_per_day integer[], p_same integer[])
RETURNS void LANGUAGE plpgsql VOLATILE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  IF EXISTS (
      SELECT FROM voters_of(p_voter) v(id) CROSS JOIN campaign_day d
      CROSS JOIN LATERAL (SELECT x.campaign, x.rules FROM ballot x
                          WHERE x.campaign = d.campaign AND x.day = d.day AND x.voter = v.id OFFSET 0) b
      WHERE NOT EXISTS (SELECT FROM unnest(p_campaign, p_version) r(campaign, version)
                        WHERE r.campaign = b.campaign AND r.version = b.rules)) THEN
    RAISE EXCEPTION 'rules that are not known' USING ERRCODE = 'serialization_failure';
  END IF;

  WITH cast_by AS (
    SELECT b.campaign, b.day, b.voter, b.slot, b.work, b.accepted_at, r.per_day, r.same, x.state, coalesce(x.seq, 0) AS seq
    FROM voters_of(p_voter) v(id)
      CROSS JOIN campaign_day d
      -- OFFSET keeps it a look-up by key for each day: a join could read the days whole
      CROSS JOIN LATERAL (SELECT x.* FROM ballot x
                          WHERE x.campaign = d.campaign AND x.day = d.day AND x.voter = v.id OFFSET 0) b
      JOIN unnest(p_campaign, p_version, p_per_day, p_same) r(campaign, version, per_day, same)
        ON r.campaign = b.campaign AND r.version = b.rules
      LEFT JOIN LATERAL (
        SELECT y.state, y.seq FROM ruling y
        WHERE y.campaign = b.campaign AND y.day = b.day AND y.voter = b.voter AND y.slot = b.slot
        ORDER BY y.seq DESC LIMIT 1) x ON true
    WHERE b.work IS NOT NULL AND x.state IS DISTINCT FROM 'merged'),
  counted AS (
    SELECT c.*, CASE WHEN c.same = 0 THEN 1 ELSE row_number() OVER (
      PARTITION BY c.campaign, c.work, CASE WHEN c.same = 2 THEN NULL ELSE c.day END
      ORDER BY c.accepted_at, c.voter, c.slot) END AS nth
    FROM cast_by c),
  placed AS (
    SELECT n.*, row_number() OVER (
      PARTITION BY n.campaign, n.day, n.nth = 1 ORDER BY n.accepted_at, n.voter, n.slot) AS place
    FROM counted n),
  ruled AS (
    INSERT INTO ruling (campaign, day, voter, slot, seq, state, operator, reason, made_at)
    SELECT p.campaign, p.day, p.voter, p.slot, p.seq + 1, 'merged', 'dianzan', 'two voters turned out to be one', campaign_time()
    FROM placed p WHERE p.nth > 1 OR p.place > p.per_day
    RETURNING campaign, day, voter, slot),
  lost AS (
    SELECT p.campaign, p.work, count(*)::integer AS votes
    FROM ruled r JOIN placed p USING (campaign, day, voter, slot)
    WHERE p.state IS NULL OR p.state = 'valid' GROUP BY p.campaign, p.work)
  INSERT INTO tally_delta (campaign, works, recorded, valid)
  SELECT l.campaign, array_agg(l.work), array_agg(0), array_agg(-l.votes) FROM lost l GROUP BY l.campaign;
END $$;

-- The judgement has grown by a parameter; it stands in a file of its own now.
DROP FUNCTION cast_votes(integer, date, date, integer, integer, integer, integer, interval,
  bigint[], integer[], uuid[], timestamptz[], boolean[]);
