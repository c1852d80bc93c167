-- Counts that are shown late -------------------------------------------------------------------------------------------

-- A campaign's counts as they were soon after a multiple of its delay: one reading for all processes, written by whichever
-- comes first, and published once it is old enough. Both times are campaign time in epoch milliseconds, as on the wire:
-- step is the multiple, as_of the snapshot. The few that are needed are kept.
CREATE TABLE delayed_reading (
  campaign integer NOT NULL REFERENCES campaign,
  step     bigint NOT NULL,
  as_of    bigint NOT NULL,
  works    integer[] NOT NULL,
  votes    bigint[] NOT NULL,
  PRIMARY KEY (campaign, step)
);

GRANT SELECT, INSERT, DELETE ON delayed_reading TO "${server}";
