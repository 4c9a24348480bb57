"""One module for each command, or for a few that belong together. Each parses, calls the service and prints.

A command's heavy imports stand inside it, so that `tinhop --help` loads nothing.
"""
