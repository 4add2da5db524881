"""Which servers this installation runs itself, and the settings that lead our processes to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from adapters.settings import Settings
from cutdown.stack import ports, postgres, s3, temporal
from cutdown.stack.credentials import Credentials
from cutdown.stack.postgres import PostgresServer
from cutdown.stack.privilege import servers_user, settle_home
from cutdown.stack.process_spec import SpecifiedProcess
from cutdown.stack.s3 import S3Server
from cutdown.stack.state_folder import project_root, write_atomically
from cutdown.stack.temporal import TemporalServer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cutdown.stack.process_spec import ProcessSpec
    from cutdown.stack.server import Server
    from cutdown.stack.state_folder import StateFolder


@dataclass(frozen=True)
class TopologyNames:
    """What the embedded Temporal takes from temporal.yaml."""

    namespace: str
    search_attributes: dict[str, str]

    @classmethod
    def read(cls) -> TopologyNames:
        file = project_root() / "temporal.yaml"
        declared = (yaml.safe_load(file.read_text()) if file.exists() else None) or {}
        return cls(str(declared.get("namespace", "default")), dict(declared.get("search_attributes") or {}))


def settle_servers(folder: StateFolder) -> list[Server]:
    """The servers to keep for this state folder; settles ports and secrets and writes `stack.env`.

    A server whose address people gave (environment or settings.env) is theirs: it is not started here.
    Raises `StackError` when a port, a program or a folder is not to be had.
    """
    given = Settings.given_by_people(folder.root)
    settings = Settings.load(folder.root)
    user = servers_user()
    home = settle_home(folder, user)
    credentials = Credentials.of(folder)
    chosen = _ports(folder, settings, given)
    names = TopologyNames.read()
    namespace = settings.temporal_namespace if "temporal_namespace" in given else names.namespace

    servers: list[Server] = []
    written = {"api_token": credentials.api_token, "api_port": str(chosen["api"])}
    written |= {"auth_secret": credentials.auth_secret, "owner_password": credentials.owner_password}
    if "database_url" not in given:
        database = PostgresServer(home, chosen["postgres"], credentials, user)
        servers.append(database)
        written["database_url"] = database.url(postgres.APP)
        written["database_owner_url"] = database.url(postgres.OWNER)
    if "s3_endpoint" not in given:
        store = S3Server(home, chosen, credentials, settings.s3_bucket, user)
        servers.append(store)
        written |= {"s3_endpoint": store.endpoint, "s3_region": s3.REGION}
        written |= {"s3_access_key": credentials.s3_access_key, "s3_secret_key": credentials.s3_secret_key}
    if "temporal_address" not in given:
        engine = TemporalServer(home, chosen, namespace, names.search_attributes, user)
        servers.append(engine)
        written |= {"temporal_address": engine.address, "temporal_ui_url": engine.ui_url}
        written["temporal_namespace"] = namespace
    head = "# Written by the embedded stack at every start; your own settings go into settings.env.\n"
    lines = "".join(f"CUTDOWN_{name.upper()}={value}\n" for name, value in written.items())
    write_atomically(folder.env_file, head + lines)
    return servers


def processes_for(folder: StateFolder, specs: Sequence[ProcessSpec]) -> list[Server]:
    """The processes of ours to keep; call it after `settle_servers`."""
    api_port = Settings.load(folder.root).api_port
    return [SpecifiedProcess(spec, folder.root, api_port) for spec in specs]


def _ports(folder: StateFolder, settings: Settings, given: frozenset[str]) -> dict[str, int]:
    wanted = {
        "postgres": settings.stack_postgres_port,
        "s3": settings.stack_s3_port,
        "temporal": settings.stack_temporal_port,
        "temporal-ui": settings.stack_temporal_ui_port,
        "api": settings.api_port if "api_port" in given else None,
    }
    record = folder.record()
    configured = {name: port for name, port in wanted.items() if port is not None}
    chosen = ports.settle_ports(("postgres", *s3.PORTS, *temporal.PORTS, "api"), record.ports, configured)
    if chosen != record.ports:
        folder.remember(record.model_copy(update={"ports": chosen}))
    return chosen
