"""What differs between environments: addresses, secrets, folders, chosen engines; the only reader of the environment.

Later sources win: field default, the folder's `stack.env` (written by the embedded stack), the folder's `settings.env`
(written by people), environment variables `CUTDOWN_*`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

STACK_ENV = "stack.env"
SETTINGS_ENV = "settings.env"

# An address and what belongs to it: who gives the address gives the rest too, or leaves it at its default.
_TOGETHER = (
    ("database_url", "database_owner_url"),
    ("s3_endpoint", "s3_region", "s3_access_key", "s3_secret_key"),
    ("temporal_address", "temporal_ui_url", "temporal_namespace"),
)
_GIB = 1024**3


class Settings(BaseSettings):
    """One frozen view of the configuration; build it with `Settings.load`."""

    model_config = SettingsConfigDict(
        env_prefix="CUTDOWN_",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
        use_attribute_docstrings=True,
    )

    state_dir: Path = Path(".cutdown")
    """Folder of everything this installation keeps; absolute once loaded."""

    database_url: str = Field(default="postgresql+asyncpg://cutdown_app@127.0.0.1:5432/cutdown", repr=False)
    """SQLAlchemy address of Postgres for the role that serves requests and owns nothing."""
    database_owner_url: str = Field(default="", repr=False)
    """The same database for the role that owns the tables and runs migrations; empty: database_url."""

    s3_endpoint: str = ""
    """Base URL of the S3 server, of AWS as well (https://s3.<region>.amazonaws.com); empty: AWS by region."""
    s3_region: str = "us-east-1"
    """Region that requests are signed for."""
    s3_bucket: str = "cutdown"
    """Bucket of all blobs."""
    s3_access_key: str = ""
    """Access key id; empty: the machine's own AWS credentials."""
    s3_secret_key: SecretStr = SecretStr("")
    """Secret access key."""
    s3_public_endpoint: str | None = None
    """Base URL written into presigned URLs where clients reach S3 by another name; none: s3_endpoint."""

    temporal_address: str = "127.0.0.1:7233"
    """host:port of the Temporal frontend (gRPC)."""
    temporal_namespace: str = "default"
    """Temporal namespace of all workflows."""
    temporal_ui_url: str = "http://127.0.0.1:8233"
    """Base URL of the Temporal Web UI, for links to a job's page."""
    temporal_tls_cert: Path | None = None
    """Client certificate (PEM) for mTLS."""
    temporal_tls_key: Path | None = None
    """Private key (PEM) of that certificate."""
    temporal_tls_ca: Path | None = None
    """Root certificate (PEM) of a private cluster; none: the system's roots."""
    temporal_api_key: SecretStr | None = None
    """API key of Temporal Cloud; switches TLS on."""

    api_host: str = "127.0.0.1"
    """Address that the API binds."""
    api_port: int = Field(default=8080, ge=1, le=65535)
    """Port that the API binds."""
    api_token: SecretStr = SecretStr("")
    """API key of this machine's command line; the API makes a key of the first owner's of it. Empty: none is made."""
    auth_secret: SecretStr = SecretStr("")
    """Seals the signing keys of access tokens in the database; at least 32 characters, else the API does not start."""
    auth_issuer: str = "cutdown"
    """Name of this installation in its access tokens (`iss`)."""
    owner_email: str = "owner@localhost"
    """E-mail address of the first owner, made when the default organisation has none."""
    owner_password: SecretStr = SecretStr("")
    """Password of the first owner; empty: the first owner cannot log in, only use the key of `api_token`."""
    sign_up: Literal["open", "invited"] = "open"
    """Who may sign up: anybody, with an organisation of their own, or only who was invited."""

    api_origins: str = ""
    """Origins besides the API's own whose pages may open live streams, e.g. https://app.example, by commas."""

    rate_limit_caller: str = "6000/minute"
    """How often one user or API key may ask, in the words of the library `limits`."""
    rate_limit_organisation: str = "24000/minute"
    """How often all callers of one organisation may ask."""
    rate_limit_anonymous: str = "300/minute"
    """How often one network address may ask without showing who it is."""
    api_trusted_proxies: str = ""
    """Addresses of proxies whose X-Forwarded-For is believed, by commas; empty: nobody's."""

    stack_postgres_port: int | None = Field(default=None, ge=1, le=65535)
    """Port of the embedded Postgres; none: a free one, chosen once."""
    stack_s3_port: int | None = Field(default=None, ge=1, le=65535)
    """Port of the embedded S3 server; none: a free one, chosen once."""
    stack_temporal_port: int | None = Field(default=None, ge=1, le=65535)
    """Port of the embedded Temporal server; none: a free one, chosen once."""
    stack_temporal_ui_port: int | None = Field(default=None, ge=1, le=65535)
    """Port of its Web UI; none: a free one, chosen once."""

    cache_dir: Path = Path("cache")
    """Local copies of blobs, by digest; relative: inside state_dir."""
    cache_bytes: int = Field(default=20 * _GIB, ge=0)
    """Bytes that the blob cache may hold before it drops the oldest."""
    scratch_dir: Path = Path("scratch")
    """Temporary files of running stages; relative: inside state_dir."""
    models_dir: Path = Path("models")
    """Model files put there by `cutdown models pull`; relative: inside state_dir."""
    ffmpeg_path: Path | None = None
    """The ffmpeg to use; none: the packaged one, else the one on the PATH."""

    engines_device: Literal["auto", "cpu", "cuda"] = "auto"
    """Where engines compute; auto: on CUDA where the engine's own library sees a device. Those below go before it."""
    asr_device: Literal["auto", "cpu", "cuda"] | None = None
    """Device of the recogniser; none: engines_device."""
    image_device: Literal["auto", "cpu", "cuda"] | None = None
    """Device of the picture embedder; none: engines_device."""
    voice_device: Literal["auto", "cpu", "cuda"] | None = None
    """Device of Coqui's voices; none: engines_device. The other voices always compute on the CPU."""
    face_device: Literal["auto", "cpu", "cuda"] | None = None
    """Device of the face detector; none: engines_device, which cannot demand CUDA of it."""
    asr_compute_type: Literal["auto", "int8", "int8_float16", "float16", "float32"] = "auto"
    """Numbers that the recogniser computes with; auto: int8 on the CPU, float16 on CUDA."""
    video_encoder: Literal["auto", "x264", "nvenc"] = "x264"
    """What finished video is encoded by; auto and nvenc take NVENC where a short trial of it works, else x264."""
    asr_engine: str = "faster-whisper"
    """Speech recogniser, by its registry name."""
    asr_model: str = "whisper-base"
    """Model of the recogniser, by its catalogue name."""
    aligner: str = "auto"
    """Word aligner; auto: the best one for the language."""
    speaker_encoder: str = "auto"
    """What tells voices apart, by its registry name; auto: the best one whose weights are installed."""
    text_embedder: str = "auto"
    """Sentence embedder; auto: the first one that is installed."""
    image_embedder: str = "none"
    """Picture embedder; none: discovery goes without."""
    image_model: Path | None = None
    """Checkpoint file of the picture embedder."""
    llm_url: str = ""
    """Base URL of an endpoint in OpenAI's manner, e.g. http://127.0.0.1:11434/v1; empty: nothing is asked of models."""
    llm_model: str = ""
    """Model that is asked there, by the endpoint's name for it."""
    llm_api_key: SecretStr = SecretStr("")
    """Key of that endpoint; empty: it wants none."""
    llm_seconds: float = Field(default=180.0, gt=0)
    """Seconds that one answer of the endpoint may take."""
    face_detector: str = "blazeface"
    """Face detector, by its registry name."""

    coqui_model: Path | None = None
    """Folder of a Coqui model (VITS or XTTS) to speak with: config.json, its checkpoint and what came with it."""
    coqui_languages: str = ""
    """Languages that the model speaks (ISO 639-1, by commas); empty: what its configuration says."""
    coqui_licence: str = ""
    """Licence of the model, as the list of voices shows it."""
    coqui_commercial: bool = False
    """Whether that licence allows business; without it the model's voices are used only when they are named."""

    max_source_bytes: int = Field(default=20 * _GIB, gt=0)
    """Largest accepted source, in bytes."""
    max_source_seconds: float = Field(default=6 * 3600.0, gt=0)
    """Longest accepted source, in seconds."""
    fetch_allow_private: bool = False
    """Lets URL ingest reach private and loopback addresses; for tests and development only."""

    otel_endpoint: str | None = None
    """OTLP/HTTP endpoint for traces; none: no traces leave the process."""
    log_format: Literal["json", "console"] = "json"
    """json: one event per line; console: coloured text."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """Lowest level that is written."""

    @property
    def allowed_origins(self) -> frozenset[str]:
        """`api_origins`, one by one."""
        return frozenset(origin.strip().rstrip("/") for origin in self.api_origins.split(",") if origin.strip())

    @model_validator(mode="after")
    def _one_way_to_authenticate(self) -> Self:
        if (self.temporal_tls_cert is None) != (self.temporal_tls_key is None):
            raise ValueError("temporal_tls_cert and temporal_tls_key are given together or not at all")
        return self

    @classmethod
    def load(cls, state_dir: Path | None = None) -> Self:
        """The settings of the installation in `state_dir` (default: as `resolve_state_dir` says).

        Raises `pydantic.ValidationError` naming the field when a value does not fit.
        """
        folder = resolve_state_dir(state_dir)
        loaded = cls(_env_file=(folder / STACK_ENV, folder / SETTINGS_ENV), state_dir=folder)
        given = cls.given_by_people(folder)
        foreign = {name for address, *rest in _TOGETHER if address in given for name in rest} - given
        loaded = loaded.model_copy(update={name: cls.model_fields[name].default for name in foreign})
        # Folders are kept relative to the state folder in its files, so that it can be moved.
        inside = {name: folder / getattr(loaded, name) for name in ("cache_dir", "scratch_dir", "models_dir")}
        owner = {"database_owner_url": loaded.database_owner_url or loaded.database_url}
        return loaded.model_copy(update=inside | owner)

    @classmethod
    def given_by_people(cls, state_dir: Path | None = None) -> frozenset[str]:
        """Names of the fields set by the environment or `settings.env`, so not by the embedded stack.

        The stack starts no server of its own for an address that is given here.
        """
        folder = resolve_state_dir(state_dir)
        return frozenset(cls(_env_file=(folder / SETTINGS_ENV,)).model_fields_set)


def resolve_state_dir(state_dir: Path | None = None) -> Path:
    """The absolute state folder: the argument, else CUTDOWN_STATE_DIR, else `.cutdown` in the working folder."""
    named = state_dir or Path(os.environ.get("CUTDOWN_STATE_DIR") or ".cutdown")
    return named.expanduser().absolute()
