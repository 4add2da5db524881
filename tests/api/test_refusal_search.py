"""What operations can refuse is found by following calls: through ports, aliases and handed-on functions, around `try`."""

import textwrap

import pytest

from api.error_table import ROOT
from api.refusal_search import Reach, RefusalSearch, text
from api.source_index import SourceIndex

HOUSE = {
    "domain/ports.py": """
        from typing import Protocol

        class Store(Protocol):
            async def read(self, key: str) -> bytes: ...

        class Unit(Protocol):
            store: Store

        class Units(Protocol):
            def __call__(self, org_id: str) -> AbstractAsyncContextManager[Unit]: ...
    """,
    "adapters/s3.py": """
        from domain.errors import TransientError

        class S3Store:
            async def read(self, key):
                with translated():
                    return b""

        class Unlike:
            async def read(self, other):
                raise NotFoundError("unlike.called", "A method of other parameters is no port's.")

        @contextmanager
        def translated():
            try:
                yield
            except OSError as error:
                raise TransientError("store.away", "Away.") from error
    """,
    "domain/services/things.py": """
        from domain.access import Permission, Principal
        from domain.errors import ConflictError, NotFoundError
        from domain.ports import Unit, Units

        class ThingService:
            def __init__(self, units: Units) -> None:
                self._units = units

            async def get(self, principal: Principal, name: str) -> bytes:
                principal.require(Permission.MEDIA_READ)
                async with self._units("org") as unit:
                    return await patiently(self._read, unit, name)

            async def _read(self, unit: Unit, name: str) -> bytes:
                if not name:
                    raise _unknown()
                return await unit.store.read(name)

            async def quiet(self) -> None:
                try:
                    self._fail()
                except ConflictError:
                    return

            async def renamed(self) -> None:
                try:
                    self._fail()
                except ConflictError as error:
                    raise NotFoundError("thing.gone", "Gone.") from error

            async def passed_on(self) -> None:
                try:
                    self._fail()
                except ConflictError:
                    raise

            async def suppressed(self) -> None:
                with contextlib.suppress(ConflictError):
                    self._fail()

            def _fail(self) -> None:
                raise ConflictError("thing.busy", "Busy.")

        def _unknown() -> NotFoundError:
            return NotFoundError("thing.not_found", "There is no such thing.")
    """,
    "api/parts.py": """
        from domain.services.things import ThingService

        class Parts:
            things: ThingService
    """,
    "api/dependencies.py": """
        from api.parts import Parts as Everything
        from domain.errors import UnauthorizedError

        async def _known(request) -> Principal:
            raise UnauthorizedError("auth.who", "Say who you are.")

        Known = Annotated[Principal, Depends(_known)]
        Parts = Annotated[Everything, Depends(_parts)]
    """,
    "api/routers/things.py": """
        from api.dependencies import Known, Parts

        async def get_thing(name: str, parts: Parts, caller: Known) -> bytes:
            return await parts.things.get(caller, name)
    """,
}


@pytest.fixture(scope="module")
def search(tmp_path_factory) -> RefusalSearch:
    root = tmp_path_factory.mktemp("house")
    for place, source in HOUSE.items():
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(source))
    return RefusalSearch(SourceIndex.read(root, ("adapters", "api", "domain")))


def of_service(search: RefusalSearch, method: str) -> Reach:
    return search.of_place(f"domain.services.things:ThingService.{method}")


def test_a_route_reaches_through_parts_service_and_port_to_the_adapter(search):
    reach = search.of_place("api.routers.things:get_thing")
    assert reach.codes == ["auth.who", "store.away", "thing.not_found"]
    assert reach.permissions == {"media:read"}


@pytest.mark.parametrize(
    ("method", "codes"),
    [
        ("quiet", []),
        ("suppressed", []),
        ("renamed", ["thing.gone"]),
        ("passed_on", ["thing.busy"]),
    ],
)
def test_what_is_caught_is_left_out_and_what_is_raised_instead_comes_in(search, method, codes):
    assert of_service(search, method).codes == codes


def test_a_place_that_is_not_there_is_an_error(search):
    with pytest.raises(LookupError):
        search.of_place("domain.services.things:ThingService.nothing")


def test_the_kept_answers_are_what_the_code_says() -> None:
    kept = (ROOT / "api" / "refusals.json").read_text()
    assert kept == text(), "run: python -m api.refusal_search > api/refusals.json"
