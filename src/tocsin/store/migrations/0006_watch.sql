CREATE TABLE tocsin_alerts (
  number $serial,
  id TEXT NOT NULL UNIQUE,
  dyad TEXT NOT NULL,
  day TEXT NOT NULL,
  payload TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX tocsin_alerts_day ON tocsin_alerts (day);

CREATE TABLE tocsin_outside_imports (
  number $serial,
  label TEXT NOT NULL,
  format TEXT NOT NULL,
  origin TEXT NOT NULL,
  digest TEXT NOT NULL,
  tally TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX tocsin_outside_imports_label ON tocsin_outside_imports (label);

CREATE TABLE tocsin_outside (
  import INTEGER NOT NULL REFERENCES tocsin_outside_imports (number),
  sort TEXT NOT NULL,
  subject TEXT NOT NULL,
  month TEXT NOT NULL,
  events DOUBLE PRECISION NOT NULL,
  low DOUBLE PRECISION NOT NULL,
  best DOUBLE PRECISION NOT NULL,
  high DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (import, sort, subject, month)
);
