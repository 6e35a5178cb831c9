CREATE TABLE tocsin_documents (
  number $serial,
  id TEXT NOT NULL,
  origin TEXT NOT NULL,
  version INTEGER NOT NULL,
  outlet TEXT,
  title TEXT,
  language TEXT,
  published TEXT,
  digest TEXT NOT NULL,
  text TEXT NOT NULL,
  flags TEXT NOT NULL,
  input TEXT NOT NULL,
  rules TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  UNIQUE (origin, version)
);
CREATE INDEX tocsin_documents_id ON tocsin_documents (id);
CREATE INDEX tocsin_documents_digest ON tocsin_documents (digest);
CREATE INDEX tocsin_documents_recorded ON tocsin_documents (recorded_at);

CREATE TABLE tocsin_withdrawals (
  number $serial,
  document INTEGER NOT NULL REFERENCES tocsin_documents (number),
  why TEXT NOT NULL,
  made_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX tocsin_withdrawals_document ON tocsin_withdrawals (document);

CREATE TABLE tocsin_claims (
  number $serial,
  document INTEGER NOT NULL REFERENCES tocsin_documents (number),
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  mode TEXT NOT NULL,
  stance TEXT NOT NULL,
  reality TEXT NOT NULL,
  background INTEGER NOT NULL,
  first_day TEXT,
  last_day TEXT,
  payload TEXT NOT NULL,
  UNIQUE (document, id)
);
CREATE INDEX tocsin_claims_id ON tocsin_claims (id);
CREATE INDEX tocsin_claims_days ON tocsin_claims (first_day, last_day);

CREATE TABLE tocsin_claim_terms (
  claim INTEGER NOT NULL REFERENCES tocsin_claims (number),
  field TEXT NOT NULL,
  term TEXT NOT NULL,
  PRIMARY KEY (field, term, claim)
);

CREATE TABLE tocsin_inputs (
  number $serial,
  origin TEXT NOT NULL,
  digest TEXT NOT NULL,
  rules TEXT NOT NULL,
  asked TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX tocsin_inputs_origin ON tocsin_inputs (origin);

CREATE TABLE tocsin_dropped (
  number $serial,
  origin TEXT NOT NULL,
  step TEXT NOT NULL,
  reason TEXT NOT NULL,
  input TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX tocsin_dropped_origin ON tocsin_dropped (origin);

CREATE TABLE tocsin_judgements (
  number $serial,
  left_id TEXT NOT NULL,
  right_id TEXT NOT NULL,
  verdict TEXT NOT NULL,
  score DOUBLE PRECISION NOT NULL,
  reasons TEXT NOT NULL,
  made_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX tocsin_judgements_pair ON tocsin_judgements (left_id, right_id);

CREATE TABLE tocsin_judgement_withdrawals (
  number $serial,
  judgement INTEGER NOT NULL REFERENCES tocsin_judgements (number),
  recorded_at TEXT NOT NULL
);

CREATE TABLE tocsin_corrections (
  number $serial,
  anchor TEXT NOT NULL,
  field TEXT NOT NULL,
  old TEXT NOT NULL,
  new TEXT NOT NULL,
  why TEXT NOT NULL,
  made_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX tocsin_corrections_anchor ON tocsin_corrections (anchor);

CREATE TABLE tocsin_correction_withdrawals (
  number $serial,
  correction INTEGER NOT NULL REFERENCES tocsin_corrections (number),
  recorded_at TEXT NOT NULL
);

CREATE TABLE tocsin_derived (
  number $serial,
  sort TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT,
  first_day TEXT,
  last_day TEXT,
  payload TEXT,
  recorded_at TEXT NOT NULL
);
CREATE INDEX tocsin_derived_id ON tocsin_derived (sort, id);

CREATE TABLE tocsin_derived_terms (
  derived INTEGER NOT NULL REFERENCES tocsin_derived (number),
  field TEXT NOT NULL,
  term TEXT NOT NULL,
  PRIMARY KEY (field, term, derived)
);
