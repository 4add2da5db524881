"""Terms are looked for as words, with the endings that languages add, and in languages that write no spaces."""

import pytest

from domain.contracts.dubbing import GlossaryTerm
from domain.heuristics.glossary import lost_terms


@pytest.mark.parametrize(
    ("source", "text", "term", "languages", "lost"),
    [
        ("Das Haus steht.", "The house stands.", GlossaryTerm(source="haus", target="house"), ("de", "en"), False),
        ("Das Haus steht.", "The building stands.", GlossaryTerm(source="Haus", target="house"), ("de", "en"), True),
        ("Use Temporal.", "Utilisez TEMPORAL.", GlossaryTerm(source="Temporal"), ("en", "fr"), False),
        ("Use Temporal.", "Utilisez le temps.", GlossaryTerm(source="Temporal"), ("en", "fr"), True),
        (
            "Ask the wizard.",
            "Frag des Zauberers Stab.",
            GlossaryTerm(source="wizard", target="Zauberer"),
            ("en", "de"),
            False,
        ),
        ("She said so.", "Sie sagte es.", GlossaryTerm(source="AI", target="KI"), ("en", "de"), False),
        ("AI works.", "Das Skifahren geht.", GlossaryTerm(source="AI", target="KI"), ("en", "de"), True),
        ("Use Temporal now.", "今すぐTemporalを使う。", GlossaryTerm(source="Temporal"), ("en", "ja"), False),
        ("東京に行く。", "We go to Tokyo.", GlossaryTerm(source="東京", target="Tokyo"), ("ja", "en"), False),
        ("東京に行く。", "We go there.", GlossaryTerm(source="東京", target="Tokyo"), ("ja", "en"), True),
        ("The cafe\u0301 is open.", "Das Caf\u00e9 hat auf.", GlossaryTerm(source="caf\u00e9"), ("en", "de"), False),
        ("C++ is fast.", "C++ ist schnell.", GlossaryTerm(source="C++"), ("en", "de"), False),
    ],
)
def test_a_term_is_lost_where_the_source_says_it_and_the_text_does_not(source, text, term, languages, lost):
    assert lost_terms(source, text, (term,), languages) == ((term,) if lost else ())
