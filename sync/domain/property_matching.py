"""The property of a document's lines: the dimension by which Re-Leased knows a property.

Source: Re-Leased help centre, property tracking and changes to it: a document shows under a property by its
lines' tracking; one without, or with several, shows under none.
"""

from sync.domain.records import Document, DocumentStatus


def lacks_property(document: Document, dimension: str) -> bool:
    """Whether a line of a document that still counts names no property.

    Several properties on one document are no lack: every line keeps its own, and reports by line are right.

    Args:
        document: In the terms of the side that `dimension` is named in.
        dimension: The key of the property-matching dimension, such as LOCATION.
    """
    if document.status is DocumentStatus.VOIDED:
        return False
    return not all(
        any(one.key.startswith(f"{dimension}:") for one in line.dimensions)
        for line in document.lines
    )
