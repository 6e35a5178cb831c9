-- What belongs together is worked out anew at the next turn.
DELETE FROM tocsin_kinship_state;
DELETE FROM tocsin_kinship_documents;
DELETE FROM tocsin_kinship_marks;
DELETE FROM tocsin_kinship_weeks;
DELETE FROM tocsin_kinship_blocks;
DELETE FROM tocsin_kinship_ties;
DELETE FROM tocsin_kinship_groups;
DELETE FROM tocsin_kinship_extents;

ALTER TABLE tocsin_kinship_documents ADD COLUMN brief TEXT NOT NULL DEFAULT '';

CREATE TABLE tocsin_kinship_totals (
  mark BIGINT PRIMARY KEY,
  weeks INTEGER NOT NULL,
  held INTEGER NOT NULL
);

ALTER TABLE tocsin_kinship_ties ADD COLUMN links INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tocsin_kinship_ties ADD COLUMN names INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tocsin_kinship_ties ADD COLUMN words INTEGER NOT NULL DEFAULT 0;
