"""Retells: their script as it was written and as its editor has left it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from domain.access import Principal
from domain.contracts.base import TimeRange
from domain.contracts.captions import StyleName
from domain.contracts.retell import LineMode, RetellScript, RetellSettings, ScriptEdit, ScriptLine
from domain.errors import ConflictError, NotFoundError
from domain.forecasts import ProductForecaster
from domain.ports import JobControl, ObjectStore
from domain.products import Retell
from domain.repositories import UnitOfWorkFactory
from domain.services.products import ProductService


@dataclass(frozen=True)
class RetellLine:
    """A line of the script with its editor's word on it. `told`: whether the published file tells it."""

    number: int
    mode: LineMode
    text: str
    quote: str
    range: TimeRange
    dropped: bool
    edited: bool
    told: bool | None = None


class RetellService(ProductService[Retell]):
    """Use cases of retells."""

    def __init__(
        self, uow: UnitOfWorkFactory, store: ObjectStore, control: JobControl, forecaster: ProductForecaster
    ) -> None:
        super().__init__("retell", lambda unit: unit.retells, uow, store, control, forecaster)

    def _missing(self, product_id: str) -> NotFoundError:
        return NotFoundError("retell.not_found", f"There is no retell {product_id}.")

    def _job_running(self) -> ConflictError:
        return ConflictError("retell.job_running", "The job of this retell has not ended yet; wait for its end.")

    def _overtaken(self) -> ConflictError:
        return ConflictError("retell.changed", "The retell was changed at the same moment. Ask again.")

    def _not_editable(self) -> ConflictError:
        return ConflictError(
            "retell.not_editable",
            "There is nothing to correct yet, or nothing any more: this retell has no text. Order a new one.",
        )

    async def edit(
        self,
        principal: Principal,
        retell_id: str,
        *,
        voice: str | None = None,
        style: StyleName | None = None,
        expected: int | None = None,
    ) -> Retell:
        """Change the narrator's voice or the look of the captions; what is not given stays.

        Raises NotFoundError `retell.not_found`, StaleError `revision.stale`, ConflictError `retell.not_editable`.
        """
        given: dict[str, object] = {"voice": voice, "style": style}
        update = {name: value for name, value in given.items() if value is not None}
        return await self._change(
            principal,
            retell_id,
            expected,
            lambda retell: retell.model_copy(update={"settings": retell.settings.model_copy(update=update)}),
        )

    async def script(self, principal: Principal, retell_id: str) -> Sequence[RetellLine]:
        """The lines in their order. Raises NotFoundError `retell.not_found`, ConflictError `retell.not_editable`."""
        retell = await self.get(principal, retell_id)
        written = await self._script(principal.org_id, retell)
        return [_shown(retell, line) for line in written.lines]

    async def edit_line(
        self, principal: Principal, retell_id: str, edit: ScriptEdit, expected: int | None = None
    ) -> tuple[Retell, RetellLine]:
        """Change a line of the script, or leave it out; what the edit leaves out stays.

        Raises NotFoundError `retell.not_found` or `line.not_found`, StaleError, ConflictError `retell.not_editable`.
        """
        retell = await self.get(principal, retell_id)
        written = await self._script(principal.org_id, retell)
        line = next((one for one in written.lines if one.number == edit.number), None)
        if line is None:
            raise NotFoundError("line.not_found", f"There is no line {edit.number} here.")

        def change(found: Retell) -> Retell:
            return found.model_copy(update={"settings": _with(found.settings, edit)})

        changed = await self._change(principal, retell_id, expected, change)
        return changed, _shown(changed, line)

    async def _script(self, org_id: str, retell: Retell) -> RetellScript:
        if retell.order is None:
            raise self._not_editable()
        return RetellScript.model_validate_json(await self._store.read_bytes(org_id, retell.order.script))


def _with(settings: RetellSettings, edit: ScriptEdit) -> RetellSettings:
    edits = {one.number: one for one in settings.edits}
    before = edits.get(edit.number) or ScriptEdit(number=edit.number)
    edits[edit.number] = ScriptEdit.model_validate(
        json.loads(before.model_dump_json()) | json.loads(edit.model_dump_json(exclude_unset=True))
    )
    kept = tuple(edits[number] for number in sorted(edits) if edits[number] != ScriptEdit(number=number))
    return settings.model_copy(update={"edits": kept})


def _shown(retell: Retell, line: ScriptLine) -> RetellLine:
    edit = next((one for one in retell.settings.edits if one.number == line.number), None)
    return RetellLine(
        number=line.number,
        mode=edit.mode if edit and edit.mode else line.mode,
        text=edit.text if edit and edit.text is not None else line.text,
        quote=line.quote,
        range=edit.range if edit and edit.range else line.range,
        dropped=edit.drop if edit else False,
        edited=edit is not None,
        told=line.number in retell.result.kept if retell.result else None,
    )
