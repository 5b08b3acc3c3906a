"""Files on documents. The interface only tells of them: they never travel to Intacct."""

from sandbox.clock import Clock
from sandbox.re_leased.document_records import Attachment
from sandbox.re_leased.documents import Documents
from sandbox.re_leased.records import Actor
from sandbox.re_leased.shelf import Shelf
from sandbox.storage import Storage


class Attachments:
    """The descriptions of all companies' files; their content is not kept."""

    def __init__(self, storage: Storage, clock: Clock, *, documents: Documents) -> None:
        self._documents = documents
        self.shelf = Shelf(storage, clock, name="attachment", record_type=Attachment)

    def attach(
        self,
        company_id: str,
        document_id: str,
        *,
        file_name: str,
        content_type: str,
        size: int,
        by: Actor,
    ) -> Attachment:
        """A person puts a file (`size` in bytes) on the document, which counts as changed by it.

        Raises:
            Refusal: 404 when there is no such document.
        """
        document = self._documents.get(company_id, document_id)
        attachment = self.shelf.add(
            company_id,
            by=by,
            document_id=document_id,
            file_name=file_name,
            content_type=content_type,
            size=size,
        )
        count = document.attachment_count + 1
        self._documents.shelf.change(document, by=by, attachment_count=count)
        return attachment

    def of(self, company_id: str, document_id: str) -> list[Attachment]:
        """The files on the document; 404 when there is no such document."""
        self._documents.get(company_id, document_id)
        return [
            attachment
            for attachment in self.shelf.every(company_id)
            if attachment.document_id == document_id
        ]
