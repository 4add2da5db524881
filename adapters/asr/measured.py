"""How well the default recogniser does by language, as measured: what `cutdown doctor` and docs/languages.md tell."""

from collections.abc import Sequence
from dataclasses import dataclass

MEASURED_MODEL = "whisper-base"
WELL, USABLE = 0.10, 0.30
"""Shares of wrong words up to which a language is served well, and up to which captions need only corrections."""


@dataclass(frozen=True)
class MeasuredLanguage:
    """One row of the table: a voice of the language, and the share of words that came out wrong."""

    language: str
    voice: str
    errors: float
    note: str = ""


MEASURED: tuple[MeasuredLanguage, ...] = (
    MeasuredLanguage("en", "kokoro/af_heart", 0.00),
    MeasuredLanguage("es", "kokoro/ef_dora", 0.01),
    MeasuredLanguage("pt", "kokoro/pf_dora", 0.03),
    MeasuredLanguage("it", "kokoro/if_sara", 0.06),
    MeasuredLanguage("fr", "kokoro/ff_siwis", 0.10),
    MeasuredLanguage("hi", "kokoro/hf_alpha", 0.73, "31 % of the letters, in Devanagari"),
)


def served(measured: Sequence[MeasuredLanguage] = MEASURED) -> tuple[list[str], list[str], list[str]]:
    """Languages served well, with captions that need corrections, and roughly, in the order of the table."""
    well = [row.language for row in measured if row.errors <= WELL]
    usable = [row.language for row in measured if WELL < row.errors <= USABLE]
    rough = [row.language for row in measured if row.errors > USABLE]
    return well, usable, rough


def languages_told(model: str, *, english_only: bool) -> str:
    """What a person should expect of the recogniser `model`, in one sentence or two."""
    if english_only:
        return f"{model} knows English alone"
    if model != MEASURED_MODEL:
        return f"{model} is not measured here; to measure it: python -m bench.languages --model {model}"
    well, usable, rough = served()
    parts = [f"{model} serves well: {', '.join(well)}"]
    parts += [f"to be corrected: {', '.join(usable)}"] if usable else []
    parts += [f"only roughly: {', '.join([*rough, 'and the languages that are not measured'])}"]
    return f"{'; '.join(parts)}. A larger model helps: cutdown models add"


def table_rows() -> list[str]:
    """The rows of the table in docs/languages.md."""
    return [
        f"| {row.language} | {row.voice} | "
        + (
            f"about {row.errors:.0%} ({row.note})".replace("%", " %", 1)
            if row.note
            else f"{row.errors:.0%}".replace("%", " %")
        )
        + " | yes |"
        for row in MEASURED
    ]
