"""What can be wrong with content or with asking for it."""

from django.utils.translation import gettext_lazy as _


class UnknownService(LookupError):
    """There is no service with this name."""

    def __str__(self) -> str:
        return str(_("There is no service with this name. Go back to the overview."))


class UnknownOrganisation(LookupError):
    """There is no organisation with this name."""


class UnusedQuestion(ValueError):
    """A form asks what no rule of its law uses: that is collecting data without need."""
