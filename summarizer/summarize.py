"""The summariser: plan, write, align, verify."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np

from facts import MeetingFacts
from facts.cloze import ClozeReader
from facts.meeting import meeting_facts
from models import HEADLINER, Profile
from news.article import Article
from news.errors import InputError
from summarizer.align import Aligner
from summarizer.engines import Decoding, Engine, Generation, load_engine
from summarizer.headline import Headliner
from summarizer.language import is_verse, is_vietnamese
from summarizer.plan import Plan, make_plan
from summarizer.selector import Selector
from summarizer.types import Coverage, Length, Summary, SummarySentence
from summarizer.write import Written, write_section

_BATCH = 32
_BEAMS = 4


class Summarizer:
    """Writes verified summaries with the models of a profile.

    Args:
        profile: which models.
        engine: what runs the writer; CTranslate2 where None.
        reader: helps the verifier (facts.verify.SourceIndex).
    """

    def __init__(self, profile: Profile, engine: Engine | None = None, reader: ClozeReader | None = None) -> None:
        self._profile, self.reader = profile, reader
        self._engine = engine or load_engine(profile.writer)
        self._selector: Selector | None = None
        self._headliner: Headliner | None = None

    @property
    def name(self) -> str:
        """The profile, and what writes."""
        return f"{self._profile.name} ({self._engine.name if self._profile.writer.is_shown else 'selection'})"

    def prepare(self) -> None:
        """Loads what is otherwise loaded on first use.

        Raises:
            InputError: a model is missing.
        """
        self._loaded_selector()
        if self._profile.writer.is_shown:
            self._engine.count_tokens("")

    def summarize(self, article: Article, *, length: Length = Length.MEDIUM, bullets: bool = False) -> Summary:
        """The summary of one article."""
        return next(self.summarize_many([article], length=length, bullets=bullets))

    def summarize_many(
        self, articles: Iterable[Article], *, length: Length = Length.MEDIUM, bullets: bool = False
    ) -> Iterator[Summary]:
        """Summaries in the order of the articles; the writer sees many articles at once."""
        stream = iter(articles)
        while batch := list(islice(stream, _BATCH)):
            begin = time.perf_counter()
            plans = [self._plan(article, length) for article in batch]
            prompts = [section.prompt for plan in plans for section in plan.sections]
            hypotheses = iter(self._generate(prompts))
            ready = []
            for article, plan in zip(batch, plans, strict=True):
                ready.append((article, plan, [next(hypotheses) for _ in plan.sections]))
            shared = (time.perf_counter() - begin) / len(batch)
            for article, plan, written in ready:
                yield self._finish(article, plan, written, length, bullets, shared)

    def _loaded_selector(self) -> Selector:
        if self._selector is None:
            self._selector = Selector.load(self._profile.selector.local_path())
        return self._selector

    def _plan(self, article: Article, length: Length) -> Plan:
        if not is_vietnamese(article.text):
            return Plan((), np.zeros(0, np.float32), 0)
        if is_verse(article.text):
            return Plan((), np.zeros(len(article.sentences), np.float32), len(article.sentences))
        return make_plan(article, length, self._loaded_selector(), self._profile.writer, self._engine.count_tokens)

    def _generate(self, prompts: list[str]) -> list[list[Generation]]:
        if not self._profile.writer.is_shown:
            return [[] for _ in prompts]
        decoding = Decoding(beams=_BEAMS, candidates=_BEAMS, max_tokens=self._profile.writer.max_output_tokens)
        return self._engine.generate(prompts, decoding)

    def plan(self, article: Article, length: Length) -> Plan:
        """What would be written about, and the score of every sentence."""
        return self._plan(article, length)

    def write(self, article: Article, plan: Plan, length: Length, aligner: Aligner) -> list[list[Written]]:
        """The verified sentences of each section of a plan."""
        hypotheses = self._generate([section.prompt for section in plan.sections])
        return self._paragraphs(article, plan, hypotheses, length, aligner)

    def fits(self, prompt: str) -> bool:
        """Whether the writer's window holds a prompt; always, where no writer is shown."""
        writer = self._profile.writer
        return not writer.is_shown or self._engine.count_tokens(prompt) <= writer.max_input_tokens

    @property
    def reads_selection(self) -> bool:
        """Whether the writer was made for chosen sentences, not for whole articles."""
        return self._profile.writer.reads == "selection"

    def _paragraphs(
        self, article: Article, plan: Plan, hypotheses: list[list[Generation]], length: Length, aligner: Aligner
    ) -> list[list[Written]]:
        said: set[tuple[str, str]] = set()
        return [
            write_section(article, section, candidates, plan, self._profile.writer, aligner, length, said)
            for section, candidates in zip(plan.sections, hypotheses, strict=True)
        ]

    def _finish(
        self,
        article: Article,
        plan: Plan,
        hypotheses: list[list[Generation]],
        length: Length,
        bullets: bool,
        shared: float,
    ) -> Summary:
        begin = time.perf_counter()
        aligner = Aligner(article, reader=self.reader)
        paragraphs = self._paragraphs(article, plan, hypotheses, length, aligner)
        sentences = tuple(item.sentence for paragraph in paragraphs for item in paragraph)
        if bullets:
            text = "\n".join(f"- {sentence.text}" for sentence in sentences)
        else:
            text = "\n".join(
                " ".join(item.sentence.text for item in paragraph) for paragraph in paragraphs if paragraph
            )
        reason = None if sentences else _reason(article, plan)
        card = meeting_facts(article)
        return Summary(
            article_id=article.id,
            title=article.title,
            summary=text,
            sentences=sentences,
            coverage=Coverage(plan.read, len(article.sentences)),
            meeting=card,
            model=self.name,
            seconds=shared + time.perf_counter() - begin,
            error=reason.en if reason else None,
            error_vi=reason.vi if reason else None,
            headline=self._headline(article, plan, card, aligner) if sentences and not article.title else None,
        )

    def _headline(
        self, article: Article, plan: Plan, card: MeetingFacts | None, aligner: Aligner
    ) -> SummarySentence | None:
        if self._headliner is None:
            self._headliner = Headliner.load(HEADLINER.local_path())
        return self._headliner.headline(article, plan.scores, card, aligner)


def _reason(article: Article, plan: Plan) -> InputError:
    """Why there is no summary."""
    if article.sentences and not plan.read:
        return InputError(
            "The text does not seem to be Vietnamese, and only Vietnamese is summarised.",
            "Văn bản này có vẻ không phải tiếng Việt; chỉ tóm tắt được tiếng Việt.",
        )
    return InputError(
        "No sentence of the article can stand alone as a summary; it may be a table, a list or a poem.",
        "Không có câu nào đứng riêng được thành tóm tắt; có thể đây là bảng, danh sách hoặc bài thơ.",
    )
