"""Statuses beside postings, acting commanders and appointments: who is present, attached or excused, and from when to when."""
