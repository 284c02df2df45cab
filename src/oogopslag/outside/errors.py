"""What can go wrong when another system is asked. No text holds an address, a name or a BSN."""

from django.utils.translation import gettext_lazy as _


class OutsideError(Exception):
    """The other system gave no usable answer."""

    sentence = _("The other system gave no usable answer. We ask again by ourselves.")
    code = "broken"
    lasting = False
    """True: asking again changes nothing; somebody must mend something first."""

    def __init__(self, what: str = "", *, retry_after: int | None = None) -> None:
        super().__init__(what)
        self.what, self.retry_after = what, retry_after

    def __str__(self) -> str:
        return str(self.sentence)


class Unreachable(OutsideError):
    """No connection, no trust (TLS), or no answer in time."""

    sentence = _("The other system could not be reached in time. We ask again by ourselves.")
    code = "unreachable"


class Refused(OutsideError):
    """401 or 403."""

    sentence = _("The other system does not let us in: check the client id and the secret.")
    code, lasting = "refused", True


class NotThere(OutsideError):
    """404 or 410."""

    sentence = _("The other system does not know this any more.")
    code, lasting = "not_there", True


class Conflict(OutsideError):
    """409 or 412."""

    sentence = _("Somebody changed this at the same time in the other system. We look again.")
    code = "conflict"


class Rejected(OutsideError):
    """Any other 4xx: what we sent does not fit; `fields` names what."""

    sentence = _("The other system does not accept what we sent. Somebody must look at it.")
    code, lasting = "rejected", True

    def __init__(self, what: str = "", *, fields: tuple[str, ...] = ()) -> None:
        super().__init__(what)
        self.fields = fields


class TooBusy(OutsideError):
    """429 or 503; `retry_after` in seconds when the system says so."""

    sentence = _("The other system is too busy. We ask again a little later.")
    code = "too_busy"


class Unusable(OutsideError):
    """Truncated, of the wrong type, too large, or a 5xx."""

    sentence = _("The other system answered something we cannot use. We ask again by ourselves.")
    code = "unusable"
