"""An extractor that asks a language model for acts and themes, block by block."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from kg.extracting.compose import completed, extract
from kg.extracting.language_model.answer import SCHEMA, Answer, MalformedAnswer, parse
from kg.extracting.language_model.caching import Cache
from kg.extracting.language_model.endpoint import Chat, Endpoint, EndpointFailure, Unanswered
from kg.extracting.language_model.grounding import Grounded, ground
from kg.extracting.language_model.prompt import messages
from kg.model.layout import Layout
from kg.model.mentions import Gazetteer
from kg.model.record import Record, ThemeTag
from kg.model.source import Issue, Span

_MALFORMED_ASKS = 2
_GIVE_UP_AFTER = 3


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Acts and themes by a model; speakers, meeting, outcomes and the rest by the rules.

    One request is made for each block in which somebody speaks, ``parallel`` at a time;
    answers are kept in the folder ``cache`` by model and question. A block without a usable
    answer has no acts and an issue says so: acts of the rules never stand among the model's.

    >>> LanguageModel(Endpoint("http://localhost:8000/v1", "small")).name
    'llm:small'
    """

    endpoint: Endpoint
    cache: Path | None = None
    parallel: int = 4

    @property
    def name(self) -> str:
        """The name under which a run is recorded."""
        return f"llm:{self.endpoint.model}"

    def extract(self, layout: Layout, gazetteer: Gazetteer) -> Record:
        """Return the record of the rules with the model's acts and themes in place of theirs.

        Raises:
            EndpointFailure: the endpoint cannot be used, or fails block after block.
        """
        record = extract(layout, gazetteer)
        blocks = list(_spoken(record))
        questions = _Questions(self.endpoint, Cache(self.cache))
        with ThreadPoolExecutor(max_workers=self.parallel) as pool:
            try:
                answers = list(
                    pool.map(lambda block: questions.ask(record, block, gazetteer), blocks)
                )
            finally:
                pool.shutdown(cancel_futures=True)
        if answers and all(isinstance(answer, Unanswered) for answer in answers):
            raise EndpointFailure(f"{self.endpoint.address}: {answers[0]}")
        return self._record(record, zip(blocks, answers, strict=True))

    def _record(
        self, record: Record, answered: Iterator[tuple[Sequence[int], Answer | Exception]]
    ) -> Record:
        found = Grounded()
        for block, answer in answered:
            if isinstance(answer, Answer):
                ground(answer, block, record, found)
            else:
                found.issues.append(_lost(record.layout, block, answer))
                found.themes |= dict.fromkeys(block, ())
        acts = sorted(found.acts, key=lambda act: (act.sentence, act.span, act.type))
        record = replace(record, themes=_tags(record, found.themes))
        return replace(
            record,
            extractor=self.name,
            acts=completed(acts, record),
            issues=(*record.issues, *found.issues),
        )


class _Questions:
    """Asks about blocks, from the cache where it can; gives up when all goes wrong."""

    def __init__(self, endpoint: Endpoint, cache: Cache) -> None:
        self._chat, self._cache = Chat(endpoint), cache
        self._failed, self._lock = 0, threading.Lock()
        self._ended: EndpointFailure | None = None

    def ask(
        self, record: Record, block: Sequence[int], gazetteer: Gazetteer
    ) -> Answer | Unanswered | MalformedAnswer:
        """Return the answer about ``block``, or why there is none.

        Raises:
            EndpointFailure: the endpoint cannot be used; no block is asked about after that.
        """
        if self._ended:
            raise self._ended
        try:
            return self._asked(record, block, gazetteer)
        except EndpointFailure as error:
            self._ended = error
            raise

    def _asked(
        self, record: Record, block: Sequence[int], gazetteer: Gazetteer
    ) -> Answer | Unanswered | MalformedAnswer:
        question = messages(record, block, gazetteer)
        model = self._chat.endpoint.model
        key = self._cache.key(model, question)
        if (kept := self._kept(key)) is not None:
            return kept
        malformed = MalformedAnswer("not asked")
        try:
            for _ in range(_MALFORMED_ASKS):
                said = self._chat.ask(question, SCHEMA)
                try:
                    answer = parse(said)
                except MalformedAnswer as error:
                    malformed = error
                    continue
                self._cache.keep(key, model, said)
                self._count(well=True, why=None)
                return answer
        except Unanswered as error:
            self._count(well=False, why=error)
            return error
        self._count(well=False, why=malformed)
        return malformed

    def _kept(self, key: str) -> Answer | None:
        said = self._cache.find(key)
        try:
            return None if said is None else parse(said)
        except MalformedAnswer:
            return None

    def _count(self, *, well: bool, why: Exception | None) -> None:
        """Raise when several blocks in a row failed: then the next ones would too."""
        with self._lock:
            self._failed = 0 if well else self._failed + 1
            if self._failed >= _GIVE_UP_AFTER:
                address = self._chat.endpoint.address
                raise EndpointFailure(
                    f"{address}: {self._failed} requests in a row came to nothing, "
                    f"the last one: {_why(why)}"
                )


def _why(error: Exception | None) -> str:
    return f"malformed answer ({error})" if isinstance(error, MalformedAnswer) else str(error)


def _spoken(record: Record) -> Iterator[tuple[int, ...]]:
    """Yield the sentences of every block in which at least one has a speaker."""
    blocks: dict[int, list[int]] = {}
    for index, sentence in enumerate(record.layout.sentences):
        blocks.setdefault(sentence.block, []).append(index)
    for sentences in blocks.values():
        if any(record.attributions[index].speakers for index in sentences):
            yield tuple(sentences)


def _lost(layout: Layout, block: Sequence[int], error: Exception) -> Issue:
    first, last = layout.sentences[block[0]].span, layout.sentences[block[-1]].span
    return Issue(
        f"the language model gave no usable answer here: {_why(error)}",
        span=Span(first.start, last.end),
    )


def _tags(
    record: Record, given: Mapping[int, tuple[ThemeTag, ...]]
) -> tuple[tuple[ThemeTag, ...], ...]:
    return tuple(given.get(index, tags) for index, tags in enumerate(record.themes))
