"""The mentee's space has few sentences, so that a language can be finished in an evening.

What counts, each entry of the catalogue once: all that a mentee can read (or hear read out) of the software's own words between
signing in and leaving their own pages. Home with its notices and buttons, the places at the thumb, agreement, goals, messages,
"how is it between you", photos, "I can't come", asking for a call, stopping, leaving and taking back, what others learn, what is
kept and who looked, the ending and what comes after it, the card and its PIN; on each of them the labels, choices, mistakes,
answers and refusals.

What does not count:

- The frame around every page, public ones too (quick exit, urgent help, language, sign out, the microphone, the mistakes that every
  form can make): it is translated with the first public page. `manage mentee_sentences` lists it beside the others.
- Signing in, urgent help, the application, and what was translated with it: "My details" (the application's own form, shared with
  mentors, as are the kinds of ways to reach somebody), "Me", the calendar's page and the question before a match.
- What the programme writes: the agreement's pieces, reminders, letters and certificates, the names of its need areas.
- What only others read on shared pages (`FOR_OTHERS`, and branches of a template that a mentee never comes to).
"""

import io

import polib
from django.core.management import call_command

from alongside.site import mentee_words


def test_the_mentees_space_has_at_most_150_sentences():
    own = mentee_words.collect().own()
    by_place: dict[str, list[str]] = {}
    for (singular, _plural, _context), where in own.items():
        by_place.setdefault(where, []).append(singular)
    listed = "\n".join(f"{len(said):>3}  {where}: {' · '.join(said)}" for where, said in sorted(by_place.items()))
    assert len(own) <= mentee_words.MOST, (
        f"{len(own)} sentences; a translator has an evening for {mentee_words.MOST}. Say it in words that are there already: "
        '"Saved.", "Thank you for telling us.", "Nothing is here yet.", "You can change your mind at any time.", '
        '"Only your coordinator gets this. Your mentor does not see it.", a button named like the page it opens; '
        f"refuse with views.drawing.why_not(). Or leave it out. Nothing that protects may go.\n{listed}"
    )


def test_the_count_is_the_same_however_the_pages_are_read():
    first, again = mentee_words.collect(), mentee_words.collect()
    assert list(first.sentences) == list(again.sentences)
    entries = [(singular, context) for singular, _plural, context in first.sentences]
    assert len(entries) == len(set(entries))


def test_what_protects_is_said():
    found = {singular for singular, _plural, _context in mentee_words.collect().own()}
    assert {
        "Only your coordinator gets this. Your mentor does not see it.",
        "Your mentor and your coordinator can read this.",
        "Only these people read this. The coordinators do not.",
        "You do not need to write why.",
        "You can change your mind at any time.",
        "That is all right. It is nobody's fault.",
        "For 24 hours you can take it back.",
        "Until %(day)s either of you may stop. No reason is needed.",
        "May the office know on which days you met your mentor? You decide. If you say no, you keep your mentor.",
        "Something wrong, or should something go? Tell your coordinator. Refusing costs you nothing.",
        "Certificate without the programme's name",
    } <= found


def test_words_within_notices_tables_and_choices_are_found():
    found = {singular for singular, _plural, _context in mentee_words.collect().sentences}
    assert {"It is deleted after 90 days.", "I feel listened to.", "Partly", "Not now, ask me later", "Housing", "What was good?"} <= found


def test_what_a_mentee_reads_is_found_and_what_others_read_is_not():
    found = {singular for singular, _plural, _context in mentee_words.collect().sentences}
    assert {"I can't come", "Choose a PIN", "Leave the programme", "Leave quickly", "Who looked", "to look after you"} <= found
    assert not {"Note a check-in", "Make a card", "Your coordinators", "Whose goal is it?", "Log a meeting"} & found


def test_the_command_prints_a_sheet_for_a_translator():
    out = io.StringIO()
    call_command("mentee_sentences", language="ar", stdout=out)
    sheet = polib.pofile(out.getvalue())
    assert len(sheet) == len(mentee_words.collect().sentences)
    assert [entry.msgid for entry in sheet if not entry.translated()] == []


def test_the_command_says_how_much_is_left():
    out = io.StringIO()
    call_command("mentee_sentences", language="xx", count=True, stdout=out)
    assert "are not translated yet" in out.getvalue()
