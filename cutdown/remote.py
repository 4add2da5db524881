"""A server elsewhere that this machine's commands speak to, and the key that they show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, SecretStr

from cutdown.stack.state_folder import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from cutdown.stack.state_folder import StateFolder


class Remote(BaseModel):
    """Kept in the state folder, readable by its owner only; `key_id` is empty for a key that was made elsewhere."""

    model_config = ConfigDict(frozen=True)

    url: str
    token: SecretStr
    key_id: str = ""

    @classmethod
    def of(cls, folder: StateFolder) -> Remote | None:
        """The server that was logged in to; None: the local stack."""
        place = _place(folder)
        return cls.model_validate_json(place.read_text()) if place.exists() else None

    def keep(self, folder: StateFolder) -> None:
        """Use it from now on."""
        folder.create()
        kept = {"url": self.url, "token": self.token.get_secret_value(), "key_id": self.key_id}
        write_atomically(_place(folder), Kept.model_validate(kept).model_dump_json())

    @staticmethod
    def forget(folder: StateFolder) -> None:
        """Use the local stack again."""
        _place(folder).unlink(missing_ok=True)


class Kept(BaseModel):
    """The file's own form, with the key in the clear."""

    url: str
    token: str
    key_id: str


def _place(folder: StateFolder) -> Path:
    return folder.root / "remote.json"
