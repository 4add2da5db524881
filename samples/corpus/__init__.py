"""The acceptance corpus: small sources of every ordinary kind, each with what must come out of it."""
