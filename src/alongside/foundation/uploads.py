"""What people send along: looked at, drawn anew where possible, and refused with a sentence otherwise.

A photograph is drawn anew, so that neither place nor camera nor anything hidden behind the picture stays in it. Sound and
PDF files are kept as they come, after a look at how they begin; they leave again only as what they are, never as a page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from alongside.foundation.models import KeptFile

MEGABYTE = 1024 * 1024
#: A telephone's photograph has 3 to 8 MB.
LARGEST_PHOTO = 15 * MEGABYTE
#: Its larger side, in pixels: a page of A4 stays readable.
LONGEST_SIDE = 2000
#: More than any telephone takes; a small file can unpack into gigabytes.
MOST_PIXELS = 80_000_000
#: Two minutes of speech, several times over.
LARGEST_SOUND = 3 * MEGABYTE
LARGEST_PAPER = 8 * MEGABYTE
#: How sound files begin, and what they are. Browsers record WebM, Ogg or MP4.
SOUNDS: list[tuple[Callable[[bytes], bool], str]] = [
    (lambda head: head.startswith(b"\x1a\x45\xdf\xa3"), "audio/webm"),
    (lambda head: head.startswith(b"OggS"), "audio/ogg"),
    (lambda head: head[4:8] == b"ftyp", "audio/mp4"),
    (lambda head: head.startswith(b"ID3") or head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"), "audio/mpeg"),
    (lambda head: head.startswith(b"RIFF") and head[8:12] == b"WAVE", "audio/wav"),
]


@dataclass(frozen=True)
class Cleaned:
    """What may be kept: `Table.objects.create(**cleaned.columns(), …)` for a table made from KeptFile."""

    content: bytes
    media_type: str

    def columns(self) -> dict:
        return {"content": self.content, "media_type": self.media_type, "size": len(self.content)}


def photo(file) -> Cleaned:
    """A photograph drawn anew as JPEG, its larger side at most LONGEST_SIDE. Raises ValidationError."""
    content = _read(file, LARGEST_PHOTO)
    try:
        # The first look reads the head only: how large it says it is, before anything is unpacked.
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("This picture is too large. Take it again with less detail."))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise ValidationError(_("This is no picture that can be read. Choose a photograph as JPEG or PNG.")) from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = BytesIO()
    # Nothing of the old file goes along: no place, no camera, no profile.
    upright.save(out, "JPEG", quality=82, exif=b"", icc_profile=None)
    return Cleaned(out.getvalue(), "image/jpeg")


def sound(file) -> Cleaned:
    """A recording as it came, if it begins like one. Raises ValidationError."""
    content = _read(file, LARGEST_SOUND)
    for begins, media_type in SOUNDS:
        if begins(content[:16]):
            return Cleaned(content, media_type)
    raise ValidationError(_("This is no recording that can be played. Record it again here, or choose an MP3 file."))


def paper(file) -> Cleaned:
    """A paper as PDF or photograph. Raises ValidationError."""
    head = file.read(5)
    file.seek(0)
    if head == b"%PDF-":
        return Cleaned(_read(file, LARGEST_PAPER), "application/pdf")
    return photo(file)


def hand_out(kept: KeptFile, name: str) -> HttpResponse:
    """The file, for whoever may have it. name: without an ending; a PDF is saved, pictures and sound are shown."""
    ending = {"image/jpeg": "jpg", "application/pdf": "pdf", "audio/mpeg": "mp3"}.get(
        kept.media_type, kept.media_type.partition("/")[2]
    )
    how = "attachment" if kept.media_type == "application/pdf" else "inline"
    return HttpResponse(
        bytes(kept.content),
        content_type=kept.media_type,
        headers={
            "Content-Disposition": f'{how}; filename="{name}.{ending}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def _read(file, most: int) -> bytes:
    if file.size > most:
        raise ValidationError(
            _("This file is too large. It may have at most %(n)d megabytes.") % {"n": most // MEGABYTE}
        )
    content = file.read()
    if not content:
        raise ValidationError(_("This file is empty. Choose another one."))
    return content
