"""The stack's own secrets: made once, kept in the state folder, readable by its owner only."""

from __future__ import annotations

import secrets

from pydantic import BaseModel, ConfigDict, Field

from cutdown.stack.state_folder import StateFolder, write_atomically
from domain.accounts import KEY_PREFIX, new_secret


def _password() -> str:
    # Hexadecimal: goes into URLs, SQL literals and env files without quoting.
    return secrets.token_hex(24)


class Credentials(BaseModel):
    """Passwords and keys of the embedded servers and of the local API."""

    model_config = ConfigDict(frozen=True)

    postgres_admin: str = Field(default_factory=_password, repr=False)
    postgres_owner: str = Field(default_factory=_password, repr=False)
    postgres_app: str = Field(default_factory=_password, repr=False)
    s3_access_key: str = Field(default_factory=lambda: "CUT" + secrets.token_hex(8).upper())
    s3_secret_key: str = Field(default_factory=_password, repr=False)
    api_token: str = Field(default_factory=lambda: new_secret(KEY_PREFIX), repr=False)
    auth_secret: str = Field(default_factory=_password, repr=False)
    owner_password: str = Field(default_factory=lambda: secrets.token_urlsafe(12), repr=False)

    @classmethod
    def of(cls, folder: StateFolder) -> Credentials:
        """The folder's secrets; missing ones are made and kept."""
        stored = folder.secrets_file.read_text() if folder.secrets_file.exists() else "{}"
        credentials = cls.model_validate_json(stored)
        if not credentials.api_token.startswith(KEY_PREFIX):  # the one token of a version without accounts
            credentials = credentials.model_copy(update={"api_token": new_secret(KEY_PREFIX)})
        if credentials.model_dump_json() != stored:
            write_atomically(folder.secrets_file, credentials.model_dump_json())
        return credentials
