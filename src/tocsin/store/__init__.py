"""The ledger: append-only and bitemporal, in SQLite or PostgreSQL, behind one protocol."""
