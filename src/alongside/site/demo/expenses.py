"""What Samira and other mentors in Porto laid out: some wait, one came back with a question, most are approved for a grant."""

from io import BytesIO

from PIL import Image, ImageDraw

from alongside.mentorships.models import Expense, ExpenseStep, Interpreter, Receipt, Session
from alongside.site.demo.world import World

#: (days ago, cents, what for, line, step, sentence). The first ones are Samira's with Nour.
LAID_OUT = (
    (3, 640, "travel", "Tram to the library and back, for two", "asked", ""),
    (11, 1250, "tickets", "The museum on Sunday", "back", "Is this one ticket or two?"),
    (25, 380, "food", "Coffee", "approved", ""),
    (47, 900, "travel", "", "approved", ""),
)
OTHERS = ((6, 1520, "travel", "asked"), (40, 2400, "other", "approved"), (52, 760, "food", "approved"), (38, 4500, "other", "refused"))


def lay_out(world: World) -> None:
    nour = world.mentorships["nour"]
    programme, ines = nour.programme, world.staff["ines"]
    grants = list(programme.grant_tags.order_by("name").values_list("name", flat=True)) or [""]
    others = programme.mentorships.exclude(pk=nour.pk).exclude(statuses__status="ended").order_by("begun_at")[: len(OTHERS)]
    told = [(nour, *one) for one in LAID_OUT]
    told += [(pair, ago, cents, kind, "", step, "Not from this grant.") for pair, (ago, cents, kind, step) in zip(others, OTHERS, strict=False)]
    paper = _paper()
    for number, (pair, ago, cents, what_for, line, step, words) in enumerate(told):
        mentor = next(m.person for m in pair.members.select_related("person") if m.is_mentor and m.until is None)
        made = Expense.objects.create(
            id=world.id(), programme=programme, mentorship=pair, person=mentor, day=world.day(ago + 1), cents=cents, currency="EUR",
            what_for=what_for, line=line, made_at=world.at(ago, 19, 0),
        )  # fmt: skip
        ExpenseStep.objects.create(expense=made, step="asked", at=made.made_at, by=world.accounts.get("samira"))
        if step != "asked":
            ExpenseStep.objects.create(
                expense=made, step=step, at=world.at(ago - 1, 10, 0), by=ines, words="" if step == "approved" else words,
                grant=grants[number % len(grants)] if step == "approved" else "",
            )  # fmt: skip
        if number < 4:
            Receipt.objects.create(id=world.id(), expense=made, content=paper, media_type="image/jpeg", size=len(paper), made_at=made.made_at)
    _interpreters(world, programme, grants[0])


def _interpreters(world: World, programme, grant: str) -> None:
    """For the next meeting of two whose own language it is: one is confirmed, one still only asked for."""
    coming = Session.objects.filter(mentorship__programme=programme, outcome="", starts_at__gt=world.now).order_by("starts_at", "pk")
    states = (("asked", "ti", "Agência Babel, +351 900 000 077", None), ("confirmed", "ps", "Agência Babel, +351 900 000 077", 4500))
    for state, language, whom, cents in states:
        own = {"mentorship__members__role": "mentee", "mentorship__members__person__languages__tag": language}
        meeting = coming.filter(**own).first()
        if meeting is None:
            continue
        Interpreter.objects.create(
            id=world.id(), session=meeting, language=language, state=state, whom=whom, cents=cents, currency="EUR" if cents else "",
            grant=grant if cents else "", at=world.at(2, 11, 0), by=world.staff["ines"],
        )  # fmt: skip


def _paper() -> bytes:
    """A drawn receipt of nobody's shop."""
    picture = Image.new("RGB", (480, 640), "#f4f1ea")
    draw = ImageDraw.Draw(picture)
    for row, words in enumerate(("Recibo", "", "1  ..........", "2  ..........", "", "Total  ......", "", "Obrigado")):
        draw.text((60, 60 + row * 60), words, fill="#333333", font_size=32)
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
