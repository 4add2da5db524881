"""Signing up, logging in and out, and one's own account."""

from cutdown_sdk.calls import Resource, Way, call
from cutdown_sdk.credential import key_of_refresh
from cutdown_sdk.models import (
    AccessView,
    CallerView,
    Login,
    Naming,
    PasswordChange,
    Refresh,
    SignUp,
    Switch,
    TokensView,
    UserView,
)
from cutdown_sdk.steps import Steps


class Auth(Resource[Way]):
    """Act as a person instead of by a key: from `login` or `sign_up` on the client shows the person's tokens, and
    renews them by itself.
    """

    @call
    def sign_up(
        self,
        email: str,
        password: str,
        name: str,
        *,
        organisation: str | None = None,
        invitation: str | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[TokensView]:
        """A new person, who founds an organisation or accepts an invitation."""
        order = SignUp(email=email, password=password, name=name, organisation=organisation, invitation=invitation)
        tokens = yield from self._api.ask(TokensView, "POST", "/v1/auth/sign-up", body=order, key=idempotency_key)
        self._api.credential.take(tokens)
        return tokens

    @call
    def login(
        self, email: str, password: str, *, organisation_id: str | None = None, idempotency_key: str | None = None
    ) -> Steps[TokensView]:
        """Log in, to this organisation or the first of yours."""
        order = Login(email=email, password=password, organisation_id=organisation_id)
        tokens = yield from self._api.ask(TokensView, "POST", "/v1/auth/login", body=order, key=idempotency_key)
        self._api.credential.take(tokens)
        return tokens

    @call
    def refresh(self, refresh_token: str) -> Steps[TokensView]:
        """Go on with a session whose refresh token was kept. Each is good for one time: keep the new one."""
        order = Refresh(refresh_token=refresh_token)
        key = key_of_refresh(refresh_token)
        tokens = yield from self._api.ask(TokensView, "POST", "/v1/auth/refresh", body=order, key=key)
        self._api.credential.take(tokens)
        return tokens

    @call
    def logout(self) -> Steps[None]:
        """End the session; the client shows nothing any more."""
        yield from self._api.tell("POST", "/v1/auth/logout")
        self._api.credential.forget()

    @call
    def switch(self, organisation_id: str, *, idempotency_key: str | None = None) -> Steps[AccessView]:
        """Work in another organisation of yours from now on."""
        order = Switch(organisation_id=organisation_id)
        access = yield from self._api.ask(AccessView, "POST", "/v1/auth/switch", body=order, key=idempotency_key)
        self._api.credential.take(access)
        return access

    @call
    def change_password(self, current: str, wanted: str) -> Steps[None]:
        """Change your password; all your other sessions end."""
        order = PasswordChange(current=current, wanted=wanted)
        return self._api.tell("POST", "/v1/auth/password", body=order)

    @call
    def me(self) -> Steps[CallerView]:
        """Who you are, and what you may do."""
        return self._api.ask(CallerView, "GET", "/v1/auth/me")

    @call
    def rename_me(self, name: str, *, revision: int | None = None) -> Steps[UserView]:
        """Change your name."""
        return self._api.ask(UserView, "PATCH", "/v1/auth/me", body=Naming(name=name), revision=revision)
