"""Methods that are written once and can be called in two ways: at once, or with `await`."""

import inspect
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Protocol, Self, TypeVar, overload

from cutdown_sdk.steps import Series, Steps

if TYPE_CHECKING:
    from cutdown_sdk.api import Api

P = ParamSpec("P")
T = TypeVar("T")


class Sync:
    """Marks what is called at once."""


class Async:
    """Marks what is awaited."""


Way = TypeVar("Way", Sync, Async)


class Driver(Protocol):
    """Takes the steps of procedures."""

    def run(self, steps: Steps[T]) -> Any:
        """The result, or what it is awaited by."""
        ...

    def each(self, series: Series[T]) -> Any:
        """An iterator of the items, or an asynchronous one."""
        ...


class Resource(Generic[Way]):
    """One section of the API."""

    def __init__(self, api: "Api", driver: Driver) -> None:
        self._api = api
        self._driver = driver


class Call(Generic[P, T]):
    """A method with one result; `steps` is its procedure, for other procedures to go through."""

    def __init__(self, steps: Callable[Concatenate[Any, P], Steps[T]]) -> None:
        self.steps = steps
        update_wrapper(self, steps)  # type: ignore[arg-type]  # it is told about like the function that it stands for

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...
    @overload
    def __get__(self, resource: Resource[Sync], owner: type) -> Callable[P, T]: ...
    @overload
    def __get__(self, resource: Resource[Async], owner: type) -> Callable[P, Coroutine[Any, Any, T]]: ...
    def __get__(self, resource: Resource[Any] | None, owner: type) -> Any:
        """The method of one client."""
        return self if resource is None else _bound(self.steps, resource, resource._driver.run)  # noqa: SLF001


class Listing(Generic[P, T]):
    """A method that is iterated over."""

    def __init__(self, series: Callable[Concatenate[Any, P], Series[T]]) -> None:
        self.series = series
        update_wrapper(self, series)  # type: ignore[arg-type]  # as above

    @overload
    def __get__(self, resource: None, owner: type) -> Self: ...
    @overload
    def __get__(self, resource: Resource[Sync], owner: type) -> Callable[P, Iterator[T]]: ...
    @overload
    def __get__(self, resource: Resource[Async], owner: type) -> Callable[P, AsyncIterator[T]]: ...
    def __get__(self, resource: Resource[Any] | None, owner: type) -> Any:
        """The method of one client."""
        return self if resource is None else _bound(self.series, resource, resource._driver.each)  # noqa: SLF001


def call(steps: Callable[Concatenate[Any, P], Steps[T]]) -> Call[P, T]:
    """Make a method of a procedure."""
    return Call(steps)


def listing(series: Callable[Concatenate[Any, P], Series[T]]) -> Listing[P, T]:
    """Make a method of a procedure that hands out items."""
    return Listing(series)


def _bound(procedure: Callable[..., Any], resource: Resource[Any], take: Callable[[Any], Any]) -> Callable[..., Any]:
    def method(*arguments: Any, **options: Any) -> Any:
        return take(procedure(resource, *arguments, **options))

    _, *others = inspect.signature(procedure).parameters.values()
    method.__name__, method.__doc__, method.__module__ = procedure.__name__, procedure.__doc__, procedure.__module__
    method.__qualname__ = procedure.__qualname__
    method.__signature__ = inspect.Signature(others)  # type: ignore[attr-defined]  # for help(); `self` is given
    return method
