"""temporal.yaml says where every stage runs, and nothing else does."""

import importlib
import inspect
import pkgutil
from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError
from temporalio import activity

import activities
from cutdown.processes import LOCAL_GROUPS
from domain.contracts.base import StageRequest
from workflows.topology import Topology, topology


def _stages() -> dict[str, list[type]]:
    found: dict[str, list[type]] = {}
    for module in pkgutil.iter_modules(activities.__path__):
        for _, owner in inspect.getmembers(importlib.import_module(f"activities.{module.name}"), inspect.isclass):
            if owner.__module__ != f"activities.{module.name}":
                continue
            for _, method in inspect.getmembers(owner, inspect.isfunction):
                definition = activity._Definition.from_callable(method)
                if definition is not None and definition.name is not None:
                    found.setdefault(definition.name, []).append(owner)
    return found


def test_every_activity_has_one_row_and_every_row_one_activity() -> None:
    stages = _stages()
    assert set(stages) == set(topology().stages)
    assert all(len(owners) == 1 for owners in stages.values())


def test_every_queue_has_one_pool() -> None:
    queues = [pool.queue for pool in topology().pools.values()]
    assert len(queues) == len(set(queues))
    assert {row.queue for row in topology().stages.values()} <= set(queues)


def test_what_may_run_above_two_minutes_has_a_heartbeat() -> None:
    for name, row in topology().stages.items():
        policy = topology().policies[row.policy]
        assert policy.start_to_close <= 120 or policy.heartbeat is not None, name


def test_every_stage_takes_one_frozen_request() -> None:
    for name, (owner,) in _stages().items():
        method = getattr(owner, name)
        request = next(iter(inspect.get_annotations(inspect.unwrap(method)).values()))
        assert issubclass(request, StageRequest), name
        assert request.model_config.get("frozen"), name


@pytest.mark.parametrize(
    ("place", "value", "complaint"),
    [
        (("pools", "render", "queue"), "transcode", "two pools share a queue"),
        (("stages", "render_clip", "queue"), "nowhere", "stage render_clip names the unknown queue nowhere"),
        (("stages", "render_clip", "policy"), "never", "stage render_clip names the unknown policy never"),
        (("workflow_queue",), "nowhere", "no pool serves the workflow queue"),
        (("stages", "transcribe_chunk", "gpu_queue"), "nowhere", "GPU queue nowhere, which no GPU pool serves"),
        (("stages", "transcribe_chunk", "gpu_queue"), "nlp", "GPU queue nlp, which no GPU pool serves"),
        (("stages", "transcribe_chunk", "queue"), "asr_gpu", "GPU queue asr_gpu for its own"),
        (("pools", "asr", "schedule_to_start"), 60, "pool asr: a GPU pool has schedule_to_start, and no other"),
        (("pools", "asr_gpu", "schedule_to_start"), None, "pool asr_gpu: a GPU pool has schedule_to_start"),
        (("pools", "asr_gpu", "runs_workflows"), True, "pool asr_gpu: workflows do not run in a GPU pool"),
    ],
)
def test_a_name_that_leads_nowhere_is_refused_when_the_file_is_read(
    place: tuple[str, ...], value: object, complaint: str
) -> None:
    written: dict[str, Any] = topology().model_dump()
    *way, last = place
    part = written
    for name in way:
        part = part[name]
    part[last] = value
    with pytest.raises(ValidationError, match=complaint):
        Topology.model_validate(written)


def test_a_stage_runs_in_the_pool_that_serves_its_queue() -> None:
    for name, row in topology().stages.items():
        pool = topology().pool_at(row.queue)
        assert topology().pools[pool].queue == row.queue
        assert name in topology().stages_of(pool)
    with pytest.raises(KeyError):
        topology().pool_at("nowhere")


def test_recognition_and_voices_alone_may_go_to_a_gpu_pool_beside_their_own() -> None:
    beside = {name: row.gpu_queue for name, row in topology().stages.items() if row.gpu_queue is not None}
    assert beside == {"transcribe_chunk": "asr_gpu", "synthesise_lines": "tts_gpu"}
    assert topology().gpu_queues == ("asr_gpu", "tts_gpu")
    assert topology().stages_of("asr_gpu") == ("transcribe_chunk",)
    assert "transcribe_chunk" in topology().stages_of("asr")


def test_nobody_serves_a_gpu_pool_who_does_not_name_it() -> None:
    assert set(topology().pools) - set(topology().standard_pools) == {"asr_gpu", "tts_gpu"}
    assert {pool for group in LOCAL_GROUPS.values() for pool in group} == set(topology().standard_pools)


def test_a_policy_reaches_temporal_with_its_seconds_and_attempts() -> None:
    for policy in topology().policies.values():
        retry = policy.retry_policy()
        assert retry.initial_interval == timedelta(seconds=policy.first_retry)
        assert retry.maximum_interval == timedelta(seconds=policy.max_retry)
        assert retry.maximum_attempts == policy.attempts
        # Which errors are worth another attempt is the errors' own business, not the file's.
        assert not retry.non_retryable_error_types
