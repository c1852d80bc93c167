-- Rulings ------------------------------------------------------------------------------------------------------------

-- Locks of rulings, beside the day's (order everywhere: day, final, ruling, then rows by key, tally):
--   (hashtext('final'), campaign)    shared by all who rule, exclusive for the act that makes the result final
--   (hashtext('ruling'), campaign)   one ruling of an operator at a time; merges share it
-- An operator's ruling takes no day's lock: it may work for minutes, and whoever wants that lock alone, be it for a
-- second, keeps the votes of the day waiting behind him. So it is the fence that gives way to a ruling.

-- Whether the result of a campaign stands: from the moment of the act on, not only when it takes effect.
CREATE FUNCTION is_final(p_campaign integer) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT FROM event e WHERE e.campaign = p_campaign AND e.kind = 'final') $$;

-- Ends a day once its time and the last row's patience are over. The exclusive lock waits for every call in flight. Once
-- a day is fenced, each ruling that was made on it can be read: false, to be tried again, while one is under way or waits.
CREATE OR REPLACE FUNCTION fence_day(p_campaign integer, p_day date, p_patience interval) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(p_campaign, p_day - date '2000-01-01');
  -- shared, as merges have it: they are over already, for they hold the day's lock too
  IF NOT pg_try_advisory_xact_lock_shared(hashtext('ruling'), p_campaign) THEN
    RETURN false;
  END IF;
  INSERT INTO fence (campaign, day, fenced_at)
  SELECT p_campaign, p_day, campaign_time() FROM campaign_day d
  WHERE d.campaign = p_campaign AND d.day = p_day AND d.ends_at + p_patience <= campaign_time()
  ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;

