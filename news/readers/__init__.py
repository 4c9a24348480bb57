"""One reader for each format; each yields articles or raises InputError."""

from news.readers.dispatch import MAX_BYTES, read_path, read_stream

__all__ = ["MAX_BYTES", "read_path", "read_stream"]
