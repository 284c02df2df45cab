"""ZGW: cases in an organisation's own register, such as Open Zaak.

Versions: Zaken 1.5, Catalogi 1.3, Documenten 1.4, Besluiten 1.1. Written from the contract: it was
tried against our twin and the contract files, not yet against a running Open Zaak.
"""
