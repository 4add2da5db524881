"""How long a voice will take is estimated from the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.heuristics.speaking_pace import PACES, STOP_SECONDS, seconds_to_say

# Seconds that Kokoro's first voice took.
HEARD = [
    ("en", "A few hundred scouts go out, and each one comes back and dances for the place she has found.", 5.62),
    ("es", "El piloto del avión que cayó en Búfalo había dormido en un sofá del aeropuerto.", 4.7),
    ("fr", "Elle a marché quarante kilomètres dans la neige pour poster une seule lettre.", 4.62),
]


@pytest.mark.parametrize(("language", "text", "seconds"), HEARD)
def test_the_estimate_is_near_what_was_measured(language, text, seconds):
    assert seconds_to_say(text, language) == pytest.approx(seconds, rel=0.2)


@given(st.text(alphabet="abc ,.!", max_size=80), st.sampled_from([*PACES, "xx"]))
def test_more_text_never_takes_less_time(text, language):
    assert seconds_to_say(text, language) <= seconds_to_say(text + "abc", language) + STOP_SECONDS
    assert seconds_to_say(f" {text} ", language) == seconds_to_say(text, language)


def test_nothing_takes_no_time_and_the_last_stop_none():
    assert seconds_to_say(" ", "en") == 0.0
    assert seconds_to_say("Go home.", "en") == pytest.approx(8 / PACES["en"], abs=0.001)
    assert seconds_to_say("Go, home.", "en") > seconds_to_say("Goo home.", "en") + 0.9 * STOP_SECONDS
