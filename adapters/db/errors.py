"""What the database's failures mean to the rest: away for now, or a rule of the record that was broken."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from domain.errors import ConflictError, TransientError

if TYPE_CHECKING:
    from collections.abc import Iterator

# SQLSTATE classes after which the same transaction can succeed: connection, rollback (deadlock, serialisation),
# resources, object in use, shutdown by an operator, I/O.
_PASSING = frozenset({"08", "40", "53", "55", "57", "58"})


@contextmanager
def translated() -> Iterator[None]:
    """Raise the library's errors as domain errors; statements that are wrong in themselves pass as they are."""
    try:
        yield
    except IntegrityError as error:
        raise ConflictError("database.conflict", "The record holds something that contradicts this change.") from error
    except DBAPIError as error:
        if _passes(error):
            raise _unavailable() from error
        raise
    except (PoolTimeoutError, TimeoutError, OSError) as error:
        raise _unavailable() from error


def _passes(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    # Without a SQLSTATE the server never answered: the driver itself lost the connection.
    return error.connection_invalidated or state is None or state[:2] in _PASSING


def _unavailable() -> TransientError:
    return TransientError("database.unavailable", "The database does not answer at the moment; try again shortly.")
