"""What the splitter of sentences knows of one language: its short forms, by what may follow them."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class ShortForms:
    """What one language needs, each a set of short forms by what may follow them."""

    titles: frozenset[str] = frozenset()
    """Stand before a name, never at the end: `Dr.`"""
    inner: frozenset[str] = frozenset()
    """Lead on, never at the end: `e.g.`"""
    numbered: frozenset[str] = frozenset()
    """Stand before a number: `No.`; before anything else they are ordinary words."""
    before_names: frozenset[str] = frozenset()
    """Before a name or at the end: `U.S.`, `Inc.`, `St.`"""
    closing: frozenset[str] = frozenset()
    """At the end wherever a capital follows: `etc.`"""
    letters: frozenset[str] = frozenset()
    """Names of letters that initials are written with, in scripts whose letters are no initials."""
    lettered: frozenset[str] = frozenset()
    """Words that a single letter follows which is no initial: `plan B.`"""
    endings: frozenset[str] = frozenset()
    """Short forms that words end with: `Goethestr.`"""
    ordinals: bool = False
    """Whether a stop behind a number makes it an ordinal."""
    ordinal_cues: frozenset[str] = frozenset()
    """Words before an ordinal: `im 19. Jahrhundert`."""
    ordinal_nouns: frozenset[str] = frozenset()
    """Words after one."""
    starters: frozenset[str] = frozenset()
    """Words that begin sentences and no names."""
    ordinary: frozenset[str] = frozenset()
    """Words that end sentences and that the library takes for short forms, as they are written inside a sentence."""
    signed_names: tuple[str, ...] = ()
    """Names that end with a sign."""

    def knows(self, phrase: str) -> bool:
        """Whether the phrase is a short form, whatever may follow it."""
        return phrase in self.known

    @cached_property
    def known(self) -> frozenset[str]:
        """All short forms."""
        return self.titles | self.inner | self.numbered | self.before_names | self.closing

    @cached_property
    def trailing(self) -> frozenset[str]:
        """Short forms, and last parts of those of several, that stand after what they belong to."""
        forms = self.before_names | self.closing
        return forms | {form.rsplit(" ", 1)[-1] for form in forms if len(form.rsplit(" ", 1)[-1]) > 1}
