"""The steps by which the record's tables came to be; run by `adapters.db.migrate`."""
