"""Hindi is compared by its consonants, whichever script it is written in."""

from bench.hindi_sounds import consonants


def test_both_scripts_of_the_same_words_have_the_same_consonants() -> None:
    assert consonants("हर साल अपना रास्ता बदल लेती है") == "rslpnrstbdlt"
    assert consonants("ہر سال اپنا راستہ بدل لیتی ہے") == "rslpnrstbdlt"


def test_other_words_have_others() -> None:
    assert consonants("नदी") != consonants("पहाड़")
    assert consonants("a 1 ?") == ""
