"""What can be wrong with content or with asking for it."""

from datetime import date
from pathlib import Path
from typing import Self

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oogopslag.catalogue.law_sentences import said
from oogopslag.core.law import LawError


class UnknownService(LookupError):
    """There is no service with this name."""

    def __str__(self) -> str:
        return str(_("There is no service with this name. Go back to the overview."))


class UnknownOrganisation(LookupError):
    """There is no organisation with this name."""


class UnusedQuestion(LawError):
    """A form asks what no rule of its law uses: that is collecting data without need."""


class RuleError(Exception):
    """A change of a rule that cannot go on."""


class UnknownRule(RuleError):
    """There is no such version of a rule."""

    def __str__(self) -> str:
        return str(_("There is no such version. Go back to the list of rules."))


class NotYours(RuleError):
    """Only who coordinates this organisation's work writes its rules."""

    def __str__(self) -> str:
        return str(_("Only people who coordinate the work of this organisation change its rules."))


class SamePerson(RuleError):
    """Who proposes a version never publishes it."""

    def __str__(self) -> str:
        return str(_("You proposed this version. Ask a colleague to read and publish it."))


class RuleMoved(RuleError):
    """The version changed since it was shown."""

    def __str__(self) -> str:
        return str(
            _("This version has changed in the meantime. Look at it again; nothing was published.")
        )


class RuleCannotBe(RuleError):
    """A text that cannot be a version of its law; it is kept as a draft."""

    @classmethod
    def at(cls, error: LawError, text: str, own: bool) -> Self:
        """Where it is (the words of that line; another file by name), what it is, what to do."""
        lines = text.splitlines()
        words = lines[error.line - 1].strip()[:60] if own and 0 < error.line <= len(lines) else ""
        if not own and error.file:
            place = gettext("In %(file)s, line %(line)d") % {
                "file": "/".join(Path(error.file).parts[-2:]),
                "line": error.line,
            }
        elif words:
            place = gettext("Line %(line)d (“%(words)s”)") % {"line": error.line, "words": words}
        else:
            place = gettext("Line %(line)d") % {"line": max(error.line, 1)}
        kept = gettext(
            "Your text is kept as a draft. Change that line and ask your colleague again."
        )
        return cls(f"{place}: {said(error.sentence)} {kept}")

    @classmethod
    def earlier(cls) -> Self:
        return cls(
            gettext(
                "rules_from names a version that was not shipped. "
                "Your text is kept: choose a version that was."
            )
        )

    @classmethod
    def other_scheme(cls, scheme: str) -> Self:
        return cls(
            gettext("The scheme must stay %(scheme)s. Your text is kept.") % {"scheme": scheme}
        )

    @classmethod
    def other_transition(cls, article: str) -> Self:
        return cls(
            gettext(
                "What you chose for running cases is not what article %(article)s of your text "
                "says (running_cases). Make them the same. Your text is kept."
            )
            % {"article": article}
        )

    @classmethod
    def too_early(cls, first: date) -> Self:
        return cls(
            gettext("A version is never valid in the past: valid_from must be %(day)s or later.")
            % {"day": first.isoformat()}
        )

    @classmethod
    def taken(cls, day: date) -> Self:
        return cls(
            gettext("There is a version from %(day)s already. Choose another valid_from.")
            % {"day": day.isoformat()}
        )
