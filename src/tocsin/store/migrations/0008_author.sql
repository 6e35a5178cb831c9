ALTER TABLE tocsin_documents ADD COLUMN author TEXT;
