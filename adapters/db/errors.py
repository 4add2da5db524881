"""What the database's failures mean to the rest: away for now, a rule of the record that was broken, or odd input."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import asyncpg
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from domain.errors import AppError, ConflictError, RejectedError, TransientError

if TYPE_CHECKING:
    from collections.abc import Iterator

# SQLSTATE classes after which the same transaction can succeed: connection, rollback (deadlock, serialisation),
# resources, object in use, shutdown by an operator, I/O.
_PASSING = frozenset({"08", "40", "53", "55", "57", "58"})
# A text, or one inside of JSON, with the character that Postgres has no place for.
_UNSTORABLE = frozenset({"22021", "22P05"})


@contextmanager
def translated() -> Iterator[None]:
    """Raise SQLAlchemy's errors as domain errors; statements that are wrong in themselves pass as they are."""
    try:
        yield
    except IntegrityError as error:
        raise ConflictError("database.conflict", "The record holds something that contradicts this change.") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise _unavailable() from error
        meaning = _meaning_of(error.orig)
        if meaning is None:
            raise
        raise meaning from error
    except (PoolTimeoutError, TimeoutError, OSError) as error:
        raise _unavailable() from error


@contextmanager
def driver_translated() -> Iterator[None]:
    """The same for statements that are put to the driver itself, and only read."""
    try:
        yield
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        meaning = _meaning_of(error)
        if meaning is None:
            raise
        raise meaning from error
    except (TimeoutError, OSError) as error:
        raise _unavailable() from error


def _meaning_of(error: BaseException | None) -> AppError | None:
    state = getattr(error, "sqlstate", None)
    # Without a SQLSTATE the server never answered: the driver itself lost the connection.
    if state is None or state[:2] in _PASSING:
        return _unavailable()
    if state in _UNSTORABLE:
        return RejectedError("text.unstorable", "A text holds the character U+0000, which cannot be kept.")
    return None


def _unavailable() -> TransientError:
    return TransientError("database.unavailable", "The database does not answer at the moment; try again shortly.")
