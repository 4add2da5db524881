"""A retell's script as its editor has left it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.contracts.retell import RetellScript, ScriptEdit, ScriptLine
from domain.heuristics.narration_text import condensed

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True)
class EditedLine:
    """A line to be told; with `touched` its editor wants it so, and length is fitted by other lines."""

    line: ScriptLine
    touched: bool = False


def edited_lines(script: RetellScript, edits: Sequence[ScriptEdit]) -> list[EditedLine]:
    """The lines that stay, in order; of several edits of a line the last one holds."""
    by_number = {edit.number: edit for edit in edits}
    found: list[EditedLine] = []
    dropped = False
    for line in script.lines:
        edit = by_number.get(line.number)
        if edit is not None and edit.drop:
            dropped = True
            continue
        if edit is None:
            # What leant on a line that was taken out has to stand by itself now.
            found.append(EditedLine(line.model_copy(update={"leans": line.leans and not dropped})))
        else:
            found.append(EditedLine(_edited(script, line, edit), touched=True))
        dropped = False
    return found


def _edited(script: RetellScript, line: ScriptLine, edit: ScriptEdit) -> ScriptLine:
    mode = edit.mode or line.mode
    text = line.text if edit.text is None else " ".join(_CONTROL.sub(" ", edit.text).split())
    if mode == "original":
        text = ""
    elif not text and edit.text is None:
        text = condensed(line.quote, script.source_language)
    change = {"mode": mode, "text": text, "range": edit.range or line.range, "leans": False}
    return line.model_copy(update=change)
