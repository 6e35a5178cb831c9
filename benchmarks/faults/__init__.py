"""What kills and hostile inputs do to a ledger: `python -m benchmarks.faults`."""
