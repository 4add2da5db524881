"""Words that a narrated sentence can do without, and words that join what is told; data, per language, by hand.

A language without a list keeps its sentences as they were said and gets no words of ours.
"""

from dataclasses import dataclass, field
from typing import Final

from domain.contracts.retell import Tone


def _set(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(",") if part.strip())


@dataclass(frozen=True)
class NarrationWords:
    """Phrases of one language, lower case."""

    hesitations: frozenset[str] = frozenset()
    """Sounds that are never words; they go wherever they stand."""
    asides: frozenset[str] = frozenset()
    """Phrases that carry nothing where commas part them from the rest; none that hedge, for that would change what is
    claimed."""
    ironies: frozenset[str] = frozenset()
    """Pairs of words whose first or second is an aside elsewhere, and which here say that nothing is meant so
    (`yeah right`)."""
    openers: frozenset[str] = frozenset()
    """Words that only open what is said, also without a comma, where one of `opened` follows."""
    opened: frozenset[str] = frozenset()
    """Words that begin a sentence of its own."""
    joiners: frozenset[str] = frozenset()
    """Conjunctions at the front of a sentence that are no part of it: what follows them is a sentence in the same order
    of words."""
    unless: frozenset[str] = frozenset()
    """Words before which a joiner stays, because the two belong together (`but for him`)."""
    stutters: frozenset[str] = frozenset()
    """Little words that grammar never doubles; said twice in a row, one is a false start."""
    backward: frozenset[str] = frozenset()
    """Openings that point at what was said before, besides those that clip scoring knows."""
    later: dict[Tone, str] = field(default_factory=dict)
    """Said before a sentence that comes much later in the source; true of any video told in its own order."""


