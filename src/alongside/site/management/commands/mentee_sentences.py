"""The mentee's space as one catalogue, so that a translator can finish a language in an evening."""

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

from alongside.foundation import languages
from alongside.site import mentee_words


class Command(BaseCommand):
    help = "Print every sentence of the mentee's pages as a .po file, with what is translated into a language already."

    def add_arguments(self, parser):
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help="a language's code, such as fa or uk")
        parser.add_argument("--count", action="store_true", help="say only how many there are, and how many are left")

    def handle(self, *, language, count=False, **options):
        found = mentee_words.collect()
        known = _known(language)
        sheet = polib.POFile()
        sheet.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": language}
        own = found.own()
        for said, where in [*own.items(), *((s, w) for s, w in found.sentences.items() if s not in own)]:
            singular, plural, context = said
            there = known.get((singular, context))
            entry = polib.POEntry(msgid=singular, msgid_plural=plural, msgctxt=context or None, comment=where)
            if there is not None:
                entry.msgstr, entry.msgstr_plural = there.msgstr, there.msgstr_plural
            sheet.append(entry)
        if not count:
            self.stdout.write(str(sheet))
            return
        left = sum(not entry.translated() for entry in sheet)
        self.stdout.write(
            f"{len(own)} sentences of the mentee's pages (at most {mentee_words.MOST}), and {len(sheet) - len(own)} of the "
            f"frame around every page. In {language}, {left} are not translated yet."
        )


def _known(language: str) -> dict:
    """What our catalogue of that language says: (words, context) -> entry."""
    found = {}
    for path in languages.catalogues():
        if path.parts[-3] == language:
            found |= {(entry.msgid, entry.msgctxt or ""): entry for entry in polib.pofile(str(path)) if entry.translated()}
    return found
