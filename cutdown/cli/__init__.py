"""The command line; it reaches jobs through the API alone."""

from cutdown.cli.app import main

__all__ = ["main"]
