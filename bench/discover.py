"""How many planted highlights clip discovery finds: `python -m bench.discover [--embedder NAME] [--split NAME]`.

A hit is a highlight of which one proposed clip covers at least 70 %; IoU tells how tight that clip is. Wishes are the
defaults: four clips of 15 to 60 seconds.
"""

import argparse
import time
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from adapters.embed.registry import text_embedder
from bench.discover_talks import Talk, read_sample, read_talks
from bench.figures import record
from domain.contracts.clips import ClipPlan, ClipWishes
from domain.engines import TextEmbedder
from domain.heuristics.clip_proposals import propose_clips, split_vectors, texts_to_embed

HIT_SHARE = 0.7


@dataclass(frozen=True)
class Finding:
    """How well one highlight was found: share covered, IoU and rank of the clip that covers it best."""

    talk: str
    split: str
    highlight: str
    covered: float
    iou: float
    rank: int

    @property
    def hit(self) -> bool:
        return self.covered >= HIT_SHARE


def judge(talk: Talk, clips: tuple[ClipPlan, ...]) -> list[Finding]:
    """Compare a talk's proposed clips with its planted highlights."""
    findings = []
    for name, span in talk.highlights.items():
        best = max(clips, key=lambda clip: clip.range.overlap(span))
        shared = best.range.overlap(span)
        union = best.range.duration + span.duration - shared
        findings.append(Finding(talk.name, talk.split, name, shared / span.duration, shared / union, best.rank))
    return findings


def propose(talk: Talk, engine: TextEmbedder, wishes: ClipWishes) -> tuple[ClipPlan, ...]:
    """The clips of one talk, as the stage would propose them."""
    vectors = engine.embed(texts_to_embed(talk.transcript, wishes)).tolist()
    clips, _ = propose_clips(
        talk.transcript,
        talk.audio,
        talk.picture,
        talk.picture.frame_rate,
        wishes,
        split_vectors(vectors, wishes),
        engine.identity,
    )
    return clips


def main() -> None:
    """Print one row per highlight and the hit rate of each split."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--embedder", default="auto")
    parser.add_argument("--split", choices=("sample", "tune", "held"))
    chosen = parser.parse_args()
    engine = text_embedder(chosen.embedder)
    console = Console(width=120)
    console.print(f"embedder: {engine.identity}")
    began = time.process_time()
    findings: list[Finding] = []
    for talk in [read_sample(), *read_talks()]:
        if chosen.split in {None, talk.split}:
            findings.extend(judge(talk, propose(talk, engine, ClipWishes())))
    table = Table("talk", "split", "highlight", "covered", "IoU", "rank", "hit")
    for one in findings:
        mark = "yes" if one.hit else "NO"
        table.add_row(one.talk, one.split, one.highlight, f"{one.covered:.2f}", f"{one.iou:.2f}", str(one.rank), mark)
    console.print(table)
    for split in dict.fromkeys(one.split for one in findings):
        own = [one for one in findings if one.split == split]
        mean = sum(one.iou for one in own) / len(own)
        hits = sum(one.hit for one in own)
        console.print(f"{split}: {hits} of {len(own)} found, mean IoU {mean:.2f}")
        record(f"discover.{split}", hits, f"of {len(own)} highlights")
    console.print(f"{time.process_time() - began:.1f} CPU-seconds")


if __name__ == "__main__":
    main()
