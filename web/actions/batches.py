"""The batch tab. The browser keeps the tokens of its batches; the server keeps the batches."""

from __future__ import annotations

from typing import Any

import gradio as gr

from news import InputError
from summarizer import Length
from web import views
from web.actions.common import explained
from web.batch_files import own_names
from web.batches import Batch, Batches, FailedInput, State
from web.components import event_data
from web.login import owner_of
from web.texts import Texts, sentence_of

MOST_FILES = 2000
_MOST_TOKENS = 20
_KINDS = ("docx", "csv", "jsonl")


class BatchActions:
    """Starts, shows, stops and discards batches."""

    def __init__(self, batches: Batches, texts: Texts) -> None:
        self._batches = batches
        self._texts = texts

    def start(
        self, files: list[str] | None, folder: list[str] | None, length: str, shown: Any, request: gr.Request
    ) -> tuple[Any, Any, Any, Any]:
        """The batches with a new one in front, whether to keep looking, and both upload boxes emptied."""
        given = [*(files or []), *(folder or [])]
        try:
            if not given or len(given) > MOST_FILES:
                raise InputError("Drop at least one file or choose a folder.", self._texts.give_batch)
            name = views.cut(", ".join(name_of(path) for path in given[:3]), 80)
            if len(given) > 3:
                name += f" +{len(given) - 3}"
            batch = self._batches.start(given, name, Length(length), owner_of(request))
        except Exception as error:
            gr.Warning(explained(error, self._texts), title=self._texts.please)
            return gr.skip(), gr.skip(), gr.skip(), gr.skip()
        return *self._shown([batch.token, *tokens_of(shown)], owner_of(request)), None, None

    def look(self, shown: Any, request: gr.Request) -> tuple[Any, Any]:
        """The batches as they are now."""
        return self._shown(tokens_of(shown), owner_of(request))

    def stop(self, shown: Any, event: gr.EventData, request: gr.Request) -> tuple[Any, Any]:
        self._batches.stop(str(event_data(event).get("token")), owner_of(request))
        return self.look(shown, request)

    def discard(self, shown: Any, event: gr.EventData, request: gr.Request) -> tuple[Any, Any]:
        token = str(event_data(event).get("token"))
        self._batches.discard(token, owner_of(request))
        return self._shown([each for each in tokens_of(shown) if each != token], owner_of(request))

    def _shown(self, tokens: list[str], owner: str | None) -> tuple[views.Data, Any]:
        """The batches of these tokens or, where there are accounts, those of the account, whatever its browser."""
        if owner is None:
            batches = [batch for token in tokens[:_MOST_TOKENS] if (batch := self._batches.find(token))]
        else:
            batches = self._batches.owned(owner)[:_MOST_TOKENS]
        running = any(not batch.state.ended for batch in batches)
        return {"jobs": [self._job(batch) for batch in batches]}, gr.Timer(active=running)

    def _job(self, batch: Batch) -> views.Data:
        files = []
        if batch.done:
            prefix = "/en" if self._texts.language == "en" else ""
            files = [
                {"label": kind.upper(), "name": f"tom-tat.{kind}", "url": f"{prefix}/batch/{batch.token}/{kind}"}
                for kind in _KINDS
            ]
        error = None
        if batch.state is State.FAILED:
            error = sentence_of(batch.error, self._texts) if batch.error else self._texts.broken
        return {
            "token": batch.token,
            "name": batch.name,
            "state": "running" if not batch.state.ended else batch.state.value,
            "done": batch.done,
            "total": batch.total,
            "note": self._note(batch),
            "error": error,
            "failures": [self._failure(batch, failed) for failed in batch.failures],
            "files": files,
        }

    def _failure(self, batch: Batch, failed: FailedInput) -> str:
        said = sentence_of(InputError(failed.en, failed.vi), self._texts)
        return f"{own_names(failed.name, batch.inputs)}: {own_names(said, batch.inputs)}"

    def _note(self, batch: Batch) -> str:
        texts, seconds = self._texts, batch.seconds
        match batch.state:
            case State.WAITING:
                return texts.batch_waiting
            case State.READING:
                return texts.batch_reading
            case State.RUNNING:
                rate = (batch.done - batch.kept) / seconds if seconds else 0.0
                note = texts.batch_running.format(done=batch.done, total=batch.total, rate=rate)
                left = (batch.total - batch.done) / rate if rate else 0.0
                return f"{note} · {texts.batch_time_left.format(left=duration(left))}" if left else note
            case State.DONE:
                return texts.batch_done.format(done=batch.done, took=duration(seconds))
            case State.STOPPED:
                return texts.batch_stopped.format(done=batch.done, total=batch.total)
            case State.FAILED:
                return ""


def tokens_of(shown: Any) -> list[str]:
    """The tokens that a browser sent."""
    if not isinstance(shown, dict):
        return []
    jobs, tokens = shown.get("jobs"), shown.get("tokens")
    known = [job.get("token") for job in jobs if isinstance(job, dict)] if isinstance(jobs, list) else tokens
    return [token for token in known if isinstance(token, str)] if isinstance(known, list) else []


def name_of(path: str) -> str:
    """A file's own name."""
    return path.rsplit("/", 1)[-1]


def duration(seconds: float) -> str:
    """A time as 0:42, 12:05 or 1:02:03."""
    whole = max(round(seconds), 1)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
