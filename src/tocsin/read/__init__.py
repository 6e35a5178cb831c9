"""The read step."""
