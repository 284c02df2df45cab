"""The second channel: a letter with a code to the address that the register knows.

In a demonstration the letter lies in the data folder, and a page shows it. Without a
demonstration nothing can be posted yet, and the claim says so.
"""

from pathlib import Path

from django.conf import settings


def available() -> bool:
    return bool(settings.DEMO)


def folder() -> Path:
    return Path(settings.CONFIG.data) / "demo-letters"


def post(key: str, organisation: str, code: str) -> bool:
    """Posts the letter; False where there is nobody to post it."""
    if not available():
        return False
    folder().mkdir(parents=True, exist_ok=True)
    (folder() / f"{key}.txt").write_text(
        f"Aan {organisation}, aan het bestuur.\n\nUw code voor Oogopslag is {code}.\n"
        "Vroeg u hier niet om? Doe dan niets: zonder deze code gebeurt er niets.\n"
    )
    return True


def letters() -> list[str]:
    """The newest ten letters, for the demonstration's page."""
    if not available():
        return []
    files = sorted(folder().glob("*.txt"), key=lambda file: file.stat().st_mtime, reverse=True)
    return [file.read_text() for file in files[:10]]


def letter(key: str) -> str:
    """The letter as the demonstration shows it; empty when there is none."""
    file = folder() / f"{key}.txt"
    return file.read_text() if file.exists() else ""
