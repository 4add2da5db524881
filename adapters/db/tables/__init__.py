"""The tables of the record: contracts as JSONB, enums as text, the organisation on every row.

Importing the package declares all of them.
"""

from adapters.db.tables import brands, clips, editing, identity, jobs, media, organisations, products, requests, streams

__all__ = [
    "brands",
    "clips",
    "editing",
    "identity",
    "jobs",
    "media",
    "organisations",
    "products",
    "requests",
    "streams",
]
