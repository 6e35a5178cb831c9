CREATE TABLE tocsin_bodies (
  digest TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  packed BYTEA NOT NULL
);

CREATE TABLE tocsin_captures (
  number $serial,
  asked TEXT NOT NULL,
  url TEXT NOT NULL,
  status INTEGER NOT NULL,
  headers TEXT NOT NULL,
  digest TEXT NOT NULL REFERENCES tocsin_bodies (digest),
  fetched_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX tocsin_captures_url ON tocsin_captures (url);
CREATE INDEX tocsin_captures_digest ON tocsin_captures (digest);

CREATE TABLE tocsin_sightings (
  number $serial,
  feed TEXT NOT NULL,
  origin TEXT NOT NULL,
  digest TEXT NOT NULL,
  tries INTEGER NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX tocsin_sightings_feed ON tocsin_sightings (feed, origin, number);

CREATE TABLE tocsin_silences (
  number $serial,
  feed TEXT NOT NULL,
  silent INTEGER NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX tocsin_silences_feed ON tocsin_silences (feed, number);

CREATE TABLE tocsin_polls (
  feed TEXT PRIMARY KEY,
  title TEXT,
  etag TEXT,
  modified TEXT,
  failures INTEGER NOT NULL,
  trouble TEXT,
  polled_at TEXT NOT NULL,
  answered_at TEXT,
  due_at TEXT NOT NULL
);
