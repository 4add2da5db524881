"""The supervisor's own log: one JSON event a line on standard error.

By hand, since the project's logging library takes longer to load than the servers take to start.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime


def log(event: str, **fields: str | float | None) -> None:
    """Write one event with its fields."""
    line = {"timestamp": datetime.now(UTC).isoformat(), "event": event, **fields}
    print(json.dumps(line), file=sys.stderr, flush=True)
