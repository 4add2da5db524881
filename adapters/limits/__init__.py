"""Rate limits: the library `limits` with counts in Postgres."""
