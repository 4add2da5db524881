"""Where a page of a list ended, so that the next one goes on there."""

from datetime import datetime
from typing import NamedTuple


class Position(NamedTuple):
    """The sort key of a list that shows the newest first: moment of creation, then id."""

    created_at: datetime
    id: str