-- What each act does to a state. "merged" is for the merge of two voters alone, and nothing leads out of it.
CREATE FUNCTION ruled_from(p_act text) RETURNS text[] LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE p_act WHEN 'hold' THEN ARRAY['valid'] WHEN 'void' THEN ARRAY['valid', 'held'] WHEN 'release' THEN ARRAY['held', 'void'] END $$;
CREATE FUNCTION ruled_to(p_act text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE p_act WHEN 'hold' THEN 'held' WHEN 'void' THEN 'void' WHEN 'release' THEN 'valid' END $$;

-- The ballots of a campaign that a selection names, by key, with their state and how many rulings they have. Blank
-- ballots of merged voters are none. A selection joins any of
--   voter (all numbers of that person), work (number), day, since and before (of accepted_at), share (code),
--   address and prefix (hashes in hex)
-- The text is put together from what is asked, so that each plan reads only the days and the keys that it needs.
CREATE FUNCTION selected_ballots(p_campaign integer, p_selection jsonb)
RETURNS TABLE (day date, voter bigint, slot smallint, work integer, state text, seq integer)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  since_at  timestamptz := (p_selection ->> 'since')::timestamptz;
  before_at timestamptz := (p_selection ->> 'before')::timestamptz;
  days      date[];
  asked     text := '';
BEGIN
  IF p_selection - ARRAY['voter', 'work', 'day', 'since', 'before', 'share', 'address', 'prefix'] <> '{}'::jsonb
      OR p_selection = '{}'::jsonb THEN
    RAISE EXCEPTION 'a selection that names nothing, or what is not known' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  days := ARRAY(
    SELECT d.day FROM campaign_day d
    WHERE d.campaign = p_campaign AND (p_selection ->> 'day' IS NULL OR d.day = (p_selection ->> 'day')::date)
      AND (since_at IS NULL OR d.ends_at > since_at) AND (before_at IS NULL OR d.starts_at < before_at));
  IF p_selection ? 'voter' THEN
    asked := asked || ' AND b.voter = ANY ($3)';
  END IF;
  IF p_selection ? 'work' THEN
    asked := asked || ' AND b.work = $4';
  END IF;
  IF p_selection ? 'since' THEN
    asked := asked || ' AND b.accepted_at >= $5';
  END IF;
  IF p_selection ? 'before' THEN
    asked := asked || ' AND b.accepted_at < $6';
  END IF;
  IF p_selection ? 'share' THEN
    asked := asked || ' AND b.share = $7';
  END IF;
  IF p_selection ?| ARRAY['address', 'prefix'] THEN
    asked := asked || ' AND EXISTS (SELECT FROM signal s WHERE s.campaign = b.campaign AND s.day = b.day'
      || ' AND s.voter = b.voter AND s.slot = b.slot'
      || CASE WHEN p_selection ? 'address' THEN ' AND s.address_hash = $8' ELSE '' END
      || CASE WHEN p_selection ? 'prefix' THEN ' AND s.prefix_hash = $9' ELSE '' END || ')';
  END IF;
  RETURN QUERY EXECUTE
    'SELECT b.day, b.voter, b.slot, b.work, coalesce(r.state, ''valid''), coalesce(r.seq, 0)
     FROM ballot b LEFT JOIN LATERAL (
       SELECT x.state, x.seq FROM ruling x
       WHERE x.campaign = b.campaign AND x.day = b.day AND x.voter = b.voter AND x.slot = b.slot
       ORDER BY x.seq DESC LIMIT 1) r ON true
     WHERE b.campaign = $1 AND b.day = ANY ($2) AND b.work IS NOT NULL' || asked
    USING p_campaign, days,
      ARRAY(SELECT voters_of(voter_for((p_selection ->> 'voter')::bigint))),
      (SELECT w.id FROM work w WHERE w.campaign = p_campaign AND w.number = p_selection ->> 'work'),
      since_at, before_at,
      (SELECT s.id FROM share s WHERE s.campaign = p_campaign AND s.code = p_selection ->> 'share'),
      decode(p_selection ->> 'address', 'hex'), decode(p_selection ->> 'prefix', 'hex');
END $$;

-- One bit pattern for a ballot and how often it was ruled; those of a set are told apart by their exclusive or.
CREATE FUNCTION ballot_mark(p_day date, p_voter bigint, p_slot smallint, p_seq integer, p_seed bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE AS
$$ SELECT hashtextextended((p_day - date '2000-01-01') || ' ' || p_voter || ' ' || p_slot || ' ' || p_seq, p_seed) $$;

-- What a ruling would do now: how many ballots it rules and of how many voters, what states the selected ones have, and
-- by how much the count of each work moves. digest: of the ballots that would be ruled and their rulings so far.
CREATE FUNCTION weigh_ruling(p_campaign integer, p_selection jsonb, p_act text)
RETURNS TABLE (ballots bigint, voters bigint, digest text, met jsonb, works integer[], moves integer[])
LANGUAGE sql STABLE AS $$
  WITH s AS MATERIALIZED (SELECT * FROM selected_ballots(p_campaign, p_selection)),
  a AS (SELECT * FROM s WHERE s.state = ANY (ruled_from(p_act))),
  m AS (
    SELECT a.work, sum((ruled_to(p_act) = 'valid')::integer - (a.state = 'valid')::integer)::integer AS votes
    FROM a GROUP BY a.work)
  SELECT count(*), count(DISTINCT a.voter),
    concat_ws('-', count(*), to_hex(bit_xor(ballot_mark(a.day, a.voter, a.slot, a.seq, 0))),
      to_hex(bit_xor(ballot_mark(a.day, a.voter, a.slot, a.seq, 1)))),
    (SELECT coalesce(jsonb_object_agg(t.state, t.n), '{}') FROM (SELECT s.state, count(*) AS n FROM s GROUP BY s.state) t),
    ARRAY(SELECT m.work FROM m WHERE m.votes <> 0 ORDER BY abs(m.votes) DESC, m.work),
    ARRAY(SELECT m.votes FROM m WHERE m.votes <> 0 ORDER BY abs(m.votes) DESC, m.work)
  FROM a
$$;

-- Rules the ballots that a selection names and whose state the act may change: all of them, or none. In one transaction
-- with the rulings stand one tally delta (new - old valid) and the line of the audit.
--   p_most      no more than so many without a second operator
--   p_digest    what was shown: with another one nothing is done
--   p_proposal, p_second, p_second_reason   where a second operator confirms what the first proposed
-- verdict: done, nothing, moved, many, final. met: how many selected ballots were in which state.
CREATE FUNCTION rule_ballots(
  p_campaign integer, p_selection jsonb, p_act text, p_operator text, p_reason text, p_most bigint, p_digest text,
  p_proposal bigint, p_second text, p_second_reason text)
RETURNS TABLE (verdict text, ballots bigint, met jsonb, digest text) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  made  timestamptz;
  final boolean;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('final'), p_campaign);
  PERFORM pg_advisory_xact_lock(hashtext('ruling'), p_campaign);
  -- read behind the lock, past which no fence goes: the day of this instant is not fenced before this is done
  made := campaign_time();
  final := is_final(p_campaign);
  IF EXISTS (SELECT FROM campaign_day d JOIN fence f ON f.campaign = d.campaign AND f.day = d.day
             WHERE d.campaign = p_campaign AND d.starts_at <= made AND made < d.ends_at) THEN
    -- only a clock that was set back says so
    RAISE EXCEPTION 'the day of this ruling is over' USING ERRCODE = 'serialization_failure';
  END IF;

  -- one statement, and so one snapshot: what is weighed is what is ruled, whatever is voted meanwhile
  RETURN QUERY WITH
  s AS MATERIALIZED (SELECT * FROM selected_ballots(p_campaign, p_selection)),
  a AS MATERIALIZED (SELECT * FROM s WHERE s.state = ANY (ruled_from(p_act))),
  w AS MATERIALIZED (
    SELECT count(*) AS ballots, count(DISTINCT a.voter) AS voters,
      concat_ws('-', count(*), to_hex(bit_xor(ballot_mark(a.day, a.voter, a.slot, a.seq, 0))),
        to_hex(bit_xor(ballot_mark(a.day, a.voter, a.slot, a.seq, 1)))) AS digest
    FROM a),
  met AS MATERIALIZED (
    SELECT coalesce(jsonb_object_agg(t.state, t.n), '{}') AS met
    FROM (SELECT s.state, count(*) AS n FROM s GROUP BY s.state) t),
  told AS MATERIALIZED (
    SELECT CASE WHEN final THEN 'final'
                WHEN w.digest <> p_digest THEN 'moved'
                WHEN w.ballots = 0 THEN 'nothing'
                WHEN w.ballots > p_most THEN 'many'
                ELSE 'done' END AS verdict
    FROM w),
  -- (no ON CONFLICT: nobody else rules here until this ends, and if somebody did, nothing of this may stand)
  ruled AS (
    INSERT INTO ruling (campaign, day, voter, slot, seq, state, operator, reason, made_at)
    SELECT p_campaign, a.day, a.voter, a.slot, a.seq + 1, ruled_to(p_act), concat_ws(' + ', p_operator, p_second), p_reason, made
    FROM told CROSS JOIN a WHERE told.verdict = 'done' ORDER BY a.day, a.voter, a.slot),
  moved AS MATERIALIZED (
    SELECT a.work, sum((ruled_to(p_act) = 'valid')::integer - (a.state = 'valid')::integer)::integer AS votes
    FROM a GROUP BY a.work),
  delta AS (
    INSERT INTO tally_delta (campaign, works, recorded, valid)
    SELECT p_campaign, array_agg(m.work), array_agg(0), array_agg(m.votes)
    FROM told CROSS JOIN moved m WHERE told.verdict = 'done' AND m.votes <> 0 HAVING count(*) > 0),
  line AS (
    INSERT INTO audit (at, campaign, operator, act, reason, before, after)
    SELECT made, p_campaign, coalesce(p_second, p_operator), p_act, coalesce(p_second_reason, p_reason),
      jsonb_build_object('selection', p_selection, 'states', met.met),
      jsonb_strip_nulls(jsonb_build_object('state', ruled_to(p_act), 'ballots', w.ballots, 'voters', w.voters,
        'works', (SELECT count(*) FROM moved), 'valid', (SELECT sum(m.votes) FROM moved m),
        'proposal', p_proposal, 'proposedBy', CASE WHEN p_second IS NOT NULL THEN p_operator END))
    FROM told CROSS JOIN w CROSS JOIN met WHERE told.verdict = 'done')
  SELECT told.verdict, w.ballots, met.met, w.digest FROM told CROSS JOIN w CROSS JOIN met;
END $$;

-- A merge of two voters rules by itself, in the midst of a login. It leaves out a campaign whose result stands; and where
-- an operator has ruled since it looked, it is told to look again.
CREATE FUNCTION keep_merges_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('final'), NEW.campaign);
  PERFORM pg_advisory_xact_lock_shared(hashtext('ruling'), NEW.campaign);
  IF is_final(NEW.campaign) THEN
    RETURN NULL;
  END IF;
  IF EXISTS (SELECT FROM ruling r WHERE r.campaign = NEW.campaign AND r.day = NEW.day AND r.voter = NEW.voter
             AND r.slot = NEW.slot AND r.seq >= NEW.seq) THEN
    RAISE EXCEPTION 'a ruling came between' USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER merges_in_order BEFORE INSERT ON ruling FOR EACH ROW WHEN (NEW.state = 'merged')
  EXECUTE FUNCTION keep_merges_in_order();

