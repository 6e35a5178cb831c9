"""The ledger as files that other programs read: GED, ACLED, CSV, JSONL, GeoJSON, Parquet, HXL."""
