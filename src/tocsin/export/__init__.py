"""The ledger in the forms that others read."""