-- Four eyes ----------------------------------------------------------------------------------------------------------

-- Who stands behind an operator's name, by whatever door he came (cli: the command line, oidc: an issuer) and however he
-- spells it. Operator.isSamePerson says the same.
CREATE FUNCTION person_of(p_operator text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT lower(btrim(regexp_replace(p_operator, '^(\s*(cli|oidc):)+', '', 'i'))) $$;

-- A ruling on many ballots, as one operator proposed it and saw it. It is done when another confirms.
-- outcome: done, taken-back, expired, final (the result came first); empty while it waits.
CREATE TABLE ruling_proposal (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign    integer NOT NULL REFERENCES campaign,
  act         text NOT NULL CHECK (ruled_to(act) IS NOT NULL),
  selection   jsonb NOT NULL,
  operator    text NOT NULL,
  reason      text NOT NULL,
  ballots     bigint NOT NULL,
  digest      text NOT NULL,
  proposed_at timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  outcome     text CHECK (outcome IN ('done', 'taken-back', 'expired', 'final')),
  ended_by    text,
  ended_at    timestamptz
);
CREATE INDEX ruling_proposal_waiting ON ruling_proposal (campaign, id) WHERE outcome IS NULL;

GRANT SELECT, INSERT ON ruling_proposal TO "${server}";
GRANT UPDATE (outcome, ended_by, ended_at) ON ruling_proposal TO "${server}";

-- What was proposed stays as it was; an outcome is written once.
CREATE FUNCTION keep_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.outcome IS NULL AND NEW.outcome IS NOT NULL
      AND (to_jsonb(OLD) - ARRAY['outcome', 'ended_by', 'ended_at']) = (to_jsonb(NEW) - ARRAY['outcome', 'ended_by', 'ended_at']) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a proposal is kept as it was made' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON ruling_proposal FOR EACH ROW EXECUTE FUNCTION keep_proposal();

-- verdict: done (waits now), nothing, moved, final
CREATE FUNCTION propose_ruling(
  p_campaign integer, p_selection jsonb, p_act text, p_operator text, p_reason text, p_digest text, p_patience interval)
RETURNS TABLE (verdict text, proposal bigint) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  weighed record;
  made    ruling_proposal;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('final'), p_campaign);
  SELECT * INTO weighed FROM weigh_ruling(p_campaign, p_selection, p_act);
  IF is_final(p_campaign) OR weighed.digest <> p_digest OR weighed.ballots = 0 THEN
    RETURN QUERY SELECT CASE WHEN is_final(p_campaign) THEN 'final' WHEN weighed.digest <> p_digest THEN 'moved'
      ELSE 'nothing' END, NULL::bigint;
    RETURN;
  END IF;
  INSERT INTO ruling_proposal (campaign, act, selection, operator, reason, ballots, digest, proposed_at, expires_at)
  VALUES (p_campaign, p_act, p_selection, p_operator, p_reason, weighed.ballots, weighed.digest,
    campaign_time(), campaign_time() + p_patience)
  RETURNING * INTO made;
  INSERT INTO audit (at, campaign, operator, act, reason, before, after)
  VALUES (made.proposed_at, p_campaign, p_operator, 'propose-' || p_act, p_reason,
    jsonb_build_object('selection', p_selection, 'states', weighed.met),
    jsonb_build_object('proposal', made.id, 'ballots', made.ballots, 'expires', made.expires_at));
  RETURN QUERY SELECT 'done', made.id;
