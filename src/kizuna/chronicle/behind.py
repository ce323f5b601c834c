"""Work with the disk that goes on behind the one who lives, or reads."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread


class Behind:
    """Does one thing after another in a thread of its own. What fails there is raised where it is waited for next."""

    def __init__(self) -> None:
        self._thread: Thread | None = None
        self._fault: OSError | None = None

    def do(self, work: Callable[[], None]) -> None:
        """Begins a piece of work as soon as the one before is done. Raises the OSError of the one before."""
        self.wait()
        self._thread = Thread(target=self._done, args=(work,), name="kizuna-disk")
        self._thread.start()

    def wait(self) -> None:
        """Until nothing is under way. Raises the OSError of what was."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self._fault is not None:
            fault, self._fault = self._fault, None
            raise fault

    def _done(self, work: Callable[[], None]) -> None:
        try:
            work()
        except OSError as error:
            self._fault = error
