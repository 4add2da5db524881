"""What a failed ffmpeg run means: its status and last words, as an error with a code and a sentence to act on."""

import signal
from collections.abc import Sequence
from typing import NamedTuple

from domain.errors import AppError, PermanentError, RejectedError, TransientError

_TAIL_CHARACTERS = 600

# What ffmpeg tells of a file repeats the file's own words, which prove nothing; how it ended is told there too.
_TALK = "[info]"
_ENDED = "received signal"


_CRASHES = (signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGABRT, signal.SIGILL)
_NO_MEMORY = (
    "Cannot allocate memory",
    "malloc of size",
    "Out of memory",
    "std::bad_alloc",
    # A thread's stack is memory as well.
    "pthread_create() failed",
    "Failed to create thread",
)
_TOO_LITTLE_MEMORY = "The file needs more memory than a worker may use; send it smaller or re-encoded."

OURS = "The media program did not take its instructions. This is a fault of Cutdown, not of the file; please report it."


class _Sign(NamedTuple):
    """By which words of the log, or signals, a failure is known, and what it then is."""

    words: Sequence[str]
    signals: Sequence[int]
    kind: type[AppError]
    code: str
    message: str


# The first that fits wins: what is wrong with the machine comes before what may be wrong with the file.
_SIGNS = (
    _Sign(
        ("No space left on device", "Disk quota exceeded"),
        (),
        TransientError,
        "storage.disk_full",
        "The disk of this worker is full. Free some space; the work goes on by itself.",
    ),
    _Sign(
        (f"received signal {int(signal.SIGXCPU)}", "system signals, hard exiting"),
        (signal.SIGXCPU,),
        RejectedError,
        "media.timeout",
        "The file takes far more computing time than its length warrants; it may be damaged.",
    ),
    _Sign(
        ("File too large",),
        (signal.SIGXFSZ,),
        RejectedError,
        "media.output_too_large",
        "The result would be larger than any sane output of this file.",
    ),
    # What is wrong with our own command comes before what is said to follow from it: for an expression that is too deep
    # the parser "cannot allocate memory" too.
    _Sign(
        (
            "Error while parsing expression",
            "Error when evaluating the expression",
            "Unknown function in",
            "Undefined constant or missing",
            "No such filter:",
            "No option name near",
            "Error applying option",
            "Error applying filter options",
            "Error parsing filterchain",
            "Error parsing a filter description",
            "Error splitting the argument list",
            "in filtergraph description",
            "Unrecognized option",
            "Unable to parse",
            "link labels specified for filter",
            "has an unconnected output",
        ),
        (),
        PermanentError,
        "media.tool_failed",
        OURS,
    ),
    _Sign(_NO_MEMORY, (), RejectedError, "media.out_of_memory", _TOO_LITTLE_MEMORY),
    _Sign(
        (),
        (signal.SIGKILL, signal.SIGTERM),
        TransientError,
        "worker.killed",
        "The media program was killed from outside, most likely because the machine ran out of memory.",
    ),
    _Sign(
        ("not in allowed list", "not on the allowed list", "not on whitelist", "not in whitelist"),
        (),
        RejectedError,
        "media.unsupported",
        "The file is not of a kind that is accepted; send MP4, MOV, MKV or WebM.",
    ),
    _Sign(
        ("Picture size", "Video dimensions"),
        (),
        RejectedError,
        "media.too_large_frame",
        "The picture has too many pixels; send at most 40 megapixels a frame.",
    ),
    _Sign(
        (
            "Invalid data found when processing input",
            "moov atom not found",
            "could not find codec parameters",
            "Error opening input",
            "EBML header parsing failed",
        ),
        _CRASHES,
        RejectedError,
        "media.damaged",
        "The file is damaged and cannot be decoded; export it again and send the new one.",
    ),
)


# Full disks, computing time and sizes of files are limits too, and are told apart by their words.
_BEFORE_MEMORY = 3


def failure_of(status: int, tail: str, *, short_of_memory: bool = False) -> AppError:
    """The error for a child that ended with `status` (negative: a signal) and `tail` as its last lines.

    `short_of_memory`: it was seen at its limit, and then that is the reason, whatever else it says. What is a fault of
    ours is `media.tool_failed`, with the end of the log in the message.
    """
    tail = "\n".join(line for line in tail.splitlines() if _TALK not in line or _ENDED in line)
    if short_of_memory and (status > 0 or -status in _CRASHES) and not _is_said(_SIGNS[:_BEFORE_MEMORY], tail):
        return RejectedError("media.out_of_memory", _TOO_LITTLE_MEMORY)
    for sign in _SIGNS:
        if -status in sign.signals or any(words in tail for words in sign.words):
            log = f" The end of its log: {tail[-_TAIL_CHARACTERS:]}" if sign.code == "media.tool_failed" else ""
            return sign.kind(sign.code, sign.message + log)
    return PermanentError("media.tool_failed", f"ffmpeg ended with status {status}: {tail[-_TAIL_CHARACTERS:]}")


def _is_said(signs: Sequence[_Sign], tail: str) -> bool:
    return any(words in tail for sign in signs for words in sign.words)
