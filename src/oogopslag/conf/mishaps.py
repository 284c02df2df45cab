"""What went wrong with a file, as a sentence: what happened, and what to do now."""

from pathlib import Path

NO_TEXT = "This is no text (UTF-8). Save it as text, and give it again."


def sentence_of(error: Exception) -> str:
    """The words of an error; those of the operating system or of Python become a sentence."""
    if not isinstance(error, OSError) or error.filename is None:
        return NO_TEXT if isinstance(error, UnicodeDecodeError) else str(error)
    file = Path(str(error.filename))
    match error:
        case FileNotFoundError() if not file.parent.is_dir():
            return (
                f"There is no folder {file.parent}, so {file.name} is not there either. "
                "Check the path, or make the folder first."
            )
        case FileNotFoundError():
            return f"There is no file {file}. Check the name and the folder, and give it again."
        case IsADirectoryError() | NotADirectoryError():
            return (
                f"{file} cannot be used: a file was expected, and this is a folder or lies in none."
            )
        case PermissionError():
            return f"You may not read or write {file}. Ask for the rights, or choose another place."
    return f"{file} could not be used: {error.strerror}. Choose another file or place."
