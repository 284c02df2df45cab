"""Runs a law for one case on one day: inputs, open terms, hooks, actions, overrides.

Everything an article takes is fetched before its first action, and all its actions run in the
order of the file, as regelrecht does it. A missing fact is an error or unknown, never a zero.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import localcontext

from oogopslag.core.law.regelrecht.absence import asked_about_somebody, promised
from oogopslag.core.law.regelrecht.corpus import outranks
from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.fetching import Fetching, Mode, Parameters, declared
from oogopslag.core.law.regelrecht.names import ArticleNames
from oogopslag.core.law.regelrecht.nothing import Nothing
from oogopslag.core.law.regelrecht.outcome import Outcome, Provenance, Staged
from oogopslag.core.law.regelrecht.tree import Article, Law, Override
from oogopslag.core.law.regelrecht.values import EXACT, Tainted, Value

MODES: tuple[Mode, ...] = ("error", "propagate", "warn", "ignore")
DECISION = "BESLUIT"


@dataclass
class Run(Fetching):
    """Asks the laws. `evaluate` gives outputs, `staged` walks the procedure of a decision."""

    def evaluate(self, law_id: str, outputs: Iterable[str], parameters: Parameters) -> Outcome:
        """The outputs of a law, with all that their articles give. Raises RunError."""
        self.asked = law_id
        self.corpus.at(law_id, self.on)
        found = Outcome(trace=self.trace)
        places = [self.corpus.article(law_id, output, self.on) for output in outputs]
        if self.nothing is Nothing.DECLARED:
            for place in places:
                asked_about_somebody(place, dict(parameters))
        done: set[str] = set()
        with localcontext(EXACT):
            for law, article in places:
                if article.number not in done:
                    done.add(article.number)
                    found.beside(self.run(law, article, parameters))
        return found

    def staged(self, law_id: str, output: str, parameters: Parameters) -> Staged:
        """Walks the procedure of what an output's article produces, until a stage lacks a fact.

        Without a procedure there is one stage. Raises RunError.
        """
        self.asked = law_id
        law, article = self.corpus.article(law_id, output, self.on)
        procedure = self.corpus.procedure(article, self.on)
        if procedure is None:
            return Staged(self.evaluate(law_id, [output], parameters).outputs, "", ())
        gathered: dict[str, Value] = {}
        for stage in procedure.stages:
            have = {**parameters, **gathered}
            if pending := tuple(name for name in stage.requires if name not in have):
                return Staged(gathered, stage.name, pending)
            with localcontext(EXACT):
                gathered.update(self.run(law, article, have, stage.name).outputs)
        return Staged(gathered, "", ())

    def run(
        self, law: Law, article: Article, parameters: Parameters, stage: str = DECISION
    ) -> Outcome:
        spread = self._untranslatable(law, article)
        names = self._names(law, article, parameters)
        for one in article.inputs:
            self.take(law, article, one, names)
        terms: dict[str, Value] = {}
        for term in article.open_terms:
            terms[term.field.name] = self.term(law, article, term, parameters, terms)
        have = {**parameters, **names.inputs, **terms}
        before = self._hooks(article, stage, have, before=True)
        have.update(before.outputs)
        names.parameters = have
        found = self._act(law, article, names)
        if self.nothing is Nothing.DECLARED:
            promised(law, article, found)
        given = {**have, **found.outputs}
        found.beside(self._hooks(article, stage, given, before=False))
        found.beside(before)
        self._override(law, article, found, given)
        if spread:
            found.taint(spread)
        return found

    def _names(self, law: Law, article: Article, parameters: Parameters) -> ArticleNames:
        """What is known when an article begins. What may be left out is known to be unknown."""
        names = ArticleNames(self.on, dict(parameters), article.definitions, nothing=self.nothing)
        if self.nothing is Nothing.IS_NO:
            return names
        left_out = [one.name for one in article.parameters if not one.required]
        names.optional = frozenset(left_out) - parameters.keys()
        if self.nothing is Nothing.SPREADS:
            for name in names.optional:
                if (held := self.registers.find(name, parameters, law.id)) and held[0].law:
                    names.inputs[name] = held[1]
        return names

    def _act(self, law: Law, article: Article, names: ArticleNames) -> Outcome:
        """All actions, except for outputs that are known."""
        known = self.known_of(law, names.parameters)
        for one in article.actions:
            if one.output in known:
                names.outputs[one.output] = known[one.output]
                self.trace.note(one.output, known[one.output], "known", (law.id, article.number))
        found = Outcome()
        for name, value in names.run(a for a in article.actions if a.output not in known).items():
            if name not in known:
                self.trace.note(name, value, "action", (law.id, article.number))
            found.give(name, value, Provenance.DIRECT)
        return found

    def _untranslatable(self, law: Law, article: Article) -> Tainted | None:
        """Refuses, spreads or passes over what an article cannot express, as the mode says."""
        if self.mode in {"error", "ignore"}:
            for one in article.untranslatables:
                if not one.accepted:
                    raise RunError(
                        f"Untranslatable construct in {law.id} article {article.number}: "
                        f"{one.construct} — {one.reason}",
                        file=law.file,
                        line=article.line,
                    )
        if self.mode == "propagate" and article.untranslatables:
            constructs = "; ".join(one.construct for one in article.untranslatables)
            return Tainted(article.number, constructs)
        return None

    def _hooks(
        self, article: Article, stage: str, parameters: Parameters, *, before: bool
    ) -> Outcome:
        """What other articles add at this stage; of two with one output the higher law counts."""
        found = Outcome()
        owners: dict[str, Law] = {}
        if not article.character:
            return found
        for law, one in self.corpus.hooks(article, stage, before=before, on=self.on):
            question = ("hook", law.id, one.number)
            if self.busy_with(question):
                continue
            with self.trace.within(f"{law.id}:{one.number}", "hook", law.id, one.number):
                ran = self.guarded(question, law, one, declared(one, parameters))
            for name, value in ran.outputs.items():
                if name in owners and not outranks(law, owners[name]):
                    continue
                special = ran.provenance[name] == Provenance.OVERRIDE
                owners[name] = law
                found.give(name, value, Provenance.OVERRIDE if special else Provenance.REACTIVE)
        return found

    def _override(self, law: Law, article: Article, found: Outcome, given: Parameters) -> None:
        """Lex specialis, only of the law that was asked."""
        for name in list(found.outputs):
            target = Override(law.id, article.number, name)
            place = self.corpus.overriding(self.asked, target, self.on)
            question = ("override", target)
            if place is None or self.busy_with(question):
                continue
            other, one = place
            with self.trace.within(name, "override", other.id, one.number) as step:
                ran = self.guarded(question, other, one, declared(one, given))
                if name in ran.outputs:
                    step.value = ran.outputs[name]
                    found.give(name, ran.outputs[name], Provenance.OVERRIDE)
