"""Each feature answers to what it is named after."""

from dataclasses import replace

import pytest

from domain.contracts.base import TimeRange
from domain.contracts.clips import SubScore
from domain.heuristics import clip_scoring_features as features
from domain.heuristics.clip_candidates import Candidate
from domain.heuristics.clip_scoring import ScoredClip, score_clips, weights_for
from domain.heuristics.clip_scoring_interest import AnchorVectors, anchor_pull
from domain.heuristics.clip_scoring_picture import Sights, frame_novelty, sprite_tiles
from domain.heuristics.clip_scoring_reasons import reason_for
from domain.heuristics.clip_scoring_text import read_sentences
from domain.heuristics.clip_weights import WEIGHTS
from tests.domain.heuristics.clip_talks import facts_of, seen, spoken, vectors_for

PLAIN = "The box is on the table near the door."
ROUTINE = [PLAIN] * 4


def whole(lines) -> Candidate:
    return Candidate(0, len(lines), TimeRange(start=0, end=4.0 * len(lines)))


def value(feature, lines, clip=None, **kwargs) -> float:
    return feature(facts_of(lines, **kwargs), clip or whole(lines)).value


def read(text: str, language: str = "en"):
    return read_sentences(spoken([text], language))[0]


@pytest.mark.parametrize(
    ("text", "language", "sign"),
    [
        ("Do you know this?", "en", "question"),
        ("你知道吗？", "zh", "question"),
        ("क्या आप जानते हैं?", "hi", "question"),
        ("It cost 40 francs.", "en", "number"),
        ("It cost forty francs.", "en", "number"),
        ("यह १४ किलोमीटर है।", "hi", "number"),
        ("Нас было 98 человек.", "ru", "number"),
        ("She said: no.", "en", "quotes"),
        ("What a day!", "en", "exclaims"),
        ("You would not believe it.", "en", "listener"),
        ("It works, but it hurts.", "en", "contrast"),
        ("And then he left.", "en", "dangling"),
        ("Y luego se fue.", "es", "dangling"),
        ("Welcome back to the show.", "en", "housekeeping"),
        ("谢谢大家。", "zh", "housekeeping"),
        ("The end.", "en", "closed"),
    ],
)
def test_a_sentence_shows_its_signs_in_its_language(text, language, sign):
    assert getattr(read(text, language), sign)
    assert not getattr(read("Stone lies there", language), sign)


def test_fillers_are_counted_as_a_share_of_the_words():
    assert read("So um you know it works").filler_share == pytest.approx(3 / 6)
    assert read("It works").filler_share == 0


def test_strong_words_and_vividness_grow_together():
    assert read("Nobody ever saw the worst of it.").vividness > read("Somebody saw some of it.").vividness
    assert read("Welcome, nobody ever knows, 100 times!").vividness < 0.25


def test_the_hook_is_in_the_first_seconds():
    vivid = "Why did nobody ever see the 98 worst mistakes?"
    assert value(features.hook, [vivid, *ROUTINE]) > value(features.hook, [*ROUTINE, vivid]) + 0.2


def test_substance_is_best_for_exactly_the_passage_that_stands_out():
    lines = [PLAIN] * 15
    pulls = [0.1] * 5 + [0.9] * 5 + [0.1] * 5
    spans = [(5, 10), (3, 8), (4, 12), (6, 10), (0, 5)]
    values = {
        span: value(features.substance, lines, Candidate(*span, TimeRange(start=0, end=20)), pulls=pulls)
        for span in spans
    }
    assert max(values, key=values.__getitem__) == (5, 10)
    assert values[0, 5] < features.USUAL_SUBSTANCE < values[5, 10]


