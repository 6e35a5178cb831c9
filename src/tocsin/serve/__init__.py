"""The faces of the ledger for programs: versioned JSON shapes now, a REST service on top later."""
