"""The conformance kit: asks somebody's end point what a contract promises, and says what to mend.

Safe by default: it reads, and sends what must be refused. Only with `write` it leaves something.
"""

from oogopslag.catalogue.conformance.report import Finding, Report
from oogopslag.catalogue.conformance.run import CONTRACTS, CannotAsk, Credentials, contract_test

__all__ = ["CONTRACTS", "CannotAsk", "Credentials", "Finding", "Report", "contract_test"]
