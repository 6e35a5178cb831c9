"""The parse step."""