END $$;

-- Before a proposal's row stands the lock of the result, wherever proposals end: the act that makes it final has the lock
-- first and then ends them.
-- verdict: as rule_ballots has it, or unknown, ended, expired, same (it is the first operator who confirms)
CREATE FUNCTION confirm_ruling(p_campaign integer, p_proposal bigint, p_operator text, p_reason text, p_digest text)
RETURNS TABLE (verdict text, ballots bigint, met jsonb, digest text) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  found ruling_proposal;
  ruled record;
  told  text;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('final'), p_campaign);
  SELECT * INTO found FROM ruling_proposal p WHERE p.campaign = p_campaign AND p.id = p_proposal FOR NO KEY UPDATE;
  told := CASE WHEN found.id IS NULL THEN 'unknown'
               WHEN found.outcome IS NOT NULL THEN 'ended'
               WHEN found.expires_at <= campaign_time() THEN 'expired'
               WHEN person_of(found.operator) = person_of(p_operator) THEN 'same' END;
  IF told IS NOT NULL THEN
    RETURN QUERY SELECT told, found.ballots, NULL::jsonb, found.digest;
    RETURN;
  END IF;
  SELECT * INTO ruled FROM rule_ballots(p_campaign, found.selection, found.act, found.operator, found.reason,
    9223372036854775807, p_digest, found.id, p_operator, p_reason);
  IF ruled.verdict = 'done' THEN
    UPDATE ruling_proposal p SET outcome = 'done', ended_by = p_operator, ended_at = campaign_time() WHERE p.id = found.id;
  END IF;
  RETURN QUERY SELECT ruled.verdict, ruled.ballots, ruled.met, ruled.digest;
