"""Kinds of arguments of a verb, each refused with a sentence."""

import argparse
import os
import re
from datetime import date
from pathlib import Path

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Refused(Exception):
    """An argument that cannot be, in a sentence that needs no usage before it."""


def existing_file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return path


def port(text: str) -> int:
    """Where a server can listen: 1 up to and including 65535."""
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        raise argparse.ArgumentTypeError(f"{text} is no port: choose a number from 1 to 65535")
    return int(text)


def at_least_one(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text} is too little: give a whole number from 1")
    return int(text)


def day(text: str) -> date:
    """A day that exists, written as the laws write it. Raises Refused."""
    try:
        return day_of(text)
    except ValueError as error:
        raise Refused(str(error)) from None


def day_of(text: str) -> date:
    """Raises ValueError with a sentence."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"{text} is not a date that exists; write YYYY-MM-DD.")


def writable(text: str) -> Path:
    """A file that can be made: its folder is there, and it is no folder itself. Raises Refused."""
    path = Path(text)
    if path.is_dir():
        raise Refused(f"{text} is a folder: name a file in it.")
    if not path.parent.is_dir():
        raise Refused(f"There is no folder {path.parent}: make it first, or choose another place.")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise Refused(f"You may not write {text}: choose another place.")
    return path
