"""Runs a law for one case on one day: inputs, open terms, hooks, actions, overrides.

Everything an article takes is fetched before its first action, and all its actions run in the
order of the file, as regelrecht does it; from schema 0.7.1 only what the asked outputs need is
done, and an input is fetched when it is first read. A missing fact is an error or unknown, never
a zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import localcontext

from oogopslag.core.law.regelrecht.absence import asked_about_somebody, promised
from oogopslag.core.law.regelrecht.corpus import outranks
from oogopslag.core.law.regelrecht.errors import RunError
from oogopslag.core.law.regelrecht.fetching import Mode, Parameters
from oogopslag.core.law.regelrecht.filling import Filling
from oogopslag.core.law.regelrecht.names import ArticleNames
from oogopslag.core.law.regelrecht.nothing import Nothing
from oogopslag.core.law.regelrecht.outcome import Outcome, Provenance, Staged
from oogopslag.core.law.regelrecht.reacting import Stages
from oogopslag.core.law.regelrecht.slicing import needed
from oogopslag.core.law.regelrecht.tree import Action, Article, Law
from oogopslag.core.law.regelrecht.values import EXACT, Tainted, Value

MODES: tuple[Mode, ...] = ("error", "propagate", "warn", "ignore")
DECISION = "BESLUIT"


@dataclass
class Run(Filling):
    """Asks the laws. `evaluate` gives outputs, `staged` walks the procedure of a decision."""

    def evaluate(self, law_id: str, outputs: Sequence[str], parameters: Parameters) -> Outcome:
        """The outputs of a law, with what their articles give beside them. Raises RunError."""
        self.asked = law_id
        self.corpus.at(law_id, self.on)
        found = Outcome(trace=self.trace)
        places = [self.corpus.article(law_id, output, self.on) for output in outputs]
        if self.nothing is Nothing.DECLARED:
            for place in places:
                asked_about_somebody(place, dict(parameters))
        for place, output in zip(places, outputs, strict=True):
            self.unless_void(*place, output)
        done: set[str] = set()
        with localcontext(EXACT):
            for law, article in places:
                if article.number not in done:
                    done.add(article.number)
                    wanted = [name for name in outputs if article.gives(name)]
                    found.beside(self.run(law, article, parameters, wanted))
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
                stages = (stage.name, *filter(None, (stage.also,)))
                gathered.update(self.run(law, article, have, stages=stages).outputs)
        return Staged(gathered, "", ())

    def run(
        self,
        law: Law,
        article: Article,
        parameters: Parameters,
        wanted: Iterable[str] = (),
        stages: Stages = (DECISION,),
    ) -> Outcome:
        """An article at a stage. `wanted` are its outputs that are asked; none means all."""
        spread = self._untranslatable(law, article)
        names = self._names(law, article, parameters)
        self.promise(law, article, names)
        if not self.corpus.lazy:
            names.fetch_all()
        before = self._hooks(law, article, stages, names, before=True)
        names.hooked.update(before.outputs)
        found = self._act(law, article, names, self._wanted(law, article, stages, wanted))
        if self.nothing is Nothing.DECLARED:
            promised(law, article, found)
        found.beside(self._hooks(law, article, stages, names, before=False))
        found.beside(before)
        for name in list(found.outputs):
            if not self.corpus.lazy or found.provenance[name] != Provenance.OVERRIDE:
                self._override(law, article, found, names, name)
        if spread:
            found.taint(spread)
        return found

    def _wanted(
        self, law: Law, article: Article, stages: Stages, wanted: Iterable[str]
    ) -> tuple[Action, ...]:
        """The actions to do: all, or (in a lazy corpus) what is asked and what that needs."""
        asked = set(wanted)
        if not self.corpus.lazy:
            return article.actions
        if not asked:
            asked = {one.output for one in article.actions}
        for _, one in self.corpus.hooks(law, article, stages, before=False, on=self.on):
            asked |= {field.name for field in one.parameters}
        return needed(article, asked, self._beside(law, article))

    def _beside(self, law: Law, article: Article) -> dict[str, list[str]]:
        """What those need that say otherwise about an output, by output."""
        special = {
            one.output: self.corpus.overriding(self.asked, law, article, one.output, self.on)
            for one in article.actions
        }
        return {
            output: [field.name for field in found[1].parameters]
            for output, found in special.items()
            if found
        }

    def _names(self, law: Law, article: Article, parameters: Parameters) -> ArticleNames:
        """What is known when an article begins. What may be left out is known to be unknown."""
        names = ArticleNames(
            self.on,
            dict(parameters),
            article.definitions,
            nothing=self.nothing,
            lazy=self.corpus.lazy,
        )
        if self.nothing is Nothing.IS_NO:
            return names
        left_out = [one.name for one in article.parameters if not one.required]
        names.optional = frozenset(left_out) - parameters.keys()
        if self.nothing is Nothing.SPREADS:
            for name in names.optional:
                if (held := self.registers.find(name, parameters, law.id)) and held[0].law:
                    names.inputs[name] = held[1]
        return names

    def _act(
        self, law: Law, article: Article, names: ArticleNames, actions: tuple[Action, ...]
    ) -> Outcome:
        """The actions, except for outputs that are known or do not arise.

        The article itself may still read what does not arise.
        """
        known = self.known_of(law, {**names.parameters, **names.inputs, **names.hooked})
        void = {one.output for one in actions if self._void(law, article, one.output)}
        where = (law.id, article.number)
        for one in actions:
            if one.output in known:
                names.outputs[one.output] = known[one.output]
                self.trace.note(one.output, known[one.output], "known", where)
        found = Outcome()

        def settle(name: str) -> None:
            self.trace.note(name, names.outputs[name], "action", where)
            if name not in void:
                found.give(name, names.outputs[name], Provenance.DIRECT)
                self._override(law, article, found, names, name)

        names.settle = settle
        names.when_read(a for a in actions if a.output in void - known.keys())
        skipped = void | known.keys()
        for name, value in names.run(a for a in actions if a.output not in skipped).items():
            if name in found.outputs or name in void:
                continue
            if name not in known:
                self.trace.note(name, value, "action", where)
            found.give(name, value, Provenance.DIRECT)
        return found

    def _void(self, law: Law, article: Article, output: str) -> bool:
        found = self.corpus.overriding(self.asked, law, article, output, self.on)
        return bool(found and found[2].voids)

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
        self, law: Law, article: Article, stages: Stages, names: ArticleNames, *, before: bool
    ) -> Outcome:
        """What other articles add at this stage; of two with one output the higher law counts."""
        found = Outcome()
        owners: dict[str, Law] = {}
        for other, one in self.corpus.hooks(law, article, stages, before=before, on=self.on):
            question = ("hook", other.id, one.number)
            if self.busy_with(question):
                continue
            with self.trace.within(f"{other.id}:{one.number}", "hook", other.id, one.number):
                ran = self.guarded(question, other, one, names.shared(one.parameters))
            for name, value in ran.outputs.items():
                if name in owners and not outranks(other, owners[name]):
                    continue
                special = ran.provenance[name] == Provenance.OVERRIDE
                owners[name] = other
                found.give(name, value, Provenance.OVERRIDE if special else Provenance.REACTIVE)
        return found

    def _override(
        self, law: Law, article: Article, found: Outcome, names: ArticleNames, name: str
    ) -> None:
        """Lex specialis: of the law that was asked, or of the law itself."""
        special = self.corpus.overriding(self.asked, law, article, name, self.on)
        question = ("override", law.id, article.number, name)
        if special is None or self.busy_with(question) or question in self._back:
            return
        other, one, _ = special
        with self.trace.within(name, "override", other.id, one.number) as step:
            given = names.shared(one.parameters)
            ran = self.guarded(question, other, one, given, (name,))
            if name in ran.outputs:
                step.value = names.outputs[name] = ran.outputs[name]
                found.give(name, ran.outputs[name], Provenance.OVERRIDE)