END $$;

-- Ends proposals that wait: all that are named (none: all of the campaign) and, with p_overdue, past their time. One line
-- of the audit for each.
CREATE FUNCTION end_proposals(
  p_campaign integer, p_proposal bigint, p_overdue boolean, p_outcome text, p_operator text, p_reason text)
RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  proposals bigint;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('final'), p_campaign);
  WITH ended AS (
    UPDATE ruling_proposal p SET outcome = p_outcome, ended_by = p_operator, ended_at = campaign_time()
    WHERE p.outcome IS NULL AND p.campaign = p_campaign AND (p_proposal IS NULL OR p.id = p_proposal)
      AND (p_overdue = (p.expires_at <= campaign_time()) OR p_outcome = 'final')
    RETURNING p.*),
  told AS (
    INSERT INTO audit (at, campaign, operator, act, reason, before, after)
    SELECT e.ended_at, e.campaign, p_operator, CASE p_outcome WHEN 'taken-back' THEN 'take-back' ELSE 'end-proposal' END,
      p_reason, jsonb_build_object('proposal', e.id, 'act', e.act, 'ballots', e.ballots, 'proposedBy', e.operator),
      jsonb_build_object('outcome', p_outcome)
    FROM ended e)
  SELECT count(*) INTO proposals FROM ended;
  RETURN proposals;
END $$;

-- Bans ---------------------------------------------------------------------------------------------------------------

-- The bans of a person that are in force or soon will be.
CREATE FUNCTION bans_of(p_voter bigint) RETURNS SETOF ban LANGUAGE sql STABLE AS $$
  SELECT b.* FROM ban b WHERE b.voter IN (SELECT voters_of(voter_for(p_voter)))
    AND (b.until IS NULL OR b.until > campaign_time() + interval '3 s')
$$;

