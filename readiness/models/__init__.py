"""Readiness reads; it stores nothing yet."""
