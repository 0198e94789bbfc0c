"""The parts: what a page gets when it asks for an icon, a date, a face, a field."""

import datetime

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils.translation import override

from alongside.foundation.templatetags import dates, fields
from alongside.foundation.templatetags.icons import DRAWINGS, TURNS
from alongside.foundation.templatetags.initials import initials


def draw(source: str, **context) -> str:
    return Template("{% load alongside %}" + source).render(Context(context))


class Meeting(forms.Form):
    place = forms.CharField(label="Where", help_text="A public place.", error_messages={"required": "Write where."})
    met = forms.ChoiceField(choices=[("y", "We met"), ("n", "Did not meet")], widget=forms.RadioSelect)
    mail = forms.EmailField(required=False)
    call = forms.BooleanField(label="Please call me", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if self.data.get("call"):
            raise forms.ValidationError("Leave a number.")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("João Ferreira", "JF"),
        ("Олена Коваленко", "ОК"),
        ("ناصر الحسيني", "ن"),
        ("ተስፋይ ሃይለ", "TH"),  # a lone ተ looks like a cross
        ("احمد شاه نوری", "ح"),  # a lone alef looks like a stroke
        ("maria", "M"),
        ("Ana-Maria da Silva Costa", "AC"),
        ("שרה כהן", "ש"),
        ("王 小明", "王"),
        ("", "·"),
        ("123 !", "·"),
    ],
)
def test_initials_fit_the_script(name, letters):
    assert initials(name) == letters


def test_pointing_drawings_turn_and_clocks_do_not():
    assert "turns" in draw('{% icon "arrow-end" %}')
    assert "turns" not in draw('{% icon "clock" %}') and "turns" not in draw('{% icon "check" %}')
    assert set(DRAWINGS) >= TURNS


def test_a_drawing_that_does_not_exist_is_named():
    with pytest.raises(TemplateSyntaxError, match="unicorn"):
        draw('{% icon "unicorn" %}')


def test_a_name_keeps_its_direction_and_cannot_bring_markup():
    assert draw("{% bdi name %}", name="<b>نور</b>") == "<bdi>&lt;b&gt;نور&lt;/b&gt;</bdi>"
    assert draw("{{ name|bdi }}", name="نور") == "<bdi>نور</bdi>"


def test_initials_are_hidden_from_screen_readers():
    assert draw("{% faces a b %}", a="Rui Martins", b="Hamza Idris").count('aria-hidden="true"') == 3


def test_dates_are_written_out(today):
    day = datetime.date(2026, 10, 6)
    at = datetime.datetime(2026, 10, 6, 15, 42, tzinfo=datetime.UTC)
    with override("en"):
        assert dates.when(day) == "Tuesday 6 October"
        assert dates.when(day, "full") == "Tuesday 6 October 2026"
        assert dates.when(datetime.date(2025, 3, 24)) == "Monday 24 March 2025"
        assert dates.when(day, "day") == "6 October"
        assert dates.when(at, "near") == "Today, 17:42"  # Brussels
        assert dates.when(at - datetime.timedelta(days=1), "near") == "Yesterday, 17:42"
        assert dates.when(at - datetime.timedelta(days=3), "near") == "Saturday 3 October"
        assert dates.when(None) == ""
    with override("ar"):
        assert "أكتوبر" in dates.when(day) and "October" not in dates.when(day)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"), (1, "yesterday"), (2, "2 days ago"), (13, "13 days ago"), (14, "2 weeks ago"),
        (90, "in July"), (-1, "tomorrow"), (-5, "in 5 days"), (400, "in September 2025"),
    ],
)  # fmt: skip
def test_distance_is_said_without_false_precision(today, days, words):
    with override("en"):
        assert dates.ago(today - datetime.timedelta(days=days)) == words


def test_a_field_has_label_hint_mistake_and_control_in_this_order():
    html = draw("{% field form.place %}", form=Meeting({}))
    positions = [html.index(text) for text in ("<label", "A public place.", "Write where.", "<input")]
    assert positions == sorted(positions)
    assert 'aria-describedby="id_place_hint id_place_error"' in html
    assert 'aria-invalid="true"' in html and 'dir="auto"' in html


def test_an_address_reads_left_to_right_everywhere():
    assert 'dir="ltr"' in draw("{% field form.mail %}", form=Meeting())


def test_only_what_may_stay_empty_is_marked():
    assert "(optional)" in draw("{% field form.mail %}", form=Meeting())
    assert "(optional)" not in draw("{% field form.place %}", form=Meeting())
    assert "(optional)" not in draw("{% field form.call %}", form=Meeting())


def test_choices_are_a_group_with_a_legend_and_short_ones_are_chips():
    html = draw("{% field form.met %}", form=Meeting({}))
    assert "<legend>" in html and html.count('class="chip"') == 2
    assert "picks" in draw('{% field form.met shape="picks" %}', form=Meeting())


def test_each_mistake_links_to_its_field():
    html = draw("{% mistakes form %}", form=Meeting({"call": "on"}))
    assert 'href="#id_place"' in html and 'href="#id_met_0"' in html and "Leave a number." in html
    assert draw("{% mistakes form %}", form=Meeting()).strip() == ""
    assert len(fields.mistakes(Meeting({}))) == 2


def test_a_sentence_that_stands_in_the_notice_twice_names_its_fields():
    class Months(forms.Form):
        identity = forms.IntegerField(label="Identity", min_value=1, error_messages={"min_value": "Write a number from 1."})
        training = forms.IntegerField(label="Training", min_value=1, error_messages={"min_value": "Write a number from 1."})

    said = [found["text"] for found in fields.mistakes(Months({"identity": "0", "training": "0"}))]
    assert said == ["Identity: Write a number from 1.", "Training: Write a number from 1."]
    assert fields.mistakes(Months({"identity": "0", "training": "3"}))[0]["text"] == "Write a number from 1."


def test_the_whole_form_carries_its_hidden_fields():
    html = draw('{% include "parts/form.html" with form=form button="Keep it" %}', form=Meeting())
    assert 'type="hidden" name="key"' in html and "Keep it" in html and "novalidate" in html


def test_pages_keep_the_rest_of_the_question():
    request = RequestFactory().get("/people/?language=ar&page=2")
    html = draw("{% pager page %}", page=Paginator(range(200), 50).get_page(2), request=request)
    assert "?language=ar&amp;page=1" in html and "?language=ar&amp;page=3" in html and "51 to 100 of 200" in html


def test_steps_say_which_are_done_in_words():
    html = draw("{% steps names 2 %}", names=["File", "Columns", "Result"])
    assert html.count('aria-current="step"') == 1 and "(done)" in html
    assert draw('{% steps "File|Columns|Result" 2 %}') == html
    assert draw('{% steps _("File|Columns|Result") 2 %}') == html


def test_what_somebody_else_wrote_stands_beside_it():
    form = Meeting({})
    form.theirs = {"place": "The library"}
    assert "The library" in draw("{% conflicts form %}", form=form)


@pytest.mark.parametrize("days", [2, 3, 11, 15, 25, -2, -4])
def test_distance_is_counted_as_arabic_counts(today, days):
    with override("ar"):
        words = dates.ago(today - datetime.timedelta(days=days))
    assert words.startswith("قبل" if days > 0 else "بعد")
    assert ("يومين" in words) == (abs(days) == 2)
