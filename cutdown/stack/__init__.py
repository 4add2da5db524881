"""The embedded local stack: real Postgres, S3 and Temporal servers and our own processes, kept alive."""

from cutdown.stack.errors import AlreadyRunningError, NotReadyError, StackError
from cutdown.stack.process_spec import ProcessSpec
from cutdown.stack.stack import Stack
from cutdown.stack.status import ProcessStatus, StackStatus

__all__ = ["AlreadyRunningError", "NotReadyError", "ProcessSpec", "ProcessStatus", "Stack", "StackError", "StackStatus"]
