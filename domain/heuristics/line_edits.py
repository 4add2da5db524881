"""What an editor has changed of a line."""

from collections.abc import Mapping, Sequence

from domain.contracts.lines import Line, LineEdit, LineFlag

_OF_THE_TEXT: frozenset[LineFlag] = frozenset({"empty", "untranslated", "wrong_language", "term"})
"""What was noticed of a text that stands no more once an editor has written another."""


def edits_by_number(edits: Sequence[LineEdit]) -> Mapping[int, LineEdit]:
    """The editor's last word of each line."""
    return {edit.number: edit for edit in edits}


def edited(line: Line, edit: LineEdit | None) -> Line:
    """The line with the editor's text; without a text of theirs as it was."""
    if edit is None or edit.text is None:
        return line
    flags = tuple(flag for flag in line.flags if flag not in _OF_THE_TEXT)
    return line.model_copy(update={"text": edit.text, "flags": flags})