NARRATION_WORDS: Final[dict[str, NarrationWords]] = {
    "en": NarrationWords(
        hesitations=_set("um, uh, uhm, erm, er, hmm, mhm, uh-huh"),
        asides=_set(
            "you know, i mean, you see, well, so, now, okay, ok, okay so, right, yeah, anyway, alright, all right, "
            "look, listen, like, like i said, as i said, let me see, let's see, to be honest, guys, folks, hey, "
            "ladies and gentlemen, my friends, dear friends, dude, bro"
        ),
        ironies=_set(
            "yeah right, right yeah, yeah sure, ok sure, okay sure, well sure, right because, yeah because, oh right, "
            "yeah like, right like, right as, yeah as, right sure"
        ),
        openers=_set("so, well, okay, ok, anyway, alright"),
        opened=_set(
            "i, we, he, she, they, the, a, an, my, our, there, there's, i'm, we're, he's, she's, they're, it's, "
            "that's, what, why, how, who, if, nobody, everybody, everyone, i've, we've, i'd, we'd, when, here's"
        ),
        joiners=_set("and, but"),
        unless=_set("for, then, yet"),
        stutters=_set(
            "the, a, an, i, we, you, he, she, they, it, and, but, of, to, in, on, at, my, your, our, if, as, with, "
            "for, from, by, we're, i'm, it's, there's, this"
        ),
        backward=_set(
            "his, her, its, their, this, it's, he's, she's, they're, that's, he'd, she'd, they'd, there, both, "
            "neither, others, another, such, not, whether"
        ),
        later={"neutral": "Later:", "dramatic": "And then:", "playful": "And it goes on:"},
    ),
    "es": NarrationWords(
        hesitations=_set("eh, em, ehm, mmm"),
        asides=_set(
            "bueno, pues, pues nada, o sea, vale, a ver, en fin, en plan, bien, mira, miren, amigos, chicos, "
            "señoras y señores"
        ),
        joiners=_set("y, pero, e"),
        unless=_set("si, que"),
        stutters=_set("el, los, las, un, una, y, de, en, por, con, yo, mi, su, es, del, al"),
        backward=_set("él, ella, ellos, ellas, eso, esto, esa, ese, este, aquello, ambos, ninguno, su, sus, allí"),
        later={"neutral": "Más adelante:", "dramatic": "Y entonces:", "playful": "Y la cosa sigue:"},
    ),
    "de": NarrationWords(
        hesitations=_set("äh, ähm, öh, hm, mhm"),
        asides=_set(
            "also, na ja, ja, nun, gut, so, okay, wie gesagt, ehrlich gesagt, leute, freunde, meine damen und herren"
        ),
        ironies=_set("ja klar, ja sicher, na klar, ja natürlich, ja genau, gut so"),
        joiners=_set("und, aber, denn"),
        unless=_set("zwar, wenn"),
        stutters=_set("und, ich, wir, er, ein, eine, einen, im, von, zu, mit, dass, wenn, aber, für, auf, ist"),
        backward=_set("ihr, sein, seine, ihm, ihn, dieser, diese, dieses, beide, keiner, dort, dabei, damit"),
        later={"neutral": "Später:", "dramatic": "Und dann:", "playful": "Und es geht weiter:"},
    ),
    "fr": NarrationWords(
        hesitations=_set("euh, heu, hum, ben"),
        asides=_set(
            "bon, alors, voilà, enfin, en fait, du coup, tu vois, vous voyez, quoi, bref, hein, mes amis, les amis, "
            "mesdames et messieurs"
        ),
        joiners=_set("et, mais, car"),
        unless=_set("si, que"),
        stutters=_set("le, la, les, un, une, des, et, je, de, du, à, il, elle, on, c'est, dans, que, qui, ce"),
        backward=_set("ils, elles, ce, cela, ça, c'est, son, sa, ses, leur, leurs, celui, celle, ceux, là"),
        later={"neutral": "Plus loin :", "dramatic": "Et puis :", "playful": "Et ça continue :"},
    ),
    "pt": NarrationWords(
        hesitations=_set("hum, ahn, hã, éh"),
        asides=_set("bom, pois, tipo, sabe, né, quer dizer, olha, enfim, pessoal, gente, meus amigos"),
        ironies=_set("pois sim, pois claro"),
        joiners=_set("e, mas"),
        unless=_set("se, que"),
        stutters=_set("os, as, um, uma, e, de, do, da, em, no, na, eu, meu, é, com, por"),
        backward=_set("ele, ela, eles, elas, isso, isto, esse, essa, aquilo, seu, sua, ambos, lá"),
        later={"neutral": "Mais adiante:", "dramatic": "E então:", "playful": "E a coisa continua:"},
    ),
    "it": NarrationWords(
        hesitations=_set("ehm, mmm, uhm, eh"),
        asides=_set("allora, beh, insomma, cioè, sai, ecco, guarda, bene, ragazzi, amici, signore e signori"),
        joiners=_set("e, ma"),
        unless=_set("se, che"),
        stutters=_set("il, lo, la, gli, le, un, una, e, di, del, a, in, io, mio, è, con, per"),
        backward=_set("lui, lei, loro, egli, questo, quello, ciò, suo, sua, entrambi, lì"),
        later={"neutral": "Più avanti:", "dramatic": "E poi:", "playful": "E non finisce qui:"},
    ),
    "id": NarrationWords(
        hesitations=_set("eh, em, emm, hmm"),
        asides=_set("nah, oke, ya, kan, begini, pokoknya, teman-teman, saudara-saudara, bapak-bapak dan ibu-ibu"),
        joiners=_set("dan, tapi, tetapi"),
        unless=_set("juga"),
        stutters=_set("yang, di, ke, dari, itu, dan, saya, untuk, dengan, pada"),
        backward=_set("dia, mereka, ia, itu, ini, keduanya, begitu, di sana"),
        later={"neutral": "Kemudian:", "dramatic": "Lalu:", "playful": "Dan ceritanya berlanjut:"},
    ),
    "hi": NarrationWords(
        hesitations=_set("हम्म, उम, अं"),
        asides=_set("अच्छा, देखिए, मतलब, दोस्तों, ठीक है"),
        joiners=_set("और, लेकिन"),
    ),
}

NO_NARRATION_WORDS: Final = NarrationWords()


def narration_words(language: str) -> NarrationWords:
    """The list of `language` (ISO 639-1), or an empty one."""
    return NARRATION_WORDS.get(language, NO_NARRATION_WORDS)
