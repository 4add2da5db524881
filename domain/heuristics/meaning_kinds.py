"""What words may do to the claim beside them; the lists by language are in `meaning_words`."""

from dataclasses import dataclass


def phrases(text: str) -> frozenset[str]:
    """What commas part in a text."""
    return frozenset(part.strip() for part in text.split(",") if part.strip())


@dataclass(frozen=True)
class MeaningWords:
    """Phrases of one language by what they do to the claim beside them."""

    negations: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    concessions: frozenset[str] = frozenset()
    """Subordinate ones: what they open is no claim of its own."""
    contrasts: frozenset[str] = frozenset()
    """Words after which what was said before is set right."""
    limits: frozenset[str] = frozenset()
    """Exceptions and ends, which turn a claim or its negation."""
    reports: frozenset[str] = frozenset()
    """Saying, thinking, hoping, dreaming: what depends on them is not claimed by the speaker."""
    doubts: frozenset[str] = frozenset()
    """Words that deny what stands beside them."""
    ironies: frozenset[str] = frozenset()
    causes: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    thats: frozenset[str] = frozenset()
    """Conjunctions of a clause that is the object of another one."""
    coordinators: frozenset[str] = frozenset()
    """Conjunctions before a main clause that may stand by itself."""
    subjects: frozenset[str] = frozenset()
    """Pronouns that can only be the subject of the clause that they open."""
    articles: frozenset[str] = frozenset()
    """Words that open a noun phrase, a subject where a word of `verbs` follows soon."""
    verbs: frozenset[str] = frozenset()
