"""How well a page can be recognised, before anybody prints it."""

from dataclasses import dataclass

ENOUGH_WORDS, FEW_WORDS = 110, 60
ENOUGH_PATCHES = 30


@dataclass(frozen=True, kw_only=True)
class Recognisability:
    """0..1 and, where it is weak, why: few-words, few-patches, twin (a page with no difference)."""

    score: float
    reasons: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Nothing on the page tells it from another one: showing it would be a guess."""
        return "twin" in self.reasons


def recognisability(*, words: int, patches: int, twin: bool) -> Recognisability:
    """From the number of word points and patches; `twin`: another page cannot be told apart.

    The limit of 110 word points is where recognition by arrangement starts to fail in the
    accuracy tables (`make lens`).
    """
    reasons = []
    if words < ENOUGH_WORDS:
        reasons.append("few-words")
    if patches < ENOUGH_PATCHES:
        reasons.append("few-patches")
    if twin:
        reasons.append("twin")
    score = min(1.0, words / (2 * ENOUGH_WORDS)) * 0.6 + min(1.0, patches / 60) * 0.4
    return Recognisability(score=round(0.0 if twin else score, 2), reasons=tuple(reasons))
