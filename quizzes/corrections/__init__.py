"""Corrections after the fact: proposed by one, decided by another, with the list of whose result would change."""
