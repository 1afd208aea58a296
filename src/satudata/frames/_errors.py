"""Errors of frames: a column that cannot be used, and a task that an engine cannot do."""

from __future__ import annotations

from collections.abc import Callable

from satudata._ground.paths import public
from satudata.errors import SatudataError, shown


@public("satudata.frames")
class ColumnError(SatudataError, ValueError):
    """A column of the frame is missing, has the wrong type or would be overwritten: ``.column``, ``.reason``.

    ``.column`` is empty where there is no frame at all, but a batch or a single column without a name.
    """

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(column, reason)
        self.column = column
        self.reason = reason

    def _sentence(self, say: Callable[..., str]) -> str:
        if not self.column:
            return say(self.reason)
        return say("column {column}: {reason}", column=shown(self.column), reason=say(self.reason))


@public("satudata.frames")
class EngineError(SatudataError, NotImplementedError):
    """The engine of the frame cannot do this: ``.engine``, ``.what`` (a verb phrase, "use a column ...")."""

    def __init__(self, engine: str, what: str) -> None:
        super().__init__(engine, what)
        self.engine = engine
        self.what = what

    def _sentence(self, say: Callable[..., str]) -> str:
        return say("{engine} cannot {what}", engine=self.engine, what=say(self.what))
