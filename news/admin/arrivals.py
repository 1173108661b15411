"""Pictures and files that come with a form: stored before anything else is looked at.

A form with an error comes back with them, as words it sends again; a browser would have lost them.
"""

from django.utils.translation import gettext as _

from .. import documents, uploads
from . import attachments
from .rights import RightsForm


def receive(request, *, allowed: bool):
    """Store what came, put its words into `request.POST`; sentences into `request.refused_files`."""
    request.refused_files = []
    photographs = sorted(
        request.FILES.getlist("new_photographs"), key=lambda file: uploads.file_name_order(file.name)
    )
    files = request.FILES.getlist("new_files")
    if not (photographs or files):
        return
    request.POST = request.POST.copy()
    said = RightsForm(request.POST, prefix="new").said()
    for file in photographs:
        if not (allowed and request.user.has_perm("news.add_photo")):
            request.refused_files.append(
                _("“%(name)s” was not taken: your role adds no photographs.")
                % {"name": uploads.clean_name(file.name)}
            )
            continue
        try:
            photo = uploads.store(file, by=request.user, name=file.name, said=said)
        except uploads.Refused as refusal:
            request.refused_files.append(refusal.sentence)
        else:
            request.POST.appendlist("kept_photographs", photo.token)
    for file in files:
        if not (allowed and request.user.has_perm("news.add_attachment")):
            request.refused_files.append(
                _("“%(name)s” was not taken: your role adds no files.")
                % {"name": uploads.clean_name(file.name)}
            )
            continue
        try:
            request.POST.appendlist("kept_files", attachments.keep(file))
        except documents.Refused as refusal:
            request.refused_files.append(refusal.sentence)
