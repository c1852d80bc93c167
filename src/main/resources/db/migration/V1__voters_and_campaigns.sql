-- Two roles from the first day: the owner migrates, ${server} serves. The server gets what a table below grants, no more.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO "${server}";

-- Which migrations there have been, so that a server can tell whether it fits.
GRANT SELECT ON flyway_schema_history TO "${server}";

-- Time ---------------------------------------------------------------------------------------------------------------

-- A test may shift campaign time; production refuses to start while a row is here.
CREATE TABLE clock_shift (
  one   boolean PRIMARY KEY DEFAULT true CHECK (one),
  shift interval NOT NULL
);

-- The one clock of every campaign. Volatile on purpose: it moves within a statement.
CREATE FUNCTION campaign_time() RETURNS timestamptz LANGUAGE sql VOLATILE AS
$$ SELECT clock_timestamp() + coalesce((SELECT shift FROM clock_shift), interval '0') $$;

-- The start of the running statement by the same clock: never later than the snapshot that the statement reads.
CREATE FUNCTION campaign_time_before() RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT statement_timestamp() + coalesce((SELECT shift FROM clock_shift), interval '0') $$;

GRANT SELECT ON clock_shift TO "${server}";

-- Voters -------------------------------------------------------------------------------------------------------------

CREATE TABLE voter (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  token_epoch integer NOT NULL DEFAULT 0
);

-- Subjects are keyed hashes: HMAC under the key named here. The clear openid is stored nowhere.
CREATE TABLE account (
  provider     text NOT NULL,
  app          text NOT NULL,
  subject_hash bytea NOT NULL,
  hash_key     text NOT NULL,
  voter        bigint NOT NULL REFERENCES voter,
  created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (provider, app, subject_hash)
);
CREATE INDEX account_voter ON account (voter);

CREATE TABLE union_id (
  union_hash bytea PRIMARY KEY,
  hash_key   text NOT NULL,
  voter      bigint NOT NULL REFERENCES voter
);
CREATE INDEX union_id_voter ON union_id (voter);

-- Two voters that turned out to be one.
CREATE TABLE alias (
  voter      bigint PRIMARY KEY REFERENCES voter,
  into_voter bigint NOT NULL REFERENCES voter,
  made_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- What stays of an erased account, so that coming back finds the same voter.
CREATE TABLE tombstone (
  provider     text NOT NULL,
  app          text NOT NULL,
  subject_hash bytea NOT NULL,
  hash_key     text NOT NULL,
  voter        bigint NOT NULL REFERENCES voter,
  erased_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (provider, app, subject_hash)
);

CREATE TABLE ban (
  voter  bigint NOT NULL REFERENCES voter,
  since  timestamptz NOT NULL,
  until  timestamptz,
  reason text NOT NULL,
  PRIMARY KEY (voter, since)
);

GRANT SELECT, INSERT ON voter, account, union_id, alias, tombstone, ban TO "${server}";
GRANT UPDATE (token_epoch) ON voter TO "${server}";
GRANT UPDATE (until) ON ban TO "${server}";
GRANT DELETE ON account, union_id, tombstone TO "${server}";

-- Campaigns ----------------------------------------------------------------------------------------------------------

-- world: moves with every rules version and event, so that one comparison tells a process that it is behind.
-- catalogue: moves with every change of the works.
CREATE TABLE campaign (
  id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug       text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  world      integer NOT NULL DEFAULT 1,
  catalogue  integer NOT NULL DEFAULT 1
);

-- The file as it was proposed; the hash is of its meaning, so that a changed comment is no new version.
CREATE TABLE rules (
  campaign     integer NOT NULL REFERENCES campaign,
  version      integer NOT NULL,
  hash         bytea NOT NULL,
  text         text NOT NULL,
  changed_by   text,
  reason       text,
  effective_at timestamptz NOT NULL,
  PRIMARY KEY (campaign, version),
  UNIQUE (campaign, hash)
);

-- Acts of operators. kind: pause, resume, close, extend, withdraw.
CREATE TABLE event (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign     integer NOT NULL REFERENCES campaign,
  kind         text NOT NULL,
  work         integer,
  closes       timestamptz,
  text         text,
  operator     text NOT NULL,
  reason       text NOT NULL,
  written_at   timestamptz NOT NULL,
  effective_at timestamptz NOT NULL
);
CREATE INDEX event_campaign ON event (campaign, id);

-- The borders of a day, made ahead and never changed: [starts_at, ends_at).
CREATE TABLE campaign_day (
  campaign  integer NOT NULL REFERENCES campaign,
  day       date NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at   timestamptz NOT NULL CHECK (ends_at > starts_at),
  PRIMARY KEY (campaign, day)
);

CREATE TABLE work (
  id           integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign     integer NOT NULL REFERENCES campaign,
  number       text NOT NULL,
  title        text NOT NULL,
  author       text NOT NULL,
  category     text NOT NULL,
  summary      text,
  link         text,
  cover        text,
  media        text,
  withdrawn_at timestamptz,
  UNIQUE (campaign, number)
);

-- What was done, by whom and why; nobody changes it.
CREATE TABLE audit (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at       timestamptz NOT NULL,
  campaign integer REFERENCES campaign,
  operator text NOT NULL,
  act      text NOT NULL,
  reason   text NOT NULL,
  before   jsonb,
  after    jsonb
);

GRANT SELECT, INSERT ON campaign, rules, event, campaign_day, work, audit TO "${server}";
GRANT UPDATE (world, catalogue) ON campaign TO "${server}";
GRANT UPDATE (title, author, category, summary, link, cover, media, withdrawn_at) ON work TO "${server}";

-- A second lock behind the missing rights: what must last is neither changed nor deleted by anyone, the owner included.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rules EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event EXECUTE FUNCTION refuse_change();
-- a day may be taken back before anybody voted and before any day is over: by forget_days alone, the server cannot
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON campaign_day EXECUTE FUNCTION refuse_change();
