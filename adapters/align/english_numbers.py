"""English numbers as people say them: cardinals, ordinals, years, decades, digit by digit."""

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_LARGEST = 10**15
_FIRST_YEAR, _LAST_YEAR = 1100, 2099


def cardinals(value: int) -> list[str]:
    """How a whole number is said, the likeliest form first: without and with `and`, and `a hundred`."""
    if value >= _LARGEST:
        return [digits(str(value))]
    plain = _cardinal(value, "")
    forms = [plain, _cardinal(value, "and ")]
    if plain.startswith("one ") and value >= 100:
        forms.append("a " + plain.removeprefix("one "))
    return list(dict.fromkeys(forms))


def ordinals(value: int) -> list[str]:
    """How an ordinal is said, e.g. 21: `twenty first`."""
    return [_ordinal(form) for form in cardinals(value)]


def years(value: int) -> list[str]:
    """How a number of four digits is said as a year; empty where it cannot be one."""
    if not _FIRST_YEAR <= value <= _LAST_YEAR:
        return []
    century, rest = divmod(value, 100)
    if rest == 0:
        return [f"{_cardinal(century, '')} hundred"] if century % 10 else []
    if rest < 10:
        return [f"{_cardinal(century, '')} oh {_ONES[rest]}"]
    return [f"{_cardinal(century, '')} {_cardinal(rest, '')}"]


def decades(value: int) -> list[str]:
    """How `1990s` or `90s` is said."""
    return [_plural(form) for form in (*years(value), _cardinal(value, ""))]


def digits(figures: str) -> str:
    """Figure by figure."""
    return " ".join(_ONES[int(figure)] for figure in figures)


def _cardinal(value: int, joint: str) -> str:
    if value < 20:
        return _ONES[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return _TENS[tens] + (f" {_ONES[ones]}" if ones else "")
    if value < 1000:
        hundreds, rest = divmod(value, 100)
        return f"{_ONES[hundreds]} hundred" + (f" {joint}{_cardinal(rest, joint)}" if rest else "")
    size, name = next(scale for scale in _SCALES if value >= scale[0])
    many, rest = divmod(value, size)
    between = joint if rest < 100 else ""
    return f"{_cardinal(many, joint)} {name}" + (f" {between}{_cardinal(rest, joint)}" if rest else "")


def _ordinal(form: str) -> str:
    head, _, last = form.rpartition(" ")
    regular = last[:-1] + "ieth" if last.endswith("y") else last + "th"
    return f"{head} {_ORDINALS.get(last, regular)}".strip()


def _plural(form: str) -> str:
    return form[:-1] + "ies" if form.endswith("y") else form + "s"
