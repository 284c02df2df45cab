"""What is wrong with a law, as a sentence with its place."""

from pathlib import Path


class LawError(ValueError):
    """A law or fact that cannot be read: `file:line: sentence`."""

    def __init__(self, sentence: str, *, file: Path | str = "", line: int = 0) -> None:
        self.sentence, self.file, self.line = sentence, str(file), line
        place = f"{file}:{line}: " if file else ""
        super().__init__(place + sentence)
