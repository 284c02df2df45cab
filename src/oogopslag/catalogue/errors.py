"""What can be wrong with content or with asking for it."""

from datetime import date
from typing import Self

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class UnknownService(LookupError):
    """There is no service with this name."""

    def __str__(self) -> str:
        return str(_("There is no service with this name. Go back to the overview."))


class UnknownOrganisation(LookupError):
    """There is no organisation with this name."""


class UnusedQuestion(ValueError):
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
    def at(cls, line: int, sentence: str) -> Self:
        return cls(
            gettext("Line %(line)d: %(sentence)s Your text is kept.")
            % {"line": line, "sentence": sentence}
        )

    @classmethod
    def earlier(cls) -> Self:
        return cls(gettext("rules_from names a version that was not shipped. Your text is kept."))

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
