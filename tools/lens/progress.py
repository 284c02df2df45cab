"""How far a long piece of work is, and about how long it takes still."""

import sys
import time


class Progress:
    """Tells a line at most once every `every` seconds; to stderr, so that tables stay tables."""

    def __init__(self, title: str, total: int, every: float = 15.0) -> None:
        self.title, self.total, self.every = title, total, every
        self.began = self.told = time.monotonic()

    def tell(self, done: int) -> None:
        now = time.monotonic()
        if now - self.told < self.every and done < self.total:
            return
        self.told = now
        rest = (now - self.began) / max(done, 1) * (self.total - done)
        print(
            f"{self.title}: {done}/{self.total}, {_time(rest)} to go", file=sys.stderr, flush=True
        )


def _time(seconds: float) -> str:
    return f"about {seconds / 60:.0f} min" if seconds > 90 else f"about {seconds:.0f} s"
