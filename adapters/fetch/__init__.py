"""Getting sources from public addresses."""
