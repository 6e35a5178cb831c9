"""Predictions for the evaluation sets and timings; run from a checkout, never installed."""
