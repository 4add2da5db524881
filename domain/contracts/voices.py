"""The voices that can be chosen."""

from typing import Literal

from domain.contracts.base import Contract

Sex = Literal["female", "male", "unknown"]


class Voice(Contract):
    """A voice of the catalogue. `id` is unique over all engines, e.g. `kokoro/af_heart`; `languages` are ISO 639-1.

    `licence`: of the weights; with `commercial` false they may not be used for business. A voice that `clones` speaks
    with the timbre of a reference recording. `quality`: higher is chosen first, 0 is the floor that speaks anything.
    """

    id: str
    engine: str
    name: str
    languages: tuple[str, ...]
    sex: Sex
    sample_rate: int
    licence: str
    commercial: bool = True
    clones: bool = False
    quality: int = 1
