"""Names for cases and persons that nobody can turn back, with a key that changes each period."""

import hashlib
import hmac
from datetime import date

from django.conf import settings


def of_case(case: str, day: date) -> str:
    """The same case has the same name within one month, and another in the next."""
    return _keyed(f"case:{day:%Y-%m}", case)[:16]


def of_person(person: str) -> str:
    """For the rest between surveys only: kept apart from every event."""
    return _keyed("survey-rest", person)


def _keyed(purpose: str, value: str) -> str:
    key = hmac.new(settings.BSN_PEPPER.encode(), purpose.encode(), hashlib.sha256).digest()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()
