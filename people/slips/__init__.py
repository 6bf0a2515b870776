"""Claim slips: the one-time codes with which people claim an account or come back in, for one or for a whole unit."""
