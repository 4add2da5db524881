"""What a client shows of itself: a key, or the tokens of a person who has logged in."""

import hashlib
from time import monotonic

from cutdown_sdk.models import AccessView, TokensView

# Before the token's end, so that it does not end on its way.
_EARLY_SECONDS = 30.0


class Credential:
    """A bearer token, renewed where a refresh token is at hand."""

    def __init__(self, key: str | None = None) -> None:
        self.bearer = key
        self.refresh_token: str | None = None
        self._ends_at = float("inf")

    def take(self, tokens: TokensView | AccessView) -> None:
        """Show these from now on."""
        self.bearer = tokens.access_token
        self._ends_at = monotonic() + tokens.expires_in - _EARLY_SECONDS
        if isinstance(tokens, TokensView):
            self.refresh_token = tokens.refresh_token

    def forget(self) -> None:
        """Show nothing any more."""
        self.bearer = self.refresh_token = None
        self._ends_at = float("inf")

    def doubt(self) -> None:
        """The server does not take the token any more, though its time has not come by this machine's clock."""
        self._ends_at = 0.0

    @property
    def overdue(self) -> bool:
        """Whether it has to be renewed before it is shown."""
        return self.refresh_token is not None and monotonic() > self._ends_at


def key_of_refresh(refresh_token: str) -> str:
    """The Idempotency-Key that this token is refreshed with. A refresh token that comes twice ends its session; under
    one key, threads that refresh at the same time and attempts whose answer was lost all get the same new tokens.
    """
    return "refresh-" + hashlib.sha256(refresh_token.encode()).hexdigest()[:40]
