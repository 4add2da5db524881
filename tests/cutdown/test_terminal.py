"""Foreign text is shown as it is and never obeyed: not by rich as markup, and not by the terminal."""

import ast
import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.live import Live
from rich.progress import Progress, TextColumn
from rich.text import Text

import cutdown
from cutdown.cli import console, delivery
from cutdown.cli.live import job_picture, stage_line
from cutdown.cli.terminal import Sheet, Terminal, line, lines, shown
from cutdown_sdk import ClipView, JobView, StageView
from cutdown_sdk.models import ClipPlan, TimeRange

MARKUP = ["[Music]", "[/red]", "[bold]x", "[link=http://x]y[/link]", "\\[red]", ":smile:", "[", "]["]
HOSTILE = {
    "\x1b]0;evil\x07title": "title",
    "\x1b]8;;http://evil\x1b\\here\x1b]8;;\x1b\\": "here",
    "\x1b]52;c;ZXZpbA==": "52;c;ZXZpbA==",
    "\x1b[2J\x1b[31mred\x1b[0m": "red",
    "\x1b\x1b[0m[31mnested": "[31mnested",
    "\x9b31mred\x9d0;evil\x9cafter": "redafter",
    "a\x1bcb": "ab",
    "one\ntwo\r\nthree\u2028four\tfive": "one two  three four five",
    "gnp.\u202eexe": "gnp.exe",
    "\u2066isolated\u2069\ufeff": "isolated",
    "\udcff.mp4": "\ufffd.mp4",
    "back\x08space\x7f\x00": "backspace",
}
HARMLESS = ["a" * 200, "👩‍👩‍👧‍👦 family", "می‌خواهم", "שלום \u200fעולם", "日本語", "ไทย", "½ – “quotes” …"]


def printed(*what: object, width: int = 400, terminal: bool = True) -> str:
    """What a terminal is sent, with the colours that are ours left out."""
    screen = Terminal(width=width)
    screen.file = io.StringIO()
    screen._force_terminal = terminal
    for one in what:
        screen.print(one)
    return re.sub(r"\x1b\[[\d;]*m", "", screen.file.getvalue())


@pytest.mark.parametrize("text", MARKUP + HARMLESS)
def test_markup_and_every_script_are_shown_as_they_are(text: str) -> None:
    assert shown(text) == text
    sheet = Sheet("title", "plain")
    sheet.row(line((text, "bold")), text)
    assert printed(text).rstrip() == text
    assert printed(line(("✗", "red"), " ", (text, "dim"))).rstrip() == f"✗ {text}"
    cells = printed(sheet, width=900).splitlines()[1]
    assert " ".join(cells.split()) == " ".join(f"{text} {text}".split())


@pytest.mark.parametrize(("text", "left"), HOSTILE.items(), ids=[repr(text) for text in HOSTILE])
def test_what_a_terminal_would_obey_is_left_out(text: str, left: str) -> None:
    assert shown(text) == left
    assert line((text, "bold")).plain == left
    sheet = Sheet("title")
    sheet.row(text)
    assert printed(sheet).splitlines()[1].rstrip() == left


def test_what_is_too_long_for_its_cell_goes_on_below() -> None:
    sheet = Sheet("title", "file")
    sheet.row(lines(line("W" * 200), line("x")), "/".join(["folder"] * 30))
    told = "".join(printed(sheet, width=60).split())
    assert (told.count("W"), told.count("d"), "…" in told) == (200, 30, False)


@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_the_terminal_itself_lets_nothing_through_that_was_not_shown_first(text: str) -> None:
    sheet = Sheet("title")
    sheet.add_row(Text(text))
    for sent in (printed(text), printed(Text(text)), printed(sheet), printed(lines(Text(text), Text(text)))):
        assert not set(sent.replace("\n", "")) & set("\x1b\x07\x08\x00\x7f\r\x9b\x9c\x9d\u202e\u2066\u2069\udcff")


def test_a_live_picture_and_a_progress_bar_are_drawn_on_the_same_terminal() -> None:
    screen = Terminal(width=100)
    screen.file = io.StringIO()
    screen._force_terminal = True
    with Live(Text("[/red]\x1b]0;evil\x07"), console=screen, auto_refresh=False):
        pass
    with Progress(TextColumn("{task.description}", markup=False), console=screen) as bar:
        bar.add_task(shown("{x} [/red]\x1b]0;evil\x07.mp4"), total=1)
    sent = screen.file.getvalue()
    assert "[/red]" in sent
    assert "{x} [/red].mp4" in sent
    assert "\x1b]" not in sent
    assert "\x07" not in sent


