"""The measured languages: one table for the documentation and for what the doctor says."""

from pathlib import Path

from adapters.asr.measured import MeasuredLanguage, languages_told, served, table_rows
from cutdown.stack import doctor
from cutdown.stack.state_folder import StateFolder

PAGE = Path(__file__).resolve().parents[3] / "docs" / "languages.md"


def test_the_documentation_has_this_table():
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if "| kokoro/" in line]
    assert rows == table_rows()


def test_languages_are_parted_by_their_errors():
    rows = [MeasuredLanguage(str(errors), "", errors / 100) for errors in (0, 10, 11, 30, 31)]
    assert served(rows) == (["0", "10"], ["11", "30"], ["31"])


def test_what_is_told_of_a_recogniser():
    told = languages_told("whisper-base", english_only=False)
    assert "serves well: en, es, pt, it, fr;" in told
    assert "only roughly: hi, and the languages that are not measured" in told
    assert "English alone" in languages_told("whisper-tiny.en", english_only=True)
    assert "bench.languages --model turbo" in languages_told("turbo", english_only=False)


def test_the_doctor_tells_it(tmp_path: Path):
    assert "roughly: hi" in doctor.recognised(StateFolder(tmp_path)).detail
    (tmp_path / "settings.env").write_text("CUTDOWN_ASR_MODEL=whisper-gigantic\n")
    assert not doctor.recognised(StateFolder(tmp_path)).ok
