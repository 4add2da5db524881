"""Our own processes on the embedded servers: the API, and workers grouped so that each holds one kind of memory."""

import sys

from cutdown.stack.process_spec import ProcessSpec

# Pools that share a process. Those that only wait and write share one; media tools are children of theirs; the one
# with the speech models keeps them loaded. A deployment on several machines runs any other grouping.
LOCAL_GROUPS: dict[str, tuple[str, ...]] = {
    "worker-control": ("workflows", "ingest", "subtitle", "export"),
    "worker-media": ("transcode", "render"),
    "worker-speech": ("asr", "nlp", "tts", "retell"),
}


def local_processes() -> tuple[ProcessSpec, ...]:
    """What `cutdown up` keeps running beside the servers."""
    api = ProcessSpec(
        name="api",
        command=(sys.executable, "-m", "api"),
        ready_url="http://127.0.0.1:{api_port}/readyz",
    )
    workers = (
        ProcessSpec(
            name=name,
            command=(sys.executable, "-m", "worker_pools", *pools),
            needs=("postgres", "s3", "temporal", "api"),
            stop_timeout_s=6.0,
        )
        for name, pools in LOCAL_GROUPS.items()
    )
    return (api, *workers)
