"""What programs call: typed endpoints with the JSON forms of the command line."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

import gradio as gr

from news import InputError
from summarizer import Length
from tinhop.service import Tinhop
from web.actions.common import filter_of
from web.layout.common import READER, WRITER

_MOST_HITS = 100


def add_endpoints(service: Tinhop) -> None:
    """Adds them to the page that is being built."""

    def summarize(
        text: str, length: Literal["short", "medium", "long"] = "medium", bullets: bool = False
    ) -> dict[str, Any]:
        """Summarises a Vietnamese news text; `length` is short, medium or long."""
        if length not in {each.value for each in Length}:
            raise InputError(
                f"There is no length '{length}'; give short, medium or long.",
                f"Không có độ dài “{length}”; hãy chọn short, medium hoặc long.",
            )
        return service.summarize(service.article(text), length=Length(length), bullets=bullets).to_dict()

    def ask(
        question: str, published_from: str = "", published_to: str = "", source: str = "", person: str = "",
        place: str = "",
    ) -> dict[str, Any]:  # fmt: skip
        """Answers a question from the archive, with citations, or says that it is not there.

        Only articles are asked that were published on the days given (year-month-day), in that source, and whose
        meeting card names that person and that place; what is left empty restricts nothing.
        """
        filter = filter_of(published_from, published_to, source, person, place)
        return service.ask(question, filter=filter).to_dict()

    def search(
        query: str, k: int = 10, published_from: str = "", published_to: str = "", source: str = "",
        person: str = "", place: str = "",
    ) -> list[dict[str, Any]]:  # fmt: skip
        """The best passages of the archive, or of the part of it that is described as for `ask`."""
        filter = filter_of(published_from, published_to, source, person, place)
        return [hit.to_dict() for hit in service.search(query, max(1, min(k, _MOST_HITS)), filter)]

    def digest(
        query: str = "", published_from: str = "", published_to: str = "", source: str = "", person: str = "",
        place: str = "",
    ) -> dict[str, Any]:  # fmt: skip
        """One cited summary over several meetings: those that a query finds, of the part described as for `ask`."""
        filter = filter_of(published_from, published_to, source, person, place)
        return service.digest(query=query.strip() or None, filter=filter).to_dict()

    for endpoint, queue in ((summarize, WRITER), (ask, READER), (search, READER), (digest, WRITER)):
        gr.api(_plain_errors(endpoint), api_name=endpoint.__name__, **queue)


def _plain_errors(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """Gives the caller the sentence of a mistake of theirs; other errors stay in the server's log."""

    @wraps(endpoint)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return endpoint(*args, **kwargs)
        except InputError as error:
            raise gr.Error(error.en, print_exception=False) from error

    return run
