-- Columns, terms and words for look-ups; filled from the payloads when this is applied.
ALTER TABLE tocsin_derived ADD COLUMN day TEXT NOT NULL DEFAULT '9999-99-99';
ALTER TABLE tocsin_derived ADD COLUMN recent TEXT NOT NULL DEFAULT '';
ALTER TABLE tocsin_derived ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tocsin_derived ADD COLUMN background INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tocsin_derived ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tocsin_claims ADD COLUMN day TEXT NOT NULL DEFAULT '9999-99-99';
ALTER TABLE tocsin_claims ADD COLUMN recent TEXT NOT NULL DEFAULT '';
ALTER TABLE tocsin_claims ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0;

$postgresql ALTER TABLE tocsin_derived ALTER COLUMN id TYPE TEXT COLLATE "C", ALTER COLUMN recorded_at TYPE TEXT COLLATE "C";
$postgresql ALTER TABLE tocsin_derived_terms ALTER COLUMN term TYPE TEXT COLLATE "C";
$postgresql ALTER TABLE tocsin_claims ALTER COLUMN id TYPE TEXT COLLATE "C";
$postgresql ALTER TABLE tocsin_claim_terms ALTER COLUMN term TYPE TEXT COLLATE "C";

DROP INDEX tocsin_derived_id;
CREATE INDEX tocsin_derived_id ON tocsin_derived (sort, id, number, recorded_at);
CREATE INDEX tocsin_derived_day ON tocsin_derived
  (sort, day, id, number, ended, recent, kind, disputed, background, recorded_at);
CREATE INDEX tocsin_derived_recent ON tocsin_derived
  (sort, recent, id, number, ended, day, kind, disputed, background, recorded_at);
CREATE INDEX tocsin_derived_recorded ON tocsin_derived (recorded_at);
CREATE INDEX tocsin_derived_terms_owner ON tocsin_derived_terms (derived, field, term);
CREATE INDEX tocsin_claim_terms_owner ON tocsin_claim_terms (claim, field, term);
CREATE INDEX tocsin_claims_document ON tocsin_claims (document, number);
CREATE INDEX tocsin_claims_day ON tocsin_claims (day, number);
CREATE INDEX tocsin_claims_recent ON tocsin_claims (recent, number);
CREATE INDEX tocsin_claims_kind ON tocsin_claims (kind, number);
CREATE INDEX tocsin_documents_outlet ON tocsin_documents (outlet);
CREATE INDEX tocsin_withdrawals_recorded ON tocsin_withdrawals (recorded_at);
CREATE INDEX tocsin_inputs_recorded ON tocsin_inputs (recorded_at);
CREATE INDEX tocsin_dropped_recorded ON tocsin_dropped (recorded_at);
CREATE INDEX tocsin_judgements_recorded ON tocsin_judgements (recorded_at);
CREATE INDEX tocsin_judgement_withdrawals_recorded ON tocsin_judgement_withdrawals (recorded_at);
CREATE INDEX tocsin_judgement_withdrawals_of ON tocsin_judgement_withdrawals (judgement);
CREATE INDEX tocsin_corrections_recorded ON tocsin_corrections (recorded_at);
CREATE INDEX tocsin_correction_withdrawals_recorded ON tocsin_correction_withdrawals (recorded_at);
CREATE INDEX tocsin_correction_withdrawals_of ON tocsin_correction_withdrawals (correction);

$sqlite CREATE VIRTUAL TABLE tocsin_words USING fts5 (
  title, text, content='tocsin_documents', content_rowid='number',
  tokenize='porter unicode61 remove_diacritics 2'
);
$postgresql CREATE TEXT SEARCH DICTIONARY tocsin_stem (TEMPLATE = snowball, Language = english);
$postgresql CREATE TEXT SEARCH CONFIGURATION tocsin_english (COPY = pg_catalog.english);
$postgresql ALTER TEXT SEARCH CONFIGURATION tocsin_english
  ALTER MAPPING REPLACE english_stem WITH tocsin_stem;
$postgresql CREATE TABLE tocsin_words (
  document INTEGER NOT NULL REFERENCES tocsin_documents (number),
  words tsvector NOT NULL
);
$postgresql CREATE INDEX tocsin_words_document ON tocsin_words (document);
$postgresql CREATE INDEX tocsin_words_words ON tocsin_words USING gin (words);
