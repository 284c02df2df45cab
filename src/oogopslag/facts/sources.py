"""Which registers this deployment asks: real ones where set, twins in a demonstration."""

from datetime import date

from django.conf import settings
from django.utils import timezone

from oogopslag.facts.adapters.brp import Brp
from oogopslag.facts.adapters.source import Source
from oogopslag.facts.adapters.twins import REGISTERS, BrpTwin, TwinRegister

NAMES = {
    "brp": {"nl": "de Basisregistratie Personen (BRP)", "en": "the register of persons (BRP)"},
    "belastingdienst": {"nl": "de Belastingdienst", "en": "the tax administration"},
    "rvz": {"nl": "het register van zorgverzekerden", "en": "the register of health insurance"},
    "woning": {"nl": "uw verhuurder", "en": "your landlord"},
    "duo": {"nl": "DUO", "en": "DUO (student finance)"},
    "rdw": {"nl": "de RDW", "en": "the vehicle authority (RDW)"},
    "svb": {"nl": "de SVB", "en": "the SVB"},
    "uwv": {"nl": "het UWV", "en": "the UWV"},
    "waterschap": {"nl": "uw waterschap", "en": "your water board"},
    "gemeente": {"nl": "uw gemeente", "en": "your municipality"},
    "kinderopvang": {"nl": "de kinderopvang", "en": "the childcare organisation"},
    "cak": {"nl": "het CAK", "en": "the CAK"},
    "resident": {"nl": "uzelf", "en": "yourself"},
}


def today() -> date:
    """The day in the Netherlands; a demonstration may set another one."""
    if settings.CONFIG.today:
        return date.fromisoformat(settings.CONFIG.today)
    return timezone.localdate()


def sources() -> tuple[Source, ...]:
    """All registers, in the order they are asked."""
    config = settings.CONFIG
    brp: Source = BrpTwin(today())
    if config.brp_url:
        brp = Brp(config.brp_url, config.brp_token, today())
    return (brp, *(TwinRegister(code) for code in REGISTERS))


def name_of(code: str) -> dict[str, str]:
    return NAMES.get(code, {"nl": code, "en": code})
