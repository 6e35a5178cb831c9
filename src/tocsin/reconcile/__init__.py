"""The reconcile step."""
