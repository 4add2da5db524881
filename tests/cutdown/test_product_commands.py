"""Commands that dub and retell say what is wrong before they start or send anything."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cutdown.cli.app import app


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("dub", "nowhere.mp4", "--to", "en"), "nowhere.mp4"),
        (("retell", "nowhere.mp4"), "nowhere.mp4"),
        (("clip", "nowhere.mp4"), "nowhere.mp4"),
        (("dub", __file__, "--to", "Spanish"), "request.invalid"),
        (("dub", __file__, "--to", "en", "--to", "en"), "request.invalid"),
        (("dub", __file__, "--to", "en", "--voice", "A="), "SPEAKER=VOICE"),
        (("retell", __file__, "--tone", "sad"), "request.invalid"),
    ],
    ids=str,
)
def test_what_cannot_be_is_told_before_a_stack_is_started(
    arguments: tuple[str, ...], told: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    state = tmp_path / "state"
    done = CliRunner().invoke(app, [*arguments, "--state", str(state)])
    assert done.exit_code == 1
    assert told in done.output + capfd.readouterr().err
    assert not state.exists()
