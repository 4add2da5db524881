"""Orchestration only: deterministic, no I/O; one file per workflow."""
