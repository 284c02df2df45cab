"""Layers of government and subjects of a wish, in the reader's words; keys as in events.yaml."""

from django.utils.translation import gettext as _


def layers() -> dict[str, str]:
    return {
        "municipal": _("municipality"), "provincial": _("province"), "water": _("water authority"),
        "agency": _("agency"), "national": _("national government"), "ministry": _("ministry"),
        "cooperation": _("cooperation"), "caribbean": _("Caribbean Netherlands"),
    }  # fmt: skip


def domains() -> dict[str, str]:
    return {
        "income": _("income"), "housing": _("housing"), "health": _("health"),
        "family": _("family"), "mobility": _("mobility"), "environment": _("environment"),
        "identity": _("identity"), "tax": _("tax"), "work": _("work"), "other": _("other"),
    }  # fmt: skip


def groups() -> dict[str, str]:
    """The groups of the survey among civil servants, as its strata name them."""
    return {
        "gemeente": _("municipality"), "provincie": _("province"),
        "waterschap": _("water authority"), "uitvoerder": _("agency"),
        "rijk": _("national government"),
    }  # fmt: skip