def test_a_clip_between_pauses_is_complete_and_one_that_leans_or_asks_is_not():
    pauses = [0.3, 0.3, 2.0, 0.3, 0.3, 0.3, 2.0, 0.3, 0.3, 0.3]
    lines = [PLAIN] * 10
    span = TimeRange(start=0, end=20)
    inside = value(features.completeness, lines, Candidate(1, 5, span), pause=pauses)
    bounds = value(features.completeness, lines, Candidate(3, 7, span), pause=pauses)
    assert bounds > inside + 0.3
    leaning = [*lines[:3], "And so it is near the door.", *lines[4:]]
    assert value(features.completeness, leaning, Candidate(3, 7, span), pause=pauses) < bounds - 0.2
    asking = [*lines[:6], "Is the box near the door?", *lines[7:]]
    assert value(features.completeness, asking, Candidate(3, 7, span), pause=pauses) < bounds - 0.1


def test_unity_falls_where_the_subject_changes_inside():
    lines = [PLAIN] * 12
    topics = [0] * 6 + [3] * 6
    one = value(features.unity, lines, Candidate(0, 6, TimeRange(start=0, end=20)), topics=topics)
    two = value(features.unity, lines, Candidate(3, 9, TimeRange(start=0, end=20)), topics=topics)
    assert one > two + 0.2


def test_the_payoff_is_at_the_end():
    strong = "Never trust a map that nobody has ever walked."
    lines = [*ROUTINE, strong]
    turned = [strong, *ROUTINE]
    pulls = [0.2] * 4 + [0.9]
    assert value(features.payoff, lines, pulls=pulls) > value(features.payoff, turned, pulls=pulls[::-1]) + 0.2


def test_a_short_line_that_turns_back_on_itself_can_be_quoted():
    aphorism = "Speed is not how fast you go."
    assert value(features.quotability, [aphorism, *ROUTINE]) > value(features.quotability, [PLAIN, *ROUTINE])
    assert value(features.quotability, ["Is speed not how fast you never go?"]) == 0


def test_density_prefers_words_that_carry_something():
    dense = "Granite cliffs, salted herring, brass lamps, winter storms."
    thin = "It is what it was and that is what it is then."
    assert value(features.density, [dense] + [thin] * 3, Candidate(0, 1, TimeRange(start=0, end=3))) > value(
        features.density, [dense] + [thin] * 3, Candidate(1, 2, TimeRange(start=0, end=3))
    )


def test_a_louder_voice_is_livelier_than_the_talks_median():
    lines = [PLAIN] * 6
    loud = TimeRange(start=0.0, end=3.5)
    clip = Candidate(0, 1, TimeRange(start=0, end=4))
    assert value(features.voice, lines, clip, loud=loud) > 0.75
    assert value(features.voice, lines, clip) == pytest.approx(0.5)


def test_visuals_see_faces_and_cuts():
    talk = spoken([PLAIN] * 6)
    span = TimeRange(start=1, end=15)
    blank = Sights(seen(talk, faces=False)).of(span)
    assert Sights(seen(talk)).of(span).value > blank.value
    assert Sights(seen(talk, cuts=(100, 200, 300), faces=False)).of(span).value > blank.value
    assert Sights(seen(talk, cuts=(100, 200, 300))).of(span).cuts == 3
    assert Sights(seen(talk, faces=False), [(2.0, 1.0), (9.0, 1.0)]).of(span).value > blank.value


