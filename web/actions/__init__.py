"""What the page's buttons do: plain values in, one call of the service, plain data for the views out."""

from web.actions.archive import ArchiveActions
from web.actions.common import filter_from
from web.actions.questions import QuestionActions
from web.actions.summaries import Shown, SummaryActions

__all__ = ["ArchiveActions", "QuestionActions", "Shown", "SummaryActions", "filter_from"]
