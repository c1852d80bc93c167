-- What operators watch -----------------------------------------------------------------------------------------------

-- Every process counts what it answers and adds it here once a second. Figures, never truth: a crash loses a second of
-- them, and what is decided by counting is counted in the ledger. Minutes, slots and hours are whole ones of UTC.
-- outcome: recorded, repeat, or the code of a refusal; of too-fast with its scope, such as too-fast/address.
CREATE TABLE figure_minute (
  campaign integer NOT NULL,
  minute   timestamptz NOT NULL,
  outcome  text NOT NULL,
  taps     bigint NOT NULL,
  PRIMARY KEY (campaign, minute, outcome)
) WITH (fillfactor = 80);

-- Recorded votes of a work in ten minutes.
CREATE TABLE figure_work (
  campaign integer NOT NULL,
  slot     timestamptz NOT NULL,
  work     integer NOT NULL,
  votes    bigint NOT NULL,
  PRIMARY KEY (campaign, slot, work)
) WITH (fillfactor = 80);
CREATE INDEX figure_work_work ON figure_work (campaign, work, slot);

-- Recorded votes of a work in an hour that came from one place. Only what brought several has a line: a work's other votes
-- of that hour came from places that brought few. kind: 1 the hash of an address's prefix, 2 a share link.
CREATE TABLE figure_origin (
  campaign integer NOT NULL,
  work     integer NOT NULL,
  kind     smallint NOT NULL,
  hour     timestamptz NOT NULL,
  origin   bigint NOT NULL,
  votes    bigint NOT NULL,
  PRIMARY KEY (campaign, work, kind, hour, origin)
) WITH (fillfactor = 80);

-- How logins ended, of all campaigns together.
CREATE TABLE figure_login (
  minute   timestamptz NOT NULL,
  provider text NOT NULL,
  outcome  text NOT NULL,
  logins   bigint NOT NULL,
  PRIMARY KEY (minute, provider, outcome)
) WITH (fillfactor = 80);

-- How many commits took at most so many milliseconds, and longer than the next smaller line says.
CREATE TABLE figure_commit (
  minute  timestamptz NOT NULL,
  millis  integer NOT NULL,
  commits bigint NOT NULL,
  PRIMARY KEY (minute, millis)
) WITH (fillfactor = 80);

-- The live processes as they were a second ago. batch: the last that was added here, so that none is added twice.
CREATE TABLE figure_process (
  process uuid PRIMARY KEY,
  batch   bigint NOT NULL,
  seen_at timestamptz NOT NULL,
  queue   integer NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE
  ON figure_minute, figure_work, figure_origin, figure_login, figure_commit, figure_process TO "${server}";
