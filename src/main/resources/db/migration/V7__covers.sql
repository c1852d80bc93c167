-- Covers -------------------------------------------------------------------------------------------------------------

-- A work's picture in the sizes that phones need. hash names both by their content and stands in their addresses;
-- source_hash is of the bytes they were made from, so that an import makes only what has changed.
CREATE TABLE cover (
  campaign    integer NOT NULL REFERENCES campaign,
  work        integer NOT NULL REFERENCES work,
  hash        text NOT NULL CHECK (hash ~ '^[0-9a-f]{32}$'),
  source_hash bytea NOT NULL,
  small       bytea NOT NULL,
  large       bytea NOT NULL,
  PRIMARY KEY (campaign, work)
);
CREATE INDEX cover_hash ON cover (hash);

-- they are packed already
ALTER TABLE cover ALTER small SET STORAGE EXTERNAL, ALTER large SET STORAGE EXTERNAL;

-- the command that imports covers runs with the server's rights, as the import of works does; none is ever taken away
GRANT SELECT, INSERT ON cover TO "${server}";
GRANT UPDATE (hash, source_hash, small, large) ON cover TO "${server}";
