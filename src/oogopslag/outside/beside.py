"""Several systems asked side by side, with one deadline; nothing is left running afterwards.

One event loop per question: when it ends, every task is cancelled and every connection closed. No
thread is made, except by the operating system's name look-up, which ends by itself.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from oogopslag.outside.errors import OutsideError, Unreachable, Unusable

T = TypeVar("T")
Question = Callable[[], Awaitable[T]]


@dataclass(frozen=True, kw_only=True)
class Outcome(Generic[T]):
    """What one source said: a value, an error, or nothing yet (`late`)."""

    value: T | None = None
    error: OutsideError | None = None
    late: bool = False


def ask_all(questions: Mapping[str, Question[T]], seconds: float) -> dict[str, Outcome[T]]:
    """Asks everybody at once and waits at most `seconds`; each answers for itself alone."""
    if not questions:
        return {}
    return run(_all(questions, seconds))


async def _all(questions: Mapping[str, Question[T]], seconds: float) -> dict[str, Outcome[T]]:
    tasks = {name: asyncio.ensure_future(question()) for name, question in questions.items()}
    await asyncio.wait(tasks.values(), timeout=seconds)
    late = {name for name, task in tasks.items() if not task.done()}
    for name in late:
        tasks[name].cancel()
    await asyncio.gather(*tasks.values(), return_exceptions=True)
    return {
        name: Outcome(late=True) if name in late else _outcome(task) for name, task in tasks.items()
    }


def _outcome(task: "asyncio.Future[T]") -> Outcome[T]:
    error = task.exception()
    if error is None:
        return Outcome(value=task.result())
    if isinstance(error, OutsideError):
        return Outcome(error=error)
    if isinstance(error, TimeoutError):
        return Outcome(error=Unreachable("timeout"))
    # A source must never take the page down: what we failed to foresee counts as unusable.
    return Outcome(error=Unusable(type(error).__name__))


def run(work: Awaitable[T]) -> T:
    """Runs one piece of asynchronous work to its end, in this thread."""
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        # close() does not wait for a name look-up that hangs; asyncio.run() would.
        loop.close()
