"""The page's words; a language that lacks one does not pass the type check."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """One language of the page. Braces name what is filled in."""

    language: str
    other_language: str
    title: str
    subtitle: str
    mode: str
    log_out: str

    # Summaries
    summary_tab: str
    paste: str
    paste_hint: str
    files: str
    from_archive: str
    length: str
    lengths: tuple[str, str, str]
    bullets: str
    summarize: str
    stop: str
    coverage: str
    headline_found: str
    fields: dict[str, str]
    kinds: dict[str, str]
    give_text: str
    too_many: str
    too_long: str
    large_file: str

    # Questions
    ask_tab: str
    question: str
    question_hint: str
    ask: str
    clear_chat: str
    filters: str
    not_found: str
    answered: str
    refused: str
    filtered: str
    give_question: str
    question_too_long: str

    # Batches
    batch_tab: str
    batch_files: str
    batch_folder: str
    batch_start: str
    batch_hint: str
    batch_waiting: str
    batch_reading: str
    batch_running: str
    batch_time_left: str
    batch_done: str
    batch_stopped: str
    give_batch: str

    # The archive
    archive_tab: str
    search: str
    search_hint: str
    search_button: str
    add_files: str
    add: str
    statuses: dict[str, str]
    give_files: str
    listed: str
    found: str
    empty_archive: str
    nothing_matches: str
    no_hits: str
    removed_article: str
    timeline: str
    digest: str
    digest_query: str
    digest_query_hint: str
    digest_button: str
    digest_note: str
    digest_missing: str
    health: str
    check: str
    healthy: str
    unhealthy: str
    health_fields: dict[str, str]

    # What goes wrong
    busy: str
    broken: str
    please: str

    # Accounts
    log_in: str
    user: str
    password: str
    wrong_password: str
    locked_out: str

    # Words that the views in the browser use, and Gradio's own controls
    views: dict[str, str]
    gradio: dict[str, str]
    names: dict[str, str]
