"""Measured speed, memory and weight, beside a trivial view of plain Django; never a timed test."""
