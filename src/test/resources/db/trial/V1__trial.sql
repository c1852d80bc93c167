CREATE TABLE trial (word text PRIMARY KEY);
GRANT SELECT, INSERT ON trial TO "${server}";
GRANT SELECT ON flyway_schema_history TO "${server}";
