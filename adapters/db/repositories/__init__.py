"""The repositories of domain/repositories.py, each over the statements of one organisation's transaction."""
