"""What people send along is looked at, and leaves again only as what it is."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from alongside.foundation import uploads


def picture(kind="JPEG", size=(3000, 1000), **more) -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", size, "#886644").save(out, kind, **more)
    return SimpleUploadedFile("p", out.getvalue())


def with_place() -> SimpleUploadedFile:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Nour"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif)


def test_a_photograph_loses_place_and_camera():
    sent = with_place()
    assert b"Camera of Nour" in sent.read()
    sent.seek(0)
    kept = uploads.photo(sent)
    assert b"Camera of Nour" not in kept.content
    with Image.open(BytesIO(kept.content)) as again:
        assert dict(again.getexif()) == {}


def test_a_photograph_is_made_small_enough_for_a_slow_network():
    kept = uploads.photo(picture("PNG"))
    with Image.open(BytesIO(kept.content)) as again:
        assert (again.format, max(again.size)) == ("JPEG", uploads.LONGEST_SIDE)


@pytest.mark.parametrize("content", [b"GIF89a" + b"\0" * 50, b"<svg onload='x'></svg>", b"\xff\xd8\xff broken", b"<html>"])
def test_what_is_no_photograph_is_refused_with_what_to_do(content):
    with pytest.raises(ValidationError, match="Choose a photograph as JPEG or PNG"):
        uploads.photo(SimpleUploadedFile("p.jpg", content))


def test_a_picture_that_would_unpack_into_gigabytes_is_refused():
    with pytest.raises(ValidationError, match="too large"):
        uploads.photo(picture("PNG", size=(10000, 8500)))


def test_an_empty_file_is_refused():
    with pytest.raises(ValidationError, match="empty"):
        uploads.photo(SimpleUploadedFile("p.jpg", b""))


@pytest.mark.parametrize(
    ("head", "media_type"),
    [(b"OggS", "audio/ogg"), (b"\x1a\x45\xdf\xa3", "audio/webm"), (b"\0\0\0\x20ftypM4A ", "audio/mp4"), (b"ID3\x04", "audio/mpeg")],
)
def test_what_telephones_record_is_known_by_how_it_begins(head, media_type):
    assert uploads.sound(SimpleUploadedFile("s", head + b"\0" * 40)).media_type == media_type


def test_a_page_is_no_recording():
    with pytest.raises(ValidationError, match="Record it again"):
        uploads.sound(SimpleUploadedFile("s.mp3", b"<script>alert(1)</script>"))


def test_a_recording_over_the_limit_is_refused():
    with pytest.raises(ValidationError, match="at most 3 megabytes"):
        uploads.sound(SimpleUploadedFile("s", b"OggS" + b"\0" * uploads.LARGEST_SOUND))


def test_a_paper_is_a_pdf_or_a_photograph():
    assert uploads.paper(SimpleUploadedFile("p", b"%PDF-1.7\n")).media_type == "application/pdf"
    assert uploads.paper(picture()).media_type == "image/jpeg"