-- What an act on a person's bans depends on.
CREATE FUNCTION ban_version(p_voter bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT voter_for(p_voter) || '-' || md5(coalesce(string_agg(b.voter || ' ' || extract(epoch FROM b.since) || ' '
    || coalesce(extract(epoch FROM b.until)::text, ''), ',' ORDER BY b.voter, b.since), '')) FROM bans_of(p_voter) b
$$;

CREATE FUNCTION bans_told(p_voter bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('voter', voter_for(p_voter), 'bans', coalesce(jsonb_agg(jsonb_strip_nulls(
    jsonb_build_object('since', b.since, 'until', b.until)) ORDER BY b.since), '[]')) FROM bans_of(p_voter) b
$$;

-- Bans a person everywhere (p_ban) or ends his bans, in three seconds, with the line of the audit. A merge that is under
-- way ends first. verdict: done, unknown, moved, nothing
CREATE FUNCTION act_on_voter(
  p_campaign integer, p_voter bigint, p_ban boolean, p_until timestamptz, p_operator text, p_reason text, p_version text)
RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  whose   bigint;
  was     jsonb;
  from_at timestamptz;
BEGIN
  LOOP
    whose := voter_for(p_voter);
    PERFORM FROM voter v WHERE v.id = whose FOR NO KEY UPDATE;
    IF NOT FOUND THEN
      RETURN 'unknown';
    END IF;
    EXIT WHEN voter_for(p_voter) = whose;
  END LOOP;
  IF ban_version(whose) <> p_version THEN
    RETURN 'moved';
  END IF;
  was := bans_told(whose);
  from_at := campaign_time() + interval '3 s';
  IF p_ban THEN
    INSERT INTO ban (voter, since, until, reason) VALUES (whose, from_at, p_until, p_reason);
  ELSE
    UPDATE ban b SET until = greatest(from_at, b.since) WHERE b.voter IN (SELECT voters_of(whose))
      AND (b.until IS NULL OR b.until > from_at);
    IF NOT FOUND THEN
      RETURN 'nothing';
    END IF;
  END IF;
  INSERT INTO audit (at, campaign, operator, act, reason, before, after)
  VALUES (campaign_time(), p_campaign, p_operator, CASE WHEN p_ban THEN 'ban' ELSE 'unban' END, p_reason, was,
    CASE WHEN p_ban THEN jsonb_strip_nulls(jsonb_build_object('voter', whose, 'since', from_at, 'until', p_until))
         ELSE jsonb_build_object('voter', whose, 'until', from_at) END);
  RETURN 'done';
END $$;

-- Campaigns ----------------------------------------------------------------------------------------------------------

-- What an operator does to a campaign: the event, what follows from it, the word to all processes that the world has
-- moved, and the line of the audit. Acts on one campaign stand in a row behind its lock. They are in force three seconds
-- later, when every process knows of them; a work that is put back takes votes from each process that knows, so at once.
--   p_world     the world as it was shown; with another one nothing is done
--   p_closes    the new close, where it is extended
--   p_ends      when votes end, or ended, as things stand; empty where there is no end
-- verdict: done, moved, final (the result stands), unfenced (it is too early for a result), fenced (too late to extend)
CREATE FUNCTION act_on_campaign(
  p_campaign integer, p_world integer, p_kind text, p_work integer, p_closes timestamptz, p_text text, p_ends timestamptz,
  p_operator text, p_reason text, p_before jsonb)
RETURNS text LANGUAGE plpgsql VOLATILE SET lock_timeout = '1s' AS $$
DECLARE
  known  integer;
  fenced boolean;
  made   event;
BEGIN
  -- each call of the writers that comes after this one knows of it, however long its commit takes
  PERFORM await_calls(p_campaign);
  SELECT c.world INTO known FROM campaign c WHERE c.id = p_campaign FOR NO KEY UPDATE;
  IF p_kind = 'final' THEN
    -- rulings in flight end first; those that come later find the result
    PERFORM pg_advisory_xact_lock(hashtext('final'), p_campaign);
  END IF;
  IF is_final(p_campaign) THEN
    RETURN 'final';
  ELSIF known IS DISTINCT FROM p_world THEN
    RETURN 'moved';
  END IF;
  -- the last day is the one in which votes end; days that were made ahead of an early close have no votes
  fenced := p_ends <= campaign_time() AND (
    SELECT count(*) > 0 AND bool_and(EXISTS (SELECT FROM fence f WHERE f.campaign = d.campaign AND f.day = d.day))
    FROM campaign_day d WHERE d.campaign = p_campaign AND d.starts_at < p_ends);
  IF p_kind = 'final' AND fenced IS NOT TRUE THEN
    RETURN 'unfenced';
  ELSIF p_kind IN ('extend', 'close', 'pause', 'resume') AND fenced THEN
    RETURN 'fenced';
  END IF;

  INSERT INTO event (campaign, kind, work, closes, text, operator, reason, written_at, effective_at)
  VALUES (p_campaign, p_kind, p_work, p_closes, p_text, p_operator, p_reason, campaign_time(),
    campaign_time() + CASE p_kind WHEN 'put-back' THEN interval '0 s' ELSE interval '3 s' END)
  RETURNING * INTO made;
  IF p_kind = 'withdraw' THEN
    UPDATE work w SET withdrawn_at = made.effective_at WHERE w.id = p_work AND w.withdrawn_at IS NULL;
  ELSIF p_kind = 'put-back' THEN
    UPDATE work w SET withdrawn_at = NULL WHERE w.id = p_work;
  ELSIF p_kind = 'final' THEN
    PERFORM end_proposals(p_campaign, NULL, false, 'final', p_operator, p_reason);
  END IF;
  UPDATE campaign c SET world = c.world + 1, catalogue = c.catalogue + 1 WHERE c.id = p_campaign;
  INSERT INTO audit (at, campaign, operator, act, reason, before, after)
  VALUES (made.written_at, p_campaign, p_operator, CASE p_kind WHEN 'final' THEN 'make-final' ELSE p_kind END, p_reason,
    p_before, jsonb_strip_nulls(jsonb_build_object('work', p_work, 'closes', p_closes, 'text', p_text,
      'effective', made.effective_at)));
  RETURN 'done';
END $$;
