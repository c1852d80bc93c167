-- Share links --------------------------------------------------------------------------------------------------------

-- One of a voter for a work. Who shared it is forgotten when he has himself erased; the link goes on leading to the work.
CREATE TABLE share (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code       text NOT NULL UNIQUE,
  campaign   integer NOT NULL REFERENCES campaign,
  work       integer NOT NULL REFERENCES work,
  voter      bigint REFERENCES voter,
  created_at timestamptz NOT NULL,
  UNIQUE (campaign, work, voter)
);
CREATE INDEX share_voter ON share (voter);

GRANT SELECT, INSERT ON share TO "${server}";
GRANT UPDATE (voter) ON share TO "${server}";

-- Once per visitor and day; visitors are keyed hashes, and their rows go when the day is over.
-- kind: 1 opened, 2 logged in, 3 voted.
CREATE TABLE share_visit (
  day     date NOT NULL,
  share   bigint NOT NULL,
  kind    smallint NOT NULL,
  visitor bytea NOT NULL,
  PRIMARY KEY (day, share, kind, visitor)
);

-- What stays of them: how many.
CREATE TABLE share_count (
  share    bigint NOT NULL,
  kind     smallint NOT NULL,
  visitors bigint NOT NULL,
  PRIMARY KEY (share, kind)
);

GRANT SELECT, INSERT, DELETE ON share_visit TO "${server}";
GRANT SELECT, INSERT, UPDATE ON share_count TO "${server}";

-- Takes down who came by which share, and counts those that are new on their day, which is one of the share's campaign
-- (outside of all its days: one of UTC). Written again it changes nothing. A code that nobody made, a vote in another
-- campaign (p_campaigns; 0: not known), and what the sharer does himself (p_voters; 0: not known) are left out.
CREATE FUNCTION note_visits(
  p_codes text[], p_kinds integer[], p_visitors bytea[], p_voters bigint[], p_campaigns integer[], p_at timestamptz[])
RETURNS void LANGUAGE sql VOLATILE AS $$
WITH given AS (
  SELECT DISTINCT coalesce(d.day, (g.at AT TIME ZONE 'UTC')::date) AS day, s.id AS share, g.kind::smallint AS kind, g.visitor
  FROM unnest(p_codes, p_kinds, p_visitors, p_voters, p_campaigns, p_at) g(code, kind, visitor, voter, campaign, at)
    JOIN share s ON s.code = g.code AND (g.campaign = 0 OR g.campaign = s.campaign)
    LEFT JOIN alias a ON a.voter = s.voter
    LEFT JOIN campaign_day d ON d.campaign = s.campaign AND d.starts_at <= g.at AND d.ends_at > g.at
  -- (a voter who was merged into another has no session any more, but may have done something just before)
  WHERE g.voter = 0 OR s.voter IS NULL OR g.voter NOT IN (s.voter, coalesce(a.into_voter, s.voter))),
fresh AS (
  -- in one order everywhere, so that two processes cannot deadlock
  INSERT INTO share_visit (day, share, kind, visitor)
  SELECT day, share, kind, visitor FROM given ORDER BY day, share, kind, visitor
  ON CONFLICT DO NOTHING RETURNING share, kind)
INSERT INTO share_count AS c (share, kind, visitors)
SELECT share, kind, count(*) FROM fresh GROUP BY share, kind ORDER BY share, kind
ON CONFLICT (share, kind) DO UPDATE SET visitors = c.visitors + excluded.visitors
$$;

-- Takes away some of those who came on days that are over everywhere, and says how many: the counts stay.
CREATE FUNCTION forget_visits(p_most integer) RETURNS bigint LANGUAGE sql VOLATILE AS $$
WITH gone AS (
  DELETE FROM share_visit v WHERE v.ctid = ANY (ARRAY(
    SELECT o.ctid FROM share_visit o WHERE o.day < (campaign_time() AT TIME ZONE 'UTC')::date - 2 LIMIT p_most))
  RETURNING 1)
SELECT count(*) FROM gone
$$;

-- Forgets who shared what, for one who has himself erased.
CREATE FUNCTION forget_sharer(p_voter bigint) RETURNS void LANGUAGE sql VOLATILE AS
$$ UPDATE share s SET voter = NULL WHERE s.voter IN (SELECT voters_of(voter_for(p_voter))) $$;

-- What one process fetches for all ------------------------------------------------------------------------------------

-- Who is at it, or (failed) that nobody is to try before a time.
CREATE TABLE errand (
  name   text PRIMARY KEY,
  until  timestamptz NOT NULL,
  failed boolean NOT NULL
);

-- WeChat's link into the mini-program, one per campaign.
CREATE TABLE url_link (
  campaign   integer PRIMARY KEY REFERENCES campaign,
  link       text NOT NULL,
  expires_at timestamptz NOT NULL
);

-- WeChat's picture that opens the mini-program at a share; it is the same for ever.
CREATE TABLE mini_program_code (
  share bigint PRIMARY KEY REFERENCES share,
  image bytea NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON errand TO "${server}";
GRANT SELECT, INSERT, UPDATE ON url_link TO "${server}";
GRANT SELECT, INSERT ON mini_program_code TO "${server}";
