"""Tells that a text names an address: what a model that was talked into advertising never leaves out."""

import re

_ADDRESS = re.compile(r"https?://|www\.|\w@\w|\b\w+\.(?:com|net|org|io|ru|de|id|info|biz|xyz|example)\b", re.IGNORECASE)


def names_address(text: str) -> bool:
    """Whether a site or a mailbox stands in it."""
    return _ADDRESS.search(text) is not None
