"""How fast, how long and how wide captions may be, per platform and language."""

from dataclasses import dataclass, replace
from typing import Literal

Platform = Literal["netflix", "social"]


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """The limits of one platform in one language, on the frame grid of one clip.

    Lines, durations and gaps are hard. `chars_per_second` is what a cue is meant to keep and yields to sense: a cue
    that leaves its reader with an article is slower to read than a fast one. `most_per_second` is where it is too fast.

    `chars_per_line` and `chars_per_second` count display characters (`line_breaking.display_width`): a combining mark
    counts nothing, and in CJK languages a half-width letter counts a half. Durations are in seconds, `*_frames` in
    frames of `frame_rate`. A cue starts within `sync_frames` of its speech and ends at most `trail_frames` after it,
    unless the shortest allowed duration needs more.
    """

    language: str
    frame_rate: float
    chars_per_line: float = 42
    chars_per_second: float = 17
    lines: int = 2
    min_seconds: float = 5 / 6
    max_seconds: float = 7.0
    gap_frames: int = 2
    sync_frames: int = 2
    trail_frames: int = 12

    @property
    def most_per_second(self) -> float:
        """Characters a second above which a cue counts as too fast: 20 where the target is 17."""
        return self.chars_per_second * 20 / 17 if self.chars_per_second <= 17 else max(20.0, self.chars_per_second)

    @property
    def wide(self) -> bool:
        """Whether full-width characters are the unit."""
        return self.language in FULL_WIDTH


FULL_WIDTH = frozenset({"zh", "ja", "ko", "yue"})

# Netflix timed text style guides, limits for same-language captions: characters per line, characters per second.
_NETFLIX: dict[str, tuple[float, float]] = {
    "zh": (16, 9),
    "yue": (16, 9),
    "ja": (13, 7),
    "ko": (16, 12),
    "th": (35, 17),
    "ar": (42, 20),
    "fa": (42, 20),
    "hi": (42, 22),
    "mr": (42, 22),
    "ne": (42, 22),
    "ru": (39, 17),
    "uk": (39, 17),
}


def rules_for(language: str, frame_rate: float, platform: Platform = "netflix") -> ReadingRules:
    """The rules for an ISO 639-1 language (a region such as `pt-BR` is ignored) at frames per second.

    `netflix`: the timed text style guides, 42 characters and 17 per second where a language has no values of its own.
    `social`: shorter lines for narrow players, with the 20 characters per second that those audiences read.
    """
    code = language.lower().replace("_", "-").split("-")[0]
    chars, speed = _NETFLIX.get(code, (42, 17))
    rules = ReadingRules(code, frame_rate, chars, speed)
    if platform == "social":
        return replace(rules, chars_per_line=chars if rules.wide else min(chars, 32), chars_per_second=max(speed, 20))
    return rules
