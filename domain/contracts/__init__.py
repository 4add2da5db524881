"""Requests and results that travel between stages: small, frozen, with references instead of media."""
