"""Who says what happened: a ledger of claims about armed conflict."""
