-- Signals --------------------------------------------------------------------------------------------------------------

-- The network around the address (IPv4 /24, IPv6 /48), hashed under the same key; 8 bytes are enough to tell two apart.
ALTER TABLE signal ADD COLUMN prefix_hash bytea;

-- The judgement has grown by parameters that may be left out, so that servers of the version before can still call it.
DROP FUNCTION IF EXISTS cast_votes(integer, date, date, integer, integer, integer, integer, interval,
  bigint[], integer[], uuid[], timestamptz[], boolean[], integer[]);
