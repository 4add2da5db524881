"""Holds what a writer chose for a clip to the clip's own words: whole sentences of it, and hashtags that it says."""

from collections.abc import Sequence

from domain.contracts.clips import ChosenPost, ClipPlan, ClipWords
from domain.contracts.speech import Transcript
from domain.heuristics.clip_descriptions import LONGEST_DESCRIPTION, SENTENCES, describe, tellable
from domain.heuristics.clip_scoring_text import read_sentences, tokens_of
from domain.heuristics.clip_scoring_words import UNSPACED
from domain.heuristics.hashtags import MOST_HASHTAGS, NAME_WORDS, as_hashtag, same_word


def clip_words(transcript: Transcript, plans: Sequence[ClipPlan]) -> list[ClipWords]:
    """Of each clip what a writer may choose from."""
    texts = read_sentences(transcript)
    found = []
    for plan in plans:
        inside = [n for n, text in enumerate(texts) if plan.first_word <= text.first and text.last <= plan.last_word]
        told = tellable(texts, inside[0], inside[-1] + 1, transcript.language) if inside else {}
        found.append(ClipWords(rank=plan.rank, title=plan.title, sentences=tuple(told.values())))
    return found


def with_posts(
    transcript: Transcript, plans: Sequence[ClipPlan], words: Sequence[ClipWords], chosen: Sequence[ChosenPost]
) -> tuple[ClipPlan, ...]:
    """The plans with what was chosen, where it is there to be chosen; the rest stays as arithmetic made it."""
    by_rank = {post.rank: post for post in chosen}
    return tuple(
        _with_post(transcript, plan, clip, by_rank[plan.rank]) if plan.rank in by_rank else plan
        for plan, clip in zip(plans, words, strict=True)
    )


def _with_post(transcript: Transcript, plan: ClipPlan, clip: ClipWords, post: ChosenPost) -> ClipPlan:
    numbers = sorted({number for number in post.sentences if 1 <= number <= len(clip.sentences)})[:SENTENCES]
    text = describe([clip.sentences[number - 1] for number in numbers], transcript.language)
    tags: list[str] = []
    said = tokens_of(transcript.text_of(plan.first_word, plan.last_word), transcript.language)
    for hashtag in post.hashtags:
        tag = as_hashtag(hashtag)
        if tag and _is_said(tag, said, transcript.language) and not any(same_word(tag[1:], one[1:]) for one in tags):
            tags.append(tag)
    change: dict[str, object] = {}
    if text and len(text) <= LONGEST_DESCRIPTION:
        change["description"] = text
    if tags:
        change["hashtags"] = tuple(tags[:MOST_HASHTAGS])
    return plan.model_copy(update=change)


def _is_said(tag: str, said: Sequence[str], language: str) -> bool:
    """Whether a hashtag is a word of the clip in some form, or a few of them in a row."""
    wanted = tag[1:].lower()
    if language in UNSPACED:
        return wanted in "".join(said)
    words = [as_hashtag(word)[1:].lower() for word in said]
    if any(same_word(wanted, word) for word in words if word):
        return True
    return any(
        "".join(words[place : place + size]) == wanted
        for size in range(2, NAME_WORDS + 1)
        for place in range(len(words) - size + 1)
    )
