CREATE TABLE trial (word text PRIMARY KEY);
GRANT SELECT, INSERT ON trial TO "${server}";
