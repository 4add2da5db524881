"""Settings come from the environment over people's file over the stack's file, and keep their secrets."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from adapters.settings import Settings, resolve_state_dir


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch):
    import os

    for name in [name for name in os.environ if name.startswith("CUTDOWN_")]:
        monkeypatch.delenv(name)


def test_later_sources_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert Settings.load(tmp_path).s3_bucket == "cutdown"
    (tmp_path / "stack.env").write_text("CUTDOWN_S3_BUCKET=stack\nCUTDOWN_S3_REGION=stack\nCUTDOWN_ALIGNER=stack\n")
    (tmp_path / "settings.env").write_text("CUTDOWN_S3_BUCKET=people\nCUTDOWN_S3_REGION=people\n")
    monkeypatch.setenv("CUTDOWN_S3_BUCKET", "environment")
    settings = Settings.load(tmp_path)
    assert (settings.s3_bucket, settings.s3_region, settings.aligner) == ("environment", "people", "stack")


def test_given_by_people_leaves_out_what_the_stack_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "stack.env").write_text("CUTDOWN_DATABASE_URL=x\nCUTDOWN_API_PORT=1234\n")
    assert Settings.given_by_people(tmp_path) == frozenset()
    (tmp_path / "settings.env").write_text("CUTDOWN_S3_ENDPOINT=https://s3.example\n")
    monkeypatch.setenv("CUTDOWN_TEMPORAL_ADDRESS", "t.example:7233")
    assert Settings.given_by_people(tmp_path) == {"s3_endpoint", "temporal_address"}


def test_who_gives_an_address_is_not_sent_there_with_the_stacks_keys(tmp_path: Path):
    (tmp_path / "stack.env").write_text(
        "CUTDOWN_DATABASE_URL=embedded\nCUTDOWN_DATABASE_OWNER_URL=embedded-owner\n"
        "CUTDOWN_S3_ENDPOINT=http://127.0.0.1:1\nCUTDOWN_S3_ACCESS_KEY=ours\nCUTDOWN_S3_SECRET_KEY=ours\n"
    )
    assert Settings.load(tmp_path).database_owner_url == "embedded-owner"
    (tmp_path / "settings.env").write_text(
        "CUTDOWN_DATABASE_URL=managed\nCUTDOWN_S3_ENDPOINT=https://s3.example\nCUTDOWN_S3_ACCESS_KEY=theirs\n"
    )
    settings = Settings.load(tmp_path)
    assert (settings.database_url, settings.database_owner_url) == ("managed", "managed")
    assert (settings.s3_access_key, settings.s3_secret_key.get_secret_value()) == ("theirs", "")


def test_the_state_folder_is_the_argument_else_the_environment_else_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    assert resolve_state_dir() == tmp_path / ".cutdown"
    monkeypatch.setenv("CUTDOWN_STATE_DIR", "elsewhere")
    assert resolve_state_dir() == tmp_path / "elsewhere"
    assert Settings.load().state_dir == tmp_path / "elsewhere"
    assert Settings.load(Path("named")).state_dir == tmp_path / "named"


def test_folders_lie_inside_the_state_folder_unless_absolute(tmp_path: Path):
    (tmp_path / "settings.env").write_text("CUTDOWN_CACHE_DIR=/big/disk\nCUTDOWN_SCRATCH_DIR=work\n")
    settings = Settings.load(tmp_path)
    assert settings.cache_dir == Path("/big/disk")
    assert settings.scratch_dir == tmp_path / "work"
    assert settings.models_dir == tmp_path / "models"


def test_a_managed_database_without_an_owner_of_its_own_is_migrated_by_its_only_role(tmp_path: Path):
    (tmp_path / "settings.env").write_text("CUTDOWN_DATABASE_URL=postgresql+asyncpg://me@db.example/cutdown\n")
    assert Settings.load(tmp_path).database_owner_url == "postgresql+asyncpg://me@db.example/cutdown"


def test_it_cannot_be_changed_and_shows_no_secret(tmp_path: Path):
    (tmp_path / "settings.env").write_text(
        "CUTDOWN_DATABASE_URL=postgresql+asyncpg://u:canary1@h/d\nCUTDOWN_S3_SECRET_KEY=canary2\n"
        "CUTDOWN_API_TOKEN=canary3\nCUTDOWN_TEMPORAL_API_KEY=canary4\n"
    )
    settings = Settings.load(tmp_path)
    assert "canary" not in repr(settings)
    assert "canary" not in str(settings)
    with pytest.raises(ValidationError):
        settings.s3_bucket = "other"


@pytest.mark.parametrize(
    "line",
    [
        "CUTDOWN_API_PORT=70000",
        "CUTDOWN_LOG_LEVEL=loud",
        "CUTDOWN_MAX_SOURCE_SECONDS=0",
        "CUTDOWN_TEMPORAL_TLS_CERT=/only/half",
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_name(tmp_path: Path, line: str):
    (tmp_path / "settings.env").write_text(line + "\n")
    with pytest.raises(ValidationError, match=line.split("=", maxsplit=1)[0].removeprefix("CUTDOWN_").lower()):
        Settings.load(tmp_path)


def test_every_setting_says_what_it_means():
    assert not [name for name, field in Settings.model_fields.items() if not field.description]
