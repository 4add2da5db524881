"""Media files carry three-letter codes."""

import pytest

from domain.language_codes import long_code


@pytest.mark.parametrize(
    ("code", "long"),
    [
        ("en", "eng"),
        ("de", "deu"),
        ("id", "ind"),
        ("zh", "zho"),
        ("pt-BR", "por"),
        ("yue", "yue"),
        ("auto", "und"),
        ("", "und"),
        ("xx", "und"),
    ],
)
def test_every_code_has_a_long_form(code: str, long: str) -> None:
    assert long_code(code) == long
