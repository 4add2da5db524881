"""The numbers of clip scoring, as versioned data: a change of any of them is a new version.

`WEIGHTS` say how much each feature counts; they are shares of the total once the features that do not apply to a
video (keywords that nobody asked for, pictures that are not there) are left out.
"""

from typing import Final

WEIGHTS_VERSION: Final = "2026.1"

WEIGHTS: Final[dict[str, float]] = {
    "hook": 0.15,
    "substance": 0.27,
    "completeness": 0.17,
    "unity": 0.07,
    "payoff": 0.09,
    "quotability": 0.05,
    "density": 0.03,
    "voice": 0.05,
    "visuals": 0.04,
    "keywords": 0.25,
    "flow": 0.03,
    "fluency": 0.03,
    "focus": 0.06,
}

# How a sentence's interest (0..1) is put together; shares of the total.
INTEREST_ANCHORS: Final = 0.62
INTEREST_WORDS: Final = 0.28
INTEREST_VOICE: Final = 0.10

HOOK_SECONDS: Final = 7.0
"""The opening that decides whether a viewer stays."""
SUBSTANCE_SCALE: Final = 4.5
"""Seconds x interest above the talk's own level at which substance reaches 63 %."""
SELECTION_EMPHASIS: Final = 3.0
"""Exponent on scores when a set is chosen: one excellent clip outweighs two fair ones."""
SIMILARITY_LIMIT: Final = 0.35
"""Cosine of centred embeddings above which two clips count as telling the same."""
SIMILARITY_PENALTY: Final = 0.5
"""Share of the lower clip's worth that two clips with cosine 1 lose."""
TITLE_CHARACTERS: Final = 60
"""What a title has as a rule; a whole sentence may be longer."""
LONGEST_TITLE: Final = 100
"""What YouTube shows and takes of a title."""
REPORT_CANDIDATES: Final = 200
"""Candidates that the audit report lists, best first."""
ENDS_PER_START: Final = 24
"""Candidates kept per opening sentence, by the strength of the boundary they end on."""
