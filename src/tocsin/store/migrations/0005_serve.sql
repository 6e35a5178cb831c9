CREATE TABLE tocsin_users (
  number $serial,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  password TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  ended_at TEXT
);

CREATE TABLE tocsin_sessions (
  number $serial,
  digest TEXT NOT NULL UNIQUE,
  user_name TEXT NOT NULL REFERENCES tocsin_users (name),
  recorded_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  ended_at TEXT
);

CREATE TABLE tocsin_tokens (
  number $serial,
  digest TEXT NOT NULL UNIQUE,
  user_name TEXT NOT NULL REFERENCES tocsin_users (name),
  label TEXT NOT NULL,
  scopes TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  ended_at TEXT
);
CREATE INDEX tocsin_tokens_user ON tocsin_tokens (user_name);

CREATE TABLE tocsin_audit (
  number $serial,
  made_by TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  detail TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);

CREATE TABLE tocsin_visits (
  number $serial,
  made_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX tocsin_visits_by ON tocsin_visits (made_by);

CREATE TABLE tocsin_rules (
  number $serial,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  position INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  ended_at TEXT
);

CREATE TABLE tocsin_notices (
  number $serial,
  id TEXT NOT NULL UNIQUE,
  rule TEXT NOT NULL,
  occasion TEXT NOT NULL,
  payload TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  UNIQUE (rule, occasion)
);

CREATE TABLE tocsin_deliveries (
  number $serial,
  notice TEXT NOT NULL REFERENCES tocsin_notices (id),
  channel TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  due_at TEXT NOT NULL,
  told TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  UNIQUE (notice, channel)
);
CREATE INDEX tocsin_deliveries_due ON tocsin_deliveries (state, due_at);
