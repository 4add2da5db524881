"""The stack's own secrets: made once, kept in the state folder, readable by its owner only."""

from __future__ import annotations

import secrets

from pydantic import BaseModel, ConfigDict, Field

from cutdown.stack.state_folder import StateFolder, write_atomically


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
    api_token: str = Field(default_factory=lambda: "cut_" + secrets.token_urlsafe(32), repr=False)

    @classmethod
    def of(cls, folder: StateFolder) -> Credentials:
        """The folder's secrets; missing ones are made and kept."""
        stored = folder.secrets_file.read_text() if folder.secrets_file.exists() else "{}"
        credentials = cls.model_validate_json(stored)
        if credentials.model_dump_json() != stored:
            write_atomically(folder.secrets_file, credentials.model_dump_json())
        return credentials
