"""Opens a client to the Temporal cluster that the settings name: embedded, self-hosted with mTLS, or Cloud."""

from collections.abc import Sequence
from pathlib import Path

from temporalio.client import Client, Interceptor
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.service import TLSConfig

from adapters.settings import Settings
from domain.errors import TransientError


async def connect(settings: Settings, interceptors: Sequence[Interceptor] = (), *, lazy: bool = False) -> Client:
    """A client that speaks pydantic contracts; its workers share `interceptors`; `lazy` connects with the first call.

    Raises TransientError `temporal.unavailable` when the cluster does not answer.
    """
    api_key = settings.temporal_api_key.get_secret_value() if settings.temporal_api_key else None
    try:
        return await Client.connect(
            settings.temporal_address,
            namespace=settings.temporal_namespace,
            data_converter=pydantic_data_converter,
            tls=_tls(settings) or api_key is not None,
            api_key=api_key,
            interceptors=interceptors,
            lazy=lazy,
        )
    except RuntimeError as error:
        message = f"Temporal does not answer at {settings.temporal_address}."
        raise TransientError("temporal.unavailable", message) from error


def _tls(settings: Settings) -> TLSConfig | None:
    if settings.temporal_tls_cert is None and settings.temporal_tls_ca is None:
        return None
    return TLSConfig(
        client_cert=_bytes_of(settings.temporal_tls_cert),
        client_private_key=_bytes_of(settings.temporal_tls_key),
        server_root_ca_cert=_bytes_of(settings.temporal_tls_ca),
    )


def _bytes_of(path: Path | None) -> bytes | None:
    return path.read_bytes() if path is not None else None
