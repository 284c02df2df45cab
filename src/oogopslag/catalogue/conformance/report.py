"""What a conformance test found."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Result = Literal["fits", "breaks", "untested"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One check. `line` names the place in the contract; `mend` is what a developer does next."""

    step: str
    result: Result
    line: str
    what: str = ""
    mend: str = ""

    def __str__(self) -> str:
        mark = {"fits": "✓", "breaks": "✗", "untested": "–"}[self.result]
        text = f"{mark} {self.step}"
        if self.what:
            text += f": {self.what}"
        if self.result == "breaks":
            text += f"\n    line: {self.line}\n    mend: {self.mend}"
        return text


@dataclass(frozen=True, kw_only=True)
class Report:
    """All findings of one test, in the order they were made."""

    contract: str
    versions: dict[str, str]
    url: str
    findings: tuple[Finding, ...]

    @property
    def fits(self) -> bool:
        return not self.broken

    @property
    def broken(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.result == "breaks")

    def to_json(self) -> dict[str, Any]:
        """`{contract, versions, url, fits, findings: [{step, result, line, what, mend}]}`."""
        return {
            "contract": self.contract,
            "versions": self.versions,
            "url": self.url,
            "fits": self.fits,
            "findings": [asdict(one) for one in self.findings],
        }
