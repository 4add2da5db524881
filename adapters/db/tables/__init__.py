"""The tables of the record: contracts as JSONB, enums as text, the organisation on every row.

Importing the package declares all of them.
"""

from adapters.db.tables import clips, identity, jobs, media, organisations, streams

__all__ = ["clips", "identity", "jobs", "media", "organisations", "streams"]
