"""Identifiers: random where a thing is made once, derived where making it twice must give the same one."""

import hashlib
import secrets

from domain.contracts.base import TimeRange


def random_id(kind: str) -> str:
    """A fresh id such as `job_3f…`: its kind and 80 random bits in hexadecimal."""
    return f"{kind}_{secrets.token_hex(10)}"


def clip_id(job_id: str, stretch: TimeRange) -> str:
    """The id of the clip of this job that covers `stretch`; bounds count to the millisecond."""
    name = f"{job_id}:{round(stretch.start * 1000)}:{round(stretch.end * 1000)}"
    return f"clip_{hashlib.sha256(name.encode()).hexdigest()[:20]}"


def product_id(kind: str, job_id: str, name: str) -> str:
    """The id of the one dub or retell of this job that `name` tells from its others."""
    return f"{kind}_{hashlib.sha256(f'{job_id}:{kind}:{name}'.encode()).hexdigest()[:20]}"
