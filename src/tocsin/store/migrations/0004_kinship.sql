CREATE TABLE tocsin_kinship_state (
  name TEXT PRIMARY KEY,
  reached INTEGER NOT NULL
);

CREATE TABLE tocsin_kinship_documents (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  origin TEXT NOT NULL,
  week INTEGER NOT NULL,
  runs INTEGER NOT NULL
);
CREATE INDEX tocsin_kinship_documents_id ON tocsin_kinship_documents (id);
CREATE INDEX tocsin_kinship_documents_origin ON tocsin_kinship_documents (origin);

CREATE TABLE tocsin_kinship_marks (
  mark BIGINT NOT NULL,
  document INTEGER NOT NULL,
  PRIMARY KEY (mark, document)
);
CREATE INDEX tocsin_kinship_marks_document ON tocsin_kinship_marks (document);

CREATE TABLE tocsin_kinship_weeks (
  mark BIGINT NOT NULL,
  week INTEGER NOT NULL,
  held INTEGER NOT NULL,
  PRIMARY KEY (mark, week)
);

CREATE TABLE tocsin_kinship_blocks (
  block TEXT NOT NULL,
  claim TEXT NOT NULL,
  PRIMARY KEY (block, claim)
);
CREATE INDEX tocsin_kinship_blocks_claim ON tocsin_kinship_blocks (claim);

CREATE TABLE tocsin_kinship_ties (
  sort TEXT NOT NULL,
  left_id TEXT NOT NULL,
  right_id TEXT NOT NULL,
  score DOUBLE PRECISION NOT NULL,
  binds INTEGER NOT NULL,
  PRIMARY KEY (sort, left_id, right_id)
);
CREATE INDEX tocsin_kinship_ties_right ON tocsin_kinship_ties (sort, right_id);

CREATE TABLE tocsin_kinship_groups (
  sort TEXT NOT NULL,
  member TEXT NOT NULL,
  home TEXT NOT NULL,
  PRIMARY KEY (sort, member)
);
CREATE INDEX tocsin_kinship_groups_home ON tocsin_kinship_groups (sort, home);

CREATE TABLE tocsin_kinship_extents (
  incident TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT NOT NULL,
  whole INTEGER NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  part_of TEXT,
  payload TEXT NOT NULL,
  PRIMARY KEY (incident, country)
);
CREATE INDEX tocsin_kinship_extents_wholes ON tocsin_kinship_extents (kind, country, whole, first_day);
CREATE INDEX tocsin_kinship_extents_part_of ON tocsin_kinship_extents (part_of);
