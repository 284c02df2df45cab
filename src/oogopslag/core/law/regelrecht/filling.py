"""The open terms of an article: what fills them, and what holds when nobody does."""

from collections.abc import Iterable
from functools import partial

from oogopslag.core.law.regelrecht.day import Place
from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.fetching import Fetching, Parameters, declared
from oogopslag.core.law.regelrecht.names import ArticleNames
from oogopslag.core.law.regelrecht.tree import Article, Law, OpenTerm
from oogopslag.core.law.regelrecht.values import Value


class Filling(Fetching):
    """Fetches inputs, and has open terms filled by other regulations."""

    def promise(self, law: Law, article: Article, names: ArticleNames) -> None:
        """Tells the names of an article how its inputs and open terms are fetched."""
        for one in article.inputs:
            names.pending[one.name] = partial(self.take, law, article, one, names)
        for place, term in enumerate(article.open_terms):
            earlier = article.open_terms[:place]
            names.pending[term.field.name] = partial(self._term, law, article, term, names, earlier)

    def _term(
        self,
        law: Law,
        article: Article,
        term: OpenTerm,
        names: ArticleNames,
        earlier: Iterable[OpenTerm],
    ) -> None:
        """An open term: what fills it, else its default, else nothing if it may be left open."""
        name = term.field.name
        known = self.known_of(law, names.parameters)
        if name in known:
            names.inputs[name] = known[name]
            return
        places = self.corpus.filling(law, article, term, self.on, names.parameters)
        places = [
            (o, a) for o, a in places if ("filling", o.id, a.number, law.id) not in self._back
        ]
        with self.trace.within(name, "open term", law.id, article.number) as step:
            for place in places:
                step.value = self._filled(law, article, term, place, names.parameters)
                if step.value is not None or term.default is None:
                    break
            if step.value is None and term.default is not None:
                step.value = self._default(term, names, earlier)
            elif not places and term.field.required:
                raise RunError(
                    f"Resolution error: required open term '{name}' of {law.id} article "
                    f"{article.number} has no implementation and no default."
                )
        names.inputs[name] = step.value

    def _default(self, term: OpenTerm, names: ArticleNames, earlier: Iterable[OpenTerm]) -> Value:
        """What a term is when nobody fills it; it may use the parameters and the terms before."""
        given = {**names.parameters, **names.shared(one.field for one in earlier)}
        own = ArticleNames(self.on, given, nothing=self.nothing)
        return own.run(term.default or ()).get(term.field.name)

    def _filled(
        self, law: Law, article: Article, term: OpenTerm, place: Place, parameters: Parameters
    ) -> Value:
        other, one = place
        name = term.field.name
        question = ("term", law.id, article.number, name, self._back)
        given = declared(one, parameters)
        outputs = self.guarded(question, other, one, given, (name,)).outputs
        if name not in outputs:
            raise RunError(
                f"Invalid operation: {other.id} article {one.number} fills open term '{name}' "
                "and gives no output of that name."
            )
        return outputs[name]
