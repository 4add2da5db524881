"""The numbers by which a talk is told again, as versioned data: a change of any of them is a new version.

A tone says what of a sentence counts: `central` how many other sentences say the like (TextRank), `claim` how much it
says in general instead of in detail, `interest` and `quotable` as clip scoring has them, `voice` how lively it is
spoken, and of its wording `tension` (contrasts and strong claims) and `play` (questions, words to the listener,
quotations). Shares add up to 1.
"""

from dataclasses import dataclass
from typing import Final

from domain.contracts.retell import Tone

RETELL_WEIGHTS_VERSION: Final = "2026.1"


@dataclass(frozen=True)
class ToneWeights:
    """Shares of a sentence's worth."""

    central: float
    claim: float
    interest: float
    quotable: float
    voice: float
    tension: float
    play: float


TONES: Final[dict[Tone, ToneWeights]] = {
    "neutral": ToneWeights(central=0.30, claim=0.15, interest=0.35, quotable=0.10, voice=0.04, tension=0.03, play=0.03),
    "dramatic": ToneWeights(
        central=0.25, claim=0.13, interest=0.37, quotable=0.08, voice=0.04, tension=0.11, play=0.02
    ),
    "playful": ToneWeights(central=0.25, claim=0.13, interest=0.36, quotable=0.08, voice=0.05, tension=0.02, play=0.11),
}

PASSAGE_SHARE: Final = 0.25
"""Share of a sentence's worth that is its passage's mean: what belongs to a story counts more than a stray remark."""
LEAST_WORTH: Final = 0.2
"""Sentences below are told only as context of others."""
EMPHASIS: Final = 3.0
"""Exponent on worth when sentences compete for seconds: one excellent sentence outweighs two fair ones."""
LIKENESS_PENALTY: Final = 0.5
"""Share of its worth that a sentence loses which says the same as one that is told already (cosine 1), as in MMR."""
SAME: Final = 0.95
"""Cosine from which on a sentence says the same as one that is told, and is left out."""
COVERAGE: Final = 0.25
"""Share of a retell that one subject takes before its further sentences count half."""
CONTEXT: Final = 1.2
"""How much more a sentence counts next to one that is told, for a passage is understood where single lines are not."""
MOST_CONTEXT: Final = 3
"""Sentences that are told only because another one leans on them."""

OPENING_SHARE: Final = 0.45
"""The retell begins with a sentence from this first part of the talk."""
OPENING_CONTENT: Final = 3
"""Content words that an opening has at least."""
OPENING_HOOK: Final = 0.5
OPENING_WORTH: Final = 0.35
OPENING_BOUND: Final = 0.15
"""What makes an opening: its hook as clip scoring has it, its worth, and that the talk begins a passage there."""
OPENING_LOSS: Final = 1.2
"""What an opening pays for the worth that lies before it and then goes untold, as a share of the talk's."""

RESERVE: Final = 0.3
RESERVE_SECONDS: Final = 8.0
"""What is written on top of the wished length, as a share of it and at least, so that measured voices can be fitted by
leaving lines out.
"""
RESERVE_WORTH: Final = 0.3
"""What the talk's own lines count beside those that somebody else has written."""
MOST_SHARE: Final = 0.7
"""A retell is at most this share of what can be told again; beyond it, it would be the talk itself."""

ORIGINAL_SECONDS: Final = (1.6, 12.0)
"""Length of what is heard in the original's own voice, in seconds."""
LINE_SECONDS: Final = 9.0
LINE_SHARE: Final = 0.1
"""A narrated line ends with the sentence that reaches this length, or this share of the retell."""
