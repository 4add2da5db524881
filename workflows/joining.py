"""Waits for parallel branches so that none is left running behind a failure."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

from temporalio import workflow

T = TypeVar("T")
U = TypeVar("U")


async def join_all(branches: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """The results of all branches, in order. When one fails, or the caller is cancelled, the others are cancelled and
    awaited before the error goes on.
    """
    tasks = [asyncio.ensure_future(branch) for branch in branches]
    if not tasks:
        return []
    try:
        await workflow.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        failed = next((task for task in tasks if task.done() and task.exception() is not None), None)
        if failed is not None:
            await failed
        return [task.result() for task in tasks]
    finally:
        await stop_all(tasks)


async def both(one: Coroutine[Any, Any, T], other: Coroutine[Any, Any, U]) -> tuple[T, U]:
    """The results of two unlike branches, as `join_all` has those of like ones."""
    first, second = asyncio.ensure_future(one), asyncio.ensure_future(other)
    tasks: list[asyncio.Future[Any]] = [first, second]
    try:
        await workflow.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        failed = next((task for task in tasks if task.done() and task.exception() is not None), None)
        if failed is not None:
            await failed
        return first.result(), second.result()
    finally:
        await stop_all(tasks)


async def stop_all(tasks: Iterable["asyncio.Future[Any]"]) -> None:
    """Cancel what still runs and wait until it has cleaned up."""
    running = [task for task in tasks if not task.done()]
    for task in running:
        task.cancel()
    if running:
        await workflow.wait(running)
