"""Use cases: each one commits once through the UnitOfWork."""
