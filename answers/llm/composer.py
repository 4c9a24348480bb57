"""From evidence to an answer in a language model's words, sentence by sentence as they are checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from answers.compose import Composed
from answers.evidence import Evidence
from answers.llm.chat import ChatError, ChatModel
from answers.llm.drafts import Assembler, Draft
from answers.llm.prompt import NOT_FOUND, Source, is_order, messages
from answers.llm.support import is_supported
from answers.types import AnswerSentence, Citation
from news.article import Article
from news.vietnamese import fold, syllables

_MOST_SOURCES = 6
_MOST_SENTENCES = 4


class LlmComposer:
    """Lets a model write from the evidence, and keeps what the evidence says.

    Args:
        chat: the model.
    """

    def __init__(self, chat: ChatModel) -> None:
        self._chat = chat

    @property
    def name(self) -> str:
        return self._chat.name

    def stream(
        self, question: str, evidence: Sequence[Evidence], get: Callable[[str], Article]
    ) -> Iterator[AnswerSentence | Composed]:
        """Checked sentences as they come, then the whole.

        Args:
            question: as typed.
            evidence: best first.
            get: the stored article with an id.

        Raises:
            ChatError: nothing of the reply can be shown, or there was none.
        """
        sources = sources_of(evidence, get)
        if not sources:
            raise ChatError("There is no source that may be shown to the model.")
        assembler = Assembler()
        checker = _Checker(sources)
        for piece in self._chat.stream(messages(question, sources)):
            for draft in assembler.feed(piece):
                yield from checker.take(draft)
            if checker.full:
                break
        for draft in assembler.finish():
            yield from checker.take(draft)
        if fold(NOT_FOUND) in fold(assembler.reply):
            raise ChatError("The model found no answer in the sources.")
        if not checker.sentences:
            raise ChatError("The sources support nothing that the model wrote.")
        yield checker.composed()


def sources_of(evidence: Sequence[Evidence], get: Callable[[str], Article]) -> list[Source]:
    """The best evidence sentences as numbered sources; never the same words twice, never orders to a model."""
    found: list[Source] = []
    seen: set[tuple[str, int]] = set()
    said: list[set[str]] = []
    for item in evidence:
        if len(found) == _MOST_SOURCES:
            break
        key = (item.article.id, item.index)
        span = item.span
        words = set(syllables(span.quote))
        if key in seen or is_order(span.quote) or any(len(words & other) > 0.8 * len(words | other) for other in said):
            continue
        if get(item.article.id).text[span.start : span.end] != span.quote:
            continue
        seen.add(key)
        said.append(words)
        found.append(Source(len(found) + 1, item.article, span))
    return found


class _Checker:
    """Keeps supported sentences and numbers their citations anew in the order of use."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = {source.n: source for source in sources}
        self._numbers: dict[int, int] = {}
        self.sentences: list[AnswerSentence] = []

    @property
    def full(self) -> bool:
        return len(self.sentences) >= _MOST_SENTENCES

    def take(self, draft: Draft) -> Iterator[AnswerSentence]:
        """The sentence as it may be shown; nothing if its known citations do not say it."""
        known = [n for n in draft.numbers if n in self._sources]
        if self.full or not known or any(draft.text == s.text for s in self.sentences):
            return
        if not is_supported(draft.text, self._premise(known)):
            return
        # What supports it alone need not stand beside what does not.
        alone = [n for n in known if is_supported(draft.text, self._premise([n]))]
        kept = alone[:1] or known
        numbers = tuple(self._numbers.setdefault(n, len(self._numbers) + 1) for n in kept)
        sentence = AnswerSentence(draft.text, numbers)
        self.sentences.append(sentence)
        yield sentence

    def _premise(self, numbers: Sequence[int]) -> str:
        sources = [self._sources[n] for n in numbers]
        titles = dict.fromkeys(source.article.title or "" for source in sources)
        return "\n".join([*titles, *(source.span.quote for source in sources)])

    def composed(self) -> Composed:
        citations = []
        for number, n in self._numbers.items():
            article = self._sources[number].article
            citations.append(Citation(n, article.title, article.source, article.published, self._sources[number].span))
        text = " ".join(f"{s.text} {''.join(f'[{n}]' for n in s.citations)}" for s in self.sentences)
        return Composed(text, None, tuple(self.sentences), tuple(citations))
