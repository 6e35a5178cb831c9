"""The resolve step."""
