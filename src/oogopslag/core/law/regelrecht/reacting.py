"""Whether an article reacts to another: a hook on a decision, or on what somebody submits."""

from oogopslag.core.law.regelrecht.tree import Article, Hook, Law

Stages = tuple[str, ...]
"""The names of one step of a procedure: its own, and the general step that it is."""


def reference(law: Law, article: Article) -> str:
    """An article as other laws refer to it."""
    return f"{law.id}#{article.number}"


def reacts(hook: Hook, law: Law, article: Article, stages: Stages) -> bool:
    """Whether a hook runs beside an article; who decides on a submission is asked elsewhere."""
    if hook.submission:
        return hook.submission == article.submission and (
            hook.established_by in {"", reference(law, article)}
        )
    return (
        bool(article.character)
        and hook.character == article.character
        and hook.stage in stages
        and hook.decision in {"", article.decision}
    )
