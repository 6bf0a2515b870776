"""Stories written elsewhere: read, never run; what has no counterpart here stays as a visible note."""
