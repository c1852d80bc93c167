-- Operators of the console. A row is one account with one role and one password for as long as these hold: a change of
-- either ends the row and makes another, and what was logged in by the ended one is logged out with it.
CREATE TABLE operator_account (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name     text NOT NULL,
  role     text NOT NULL CHECK (role IN ('viewer', 'auditor', 'operator')),
  password text NOT NULL, -- Argon2id with its parameters and salt, in PHC's string format
  made_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz
);
-- one at a time has a name; a name that was given away is never free of its past
CREATE UNIQUE INDEX operator_account_name ON operator_account (name) WHERE ended_at IS NULL;

-- Who is logged in. The token itself is the browser's alone; account is null for who came by OpenID Connect.
CREATE TABLE operator_session (
  token_hash bytea PRIMARY KEY,
  name       text NOT NULL,
  role       text NOT NULL,
  account    bigint REFERENCES operator_account,
  seen_at    timestamptz NOT NULL,
  ends_at    timestamptz NOT NULL
);
CREATE INDEX operator_session_ends ON operator_session (ends_at);

-- Wrong passwords by name and by address, as keyed hashes, for a quarter of an hour each.
CREATE TABLE operator_try (
  subject bytea NOT NULL,
  since   timestamptz NOT NULL,
  tries   integer NOT NULL,
  PRIMARY KEY (subject, since)
);

GRANT SELECT, INSERT ON operator_account TO "${server}";
GRANT UPDATE (password, ended_at) ON operator_account TO "${server}";
GRANT SELECT, INSERT, DELETE ON operator_session TO "${server}";
GRANT UPDATE (seen_at) ON operator_session TO "${server}";
GRANT SELECT, INSERT, UPDATE, DELETE ON operator_try TO "${server}";

-- the console turns the pages of one campaign's audit, newest first
CREATE INDEX audit_campaign ON audit (campaign, id);
-- and chooses among the acts that there are
CREATE INDEX audit_act ON audit (campaign, act);
