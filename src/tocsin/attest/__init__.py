"""The attest step."""
