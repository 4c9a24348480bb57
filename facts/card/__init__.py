"""The fields of the meeting card, one module each; `facts.meeting` puts them together."""
