-- What is worked out while the index is made anew; it becomes part of the ledger at the end.
CREATE TABLE tocsin_kinship_drafts (
  sort TEXT NOT NULL,
  id TEXT NOT NULL,
  payload TEXT NOT NULL,
  PRIMARY KEY (sort, id)
);
