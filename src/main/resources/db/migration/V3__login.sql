-- Login --------------------------------------------------------------------------------------------------------------

-- The voter behind an account, made if there is none. Two processes that meet the same person at once make one voter:
-- each takes a lock on every name that the person has (in one order everywhere, so that they cannot deadlock) and only
-- then looks, in a new snapshot. It looks before it draws a voter's number, so that the numbers stay dense.
--   p_keys, p_subjects, p_unions   names of keys, and hashes under them; the first is the one to write.
--                                  p_unions is empty where the person has no unionid
-- A known union brings a new account to its voter; a known account takes a union that is free. Where account and union
-- belong to two voters already, both stay as they are: joining them is another act.
CREATE FUNCTION admit_voter(p_provider text, p_app text, p_keys text[], p_subjects bytea[], p_unions bytea[])
RETURNS TABLE (voter bigint, epoch integer) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  lock       bigint;
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

  by_account := (SELECT a.voter FROM account a
    WHERE a.provider = p_provider AND a.app = p_app AND a.subject_hash = ANY (p_subjects) LIMIT 1);
  by_union := (SELECT u.voter FROM union_id u WHERE u.union_hash = ANY (p_unions) LIMIT 1);
  whose := coalesce(by_account, by_union);

  IF whose IS NULL THEN
    INSERT INTO voter DEFAULT VALUES RETURNING id INTO whose;
  END IF;
  IF by_account IS NULL THEN
    INSERT INTO account (provider, app, subject_hash, hash_key, voter)
    VALUES (p_provider, p_app, p_subjects[1], p_keys[1], whose);
  END IF;
  IF by_union IS NULL AND cardinality(p_unions) > 0 THEN
    INSERT INTO union_id (union_hash, hash_key, voter) VALUES (p_unions[1], p_keys[1], whose);
  END IF;

  RETURN QUERY SELECT v.id, v.token_epoch FROM voter v WHERE v.id = whose;
END $$;
REVOKE ALL ON FUNCTION admit_voter(text, text, text[], bytea[], bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION admit_voter(text, text, text[], bytea[], bytea[]) TO "${server}";
