"""What other systems hold, brought in row by row: as drafts, or as an archive under its own past dates."""


class Refused(Exception):
    """A row, or the whole import, cannot be taken; the text is a sentence that says what to do."""
