"""Sittings: opened for a class, watched on one page, paused, extended and closed, and recorded on paper."""
