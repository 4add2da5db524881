"""Glossaries: how an organisation wants its terms translated."""

from collections.abc import Sequence
from datetime import UTC, datetime

from domain.access import Permission, Principal
from domain.contracts.dubbing import GlossaryTerm
from domain.contracts.job import JobSpec
from domain.errors import NotFoundError
from domain.ids import random_id
from domain.paging import Position
from domain.products import Glossary
from domain.repositories import UnitOfWork, UnitOfWorkFactory
from domain.revisions import require_revision
from domain.services.audit import entry
from domain.services.projects import existing_project


class GlossaryService:
    """Use cases of glossaries."""

    def __init__(self, uow: UnitOfWorkFactory) -> None:
        self._uow = uow

    async def create(
        self,
        principal: Principal,
        *,
        name: str,
        project_id: str | None,
        source_language: str | None,
        target_language: str | None,
        terms: Sequence[GlossaryTerm],
    ) -> Glossary:
        """A new glossary, of a project or of all. Raises NotFoundError `project.not_found`."""
        principal.require(Permission.PROJECTS_WRITE)
        now = datetime.now(UTC)
        glossary = Glossary(
            id=random_id("gls"),
            org_id=principal.org_id,
            name=name,
            project_id=project_id,
            source_language=source_language,
            target_language=target_language,
            terms=tuple(terms),
            created_at=now,
            updated_at=now,
        )
        async with self._uow(principal.org_id) as unit:
            if project_id is not None:
                await existing_project(unit, project_id)
            await unit.glossaries.add(glossary)
            await unit.audit.add(entry(principal, "glossary.created", glossary.id, name=name))
            await unit.commit()
        return glossary

    async def list(
        self, principal: Principal, *, project_id: str | None, after: Position | None, limit: int
    ) -> Sequence[Glossary]:
        """Newest first; of one project where it is given."""
        principal.require(Permission.PROJECTS_READ)
        async with self._uow(principal.org_id) as unit:
            return await unit.glossaries.list(project_id=project_id, after=after, limit=limit)

    async def get(self, principal: Principal, glossary_id: str) -> Glossary:
        """Raises NotFoundError `glossary.not_found`."""
        principal.require(Permission.PROJECTS_READ)
        async with self._uow(principal.org_id) as unit:
            return await _existing(unit, glossary_id)

    async def update(
        self,
        principal: Principal,
        glossary_id: str,
        *,
        name: str | None,
        terms: Sequence[GlossaryTerm] | None,
        expected: int | None = None,
    ) -> Glossary:
        """Change what is given; later orders go by it. Raises NotFoundError `glossary.not_found`, StaleError."""
        principal.require(Permission.PROJECTS_WRITE)
        async with self._uow(principal.org_id) as unit:
            glossary = await _existing(unit, glossary_id, lock=True)
            require_revision(expected, glossary.revision)
            change: dict[str, object] = {"revision": glossary.revision + 1, "updated_at": datetime.now(UTC)}
            if name is not None:
                change["name"] = name
            if terms is not None:
                change["terms"] = tuple(terms)
            glossary = glossary.model_copy(update=change)
            await unit.glossaries.update(glossary)
            await unit.audit.add(entry(principal, "glossary.changed", glossary.id, name=glossary.name))
            await unit.commit()
        return glossary

    async def delete(self, principal: Principal, glossary_id: str, expected: int | None = None) -> None:
        """Orders that went by it keep its terms. Raises NotFoundError `glossary.not_found`, StaleError."""
        principal.require(Permission.PROJECTS_WRITE)
        async with self._uow(principal.org_id) as unit:
            glossary = await _existing(unit, glossary_id, lock=True)
            require_revision(expected, glossary.revision)
            await unit.glossaries.delete(glossary_id)
            await unit.audit.add(entry(principal, "glossary.deleted", glossary.id, name=glossary.name))
            await unit.commit()


async def with_glossaries(unit: UnitOfWork, spec: JobSpec, project_id: str | None) -> JobSpec:
    """The order with the terms that hold for it: its own come first, then the project's, then those of all."""
    if not spec.makes_products:
        return spec
    known = sorted(await unit.glossaries.that_hold(project_id), key=lambda one: one.project_id is None)
    dubs = tuple(
        wish.model_copy(update={"glossary": _terms(wish.glossary, known, spec.language, wish.language)})
        for wish in spec.dubs
    )
    retell = spec.retell
    if retell is not None and retell.language is not None:
        terms = _terms(retell.glossary, known, spec.language, retell.language)
        retell = retell.model_copy(update={"glossary": terms})
    return spec.model_copy(update={"dubs": dubs, "retell": retell})


def _terms(
    own: Sequence[GlossaryTerm], known: Sequence[Glossary], source: str | None, target: str
) -> tuple[GlossaryTerm, ...]:
    found = {term.source: term for term in own}
    for glossary in known:
        fits_source = glossary.source_language is None or source is None or glossary.source_language == source
        if fits_source and glossary.target_language in {None, target}:
            for term in glossary.terms:
                found.setdefault(term.source, term)
    return tuple(found.values())[:500]


async def _existing(unit: UnitOfWork, glossary_id: str, *, lock: bool = False) -> Glossary:
    glossary = await unit.glossaries.get(glossary_id, lock=lock)
    if glossary is None:
        raise NotFoundError("glossary.not_found", f"There is no glossary {glossary_id}.")
    return glossary
