"""The stages: each method takes one request, makes at most one outside change, and is safe to run a hundred times."""
