"""Hindi by its consonants, whichever script it is written in: small Whisper models hear Hindi and write it as Urdu."""

_SOUNDS = {
    "k": "कखक़کق",
    "g": "गघگغ",
    "c": "चछچ",
    "j": "जझज़जجزذضظژ",
    "t": "टठतथٹتط",
    "d": "डढदधڈد",
    "r": "रड़ढ़رڑ",
    "n": "नणङञंँنں",
    "p": "पफفپ",
    "b": "बभب",
    "m": "मم",
    "l": "लل",
    "s": "सशषसسشصث",
}
# Vowels, breath and half-vowels are left out: the two scripts write them too differently to be compared.
_SOUND_OF = {letter: sound for sound, letters in _SOUNDS.items() for letter in letters}


def consonants(text: str) -> str:
    """The consonants of a text in Devanagari or in Urdu's letters, without spaces; doubled ones once."""
    found: list[str] = []
    for letter in text:
        sound = _SOUND_OF.get(letter)
        if sound is not None and (not found or found[-1] != sound):
            found.append(sound)
    return "".join(found)