def test_the_sprite_index_tells_when_and_where_and_unlike_pictures_are_novel():
    index = (
        "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nsprite.jpg#xywh=0,0,160,90\n\n"
        "01:00:02.500 --> 01:00:04.000\nsprite.jpg#xywh=160,90,160,90\n"
    )
    tiles = sprite_tiles(index)
    assert [time for time, _ in tiles] == [0.0, 3602.5]
    assert (tiles[1][1].left, tiles[1][1].top, tiles[1][1].right, tiles[1][1].bottom) == (160, 90, 320, 180)
    novelty = dict(frame_novelty([0.0, 2.0, 4.0], [[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))
    assert novelty[4.0] > novelty[0.0] == novelty[2.0]
    assert frame_novelty([0.0], [[1.0]]) == []


def test_keywords_count_where_they_are_said():
    lines = [PLAIN, "The lighthouse keeper slept.", PLAIN, PLAIN]
    facts = facts_of(lines, keywords=("lighthouse keeper",))
    says = features.keywords(facts, Candidate(0, 2, TimeRange(start=0, end=6)))
    silent = features.keywords(facts, Candidate(2, 4, TimeRange(start=6, end=12)))
    assert says.value > silent.value + 0.3
    assert says.note == "says what was asked for"


def test_silence_fillers_and_housekeeping_cost():
    assert value(features.flow, ROUTINE, pause=0.4) == 1
    assert value(features.flow, ROUTINE, pause=3.0) < 0.5
    assert value(features.fluency, ["Um, you know, it is, uh, sort of there."]) < 0.3
    assert value(features.fluency, ROUTINE) == 1
    assert value(features.focus, ["Welcome back, hit subscribe.", PLAIN]) < 0.4
    assert value(features.focus, ROUTINE) == 1


def test_weights_are_shares_of_what_applies():
    plain = weights_for(facts_of(ROUTINE))
    asked = weights_for(facts_of(ROUTINE, keywords=("door",)))
    assert sum(plain.values()) == pytest.approx(1)
    assert sum(asked.values()) == pytest.approx(1)
    assert set(asked) == set(WEIGHTS) == set(features.FEATURES)
    assert set(asked) - set(plain) == {"keywords"}


def test_where_nothing_is_to_be_seen_the_other_features_share_its_weight():
    nothing = seen(spoken(ROUTINE)).model_copy(update={"frame_count": 0})
    weights = weights_for(replace(facts_of(ROUTINE), sights=Sights(nothing)))
    assert "visuals" not in weights
    assert sum(weights.values()) == pytest.approx(1)


def test_the_score_is_the_sum_of_its_parts():
    facts = facts_of(["Why did 98 people never come back?", *ROUTINE], pulls=[0.9, 0.2, 0.3, 0.4, 0.5])
    (scored,) = score_clips(facts, [whole(ROUTINE)])
    assert scored.score == pytest.approx(100 * sum(part.value * part.weight for part in scored.sub_scores), abs=0.051)
    assert all(0 <= part.value <= 1 and part.note for part in scored.sub_scores)


def test_an_embedder_that_cannot_tell_the_anchors_apart_says_nothing():
    same = [[1.0, 0.0]] * 5
    assert anchor_pull([[1.0, 0.0], [0.0, 1.0]], AnchorVectors(same, same)) == [0.5, 0.5]
    known = vectors_for([0.95, 0.05])
    high, low = anchor_pull(known.sentences, known.anchors)
    assert high > 0.9
    assert low < 0.1


def reason(lines, values: dict[str, float], clip: Candidate | None = None, **kwargs) -> str:
    """The reason of a clip whose features have these values, all others 0.3."""
    parts = tuple(SubScore(name=name, value=values.get(name, 0.3), weight=0.1, note="n") for name in features.FEATURES)
    facts = facts_of(lines, **kwargs)
    return reason_for(facts, ScoredClip(candidate=clip or whole(lines), score=1, sub_scores=parts))


def test_the_reason_tells_the_strongest_points_in_order_and_nothing_that_is_not_there():
    question = ["Why does water boil?", *ROUTINE]
    assert reason(question, {"hook": 0.9}) == "Opens with a question."
    assert reason(ROUTINE, {"hook": 0.9}) == "Opens with a line that pulls in."
    assert reason(ROUTINE, {"completeness": 0.7}) == "Stands by itself."
    assert reason(ROUTINE, {"completeness": 0.7, "substance": 0.6}) == "Complete story."
    assert reason(ROUTINE, {}) == "The best of what is left."
    most = dict.fromkeys(features.FEATURES, 1.0)
    assert reason(question, most) == (
        "Opens with a question, speaks of what was asked for, complete story, ends on a strong line."
    )


def test_the_reason_tells_of_a_louder_voice_with_its_decibels():
    told = reason([PLAIN] * 6, {}, Candidate(0, 1, TimeRange(start=0, end=4)), loud=TimeRange(start=0.0, end=3.5))
    assert told == "Speaker 4.0 dB louder than the talk's median."
