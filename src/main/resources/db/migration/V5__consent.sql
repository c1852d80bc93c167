-- Who has agreed to which version of the privacy text, and when. Whoever has himself erased has agreed to nothing.
CREATE TABLE consent (
  voter     bigint NOT NULL REFERENCES voter,
  version   integer NOT NULL,
  agreed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (voter, version)
);
GRANT SELECT, INSERT, DELETE ON consent TO "${server}";

-- Whether the person behind these names has agreed: by any of his accounts that we know, whatever voter it was then.
CREATE FUNCTION has_agreed(p_provider text, p_app text, p_subjects bytea[], p_unions bytea[], p_version integer)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM (
        SELECT a.voter FROM account a
        WHERE a.provider = p_provider AND a.app = p_app AND a.subject_hash = ANY (p_subjects)
        UNION SELECT u.voter FROM union_id u WHERE u.union_hash = ANY (p_unions)) known(voter)
      CROSS JOIN LATERAL voters_of(voter_for(known.voter)) w(id)
      JOIN consent c ON c.voter = w.id AND c.version = p_version)
$$;
REVOKE ALL ON FUNCTION has_agreed(text, text, bytea[], bytea[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION has_agreed(text, text, bytea[], bytea[], integer) TO "${server}";

CREATE FUNCTION forget_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM consent c WHERE c.voter IN (SELECT voters_of(NEW.voter));
  RETURN NULL;
END $$;
CREATE TRIGGER forget_consent AFTER INSERT ON tombstone FOR EACH ROW EXECUTE FUNCTION forget_consent();