@pytest.mark.parametrize("text", [*MARKUP, *HOSTILE], ids=repr)
def test_titles_reasons_messages_and_steps_are_told_unread(text: str) -> None:
    plan = ClipPlan.model_construct(
        rank=1, range=TimeRange(start=0, end=20), title=text, reason=f"because {text}", score=50
    )
    clip = ClipView.model_construct(id="clip_1", state="failed", plan=plan, message=text)
    now = datetime.now(UTC)
    told = {"step": text, "state": "failed", "progress": 0.5, "attempt": 1, "started_at": now, "finished_at": now}
    stage = StageView.model_construct(**told, message=text, reused=False)
    left = HOSTILE.get(text, text)
    table = printed(delivery.clip_table([clip], {}), width=900)
    assert len(table.splitlines()) == 3
    assert table.count(left) >= 3
    assert f"because {left}" in table
    assert delivery._line("dub en", {}, text, "x.y").plain == f"✗ dub en: {left} (x.y)"
    assert left in stage_line(stage)
    job = {"id": "job_1", "status": "running", "phase": text}
    picture = printed(job_picture(JobView.model_construct(**job), [stage]), width=900)
    assert picture.count(left) >= 3
    assert len(picture.splitlines()) == 2


def test_a_refusal_s_further_lines_pose_as_nothing_of_ours(capfd: pytest.CaptureFixture[str]) -> None:
    console.refuse("It [/red] failed.\n✓ All is well\n\x1b[2Jend", "job.bad")
    assert capfd.readouterr().err == "✗ It [/red] failed.\n  ✓ All is well\n  end (job.bad)\n"
    console.refuse("pip install 'x[voices]'", "voice.unserved")
    assert capfd.readouterr().err == "✗ pip install 'x[voices]' (voice.unserved)\n"


def test_nothing_of_the_package_writes_to_the_terminal_in_another_way() -> None:
    """By its syntax: no print, no console or table of rich's own, no markup, no text that rich would read as markup."""
    found = []
    for path in sorted(Path(cutdown.__file__).parent.rglob("*.py")):
        place = path.relative_to(Path(cutdown.__file__).parent).as_posix()
        if place not in {"cli/terminal.py", "stack/events.py"}:
            found += [f"{place}:{number} {told}" for number, told in _other_ways(ast.parse(path.read_text()))]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "print(title)",
        "typer.echo(title)",
        "typer.confirm(f'Take {title}?')",
        "Console()",
        "rich.table.Table()",
        "table.add_row(title)",
        "Text.from_markup(title)",
        "Text(title)",
        "out.print(f'[red]{title}')",
        "out.print(title, markup=True)",
        "sys.stdout.write(title)",
        "err.status(f'Bringing {title}')",
        "spinner.update(title)",
        "bar.add_task(path.name)",
        "TextColumn(title)",
        "Progress('Sending ' + title)",
    ],
)
def test_the_check_knows_the_other_ways(source: str) -> None:
    assert list(_other_ways(ast.parse(source)))


_FORBIDDEN = {"print", "echo", "secho", "Console", "Table", "Text", "add_row", "add_column", "from_markup", "from_ansi"}
_FORBIDDEN |= {"rprint", "render_markup", "input"}
_SHOWN_FIRST = {"status", "update", "add_task", "prompt", "confirm", "TextColumn", "Progress"}
_OWN_MARKUP = re.compile(r"\[/?(red|green|yellow|cyan|dim|bold|link)\b")


def _other_ways(tree: ast.AST):
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if _OWN_MARKUP.search(text):
                yield node.lineno, "markup in a text"
            case ast.keyword(arg="markup", value=ast.Constant(value=True)):
                yield node.value.lineno, "markup is read"
            case ast.Attribute(attr="stdout" | "stderr", value=ast.Name(id="sys")):
                pass
            case ast.Call(func=ast.Name(id=name)) if name in _FORBIDDEN:
                yield node.lineno, name
            case ast.Call(func=ast.Attribute(attr="write", value=ast.Attribute(attr="stdout" | "stderr"))):
                yield node.lineno, "write"
            case ast.Call(func=ast.Attribute(attr=name)) if name in _FORBIDDEN - {"print"}:
                yield node.lineno, name
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _SHOWN_FIRST:
                for given in node.args:
                    if not _is_shown(given):
                        yield node.lineno, f"{name} of a text that is not shown first"
            case _:
                pass


def _is_shown(given: ast.expr) -> bool:
    """A constant, what `line` or `shown` made, or what is no text."""
    match given:
        case ast.Constant() | ast.Starred():
            return True
        case ast.Call(func=ast.Name(id="line" | "shown" | "job_picture")):
            return True
        case ast.Name(id="task"):
            return True
        case _:
            return False
