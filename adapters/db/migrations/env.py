"""Alembic's entry: runs the steps on the connection that `adapters.db.migrate` holds."""

from alembic import context
from sqlmodel import SQLModel

from adapters.db import tables  # noqa: F401 - declares the tables

context.configure(connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata)
with context.begin_transaction():
    context.run_migrations()
