"""What an ending left about one person, to hand out and to erase."""

from alongside.mentorships.models import EndingPlan, FreshYes, Interview, Introduction, Paper

#: Tables of endings that name whose hand it was, as `by`.
OF_ENDINGS = (EndingPlan, Interview, Paper, FreshYes, Introduction)


def endings(person) -> dict:
    """What the person said at the end and later, their papers, their answers and introductions."""
    return {
        "said_at_the_end": [
            {
                "kind": row.kind,
                "at": row.at.isoformat(),
                "answers": row.answers,
                "contact": row.contact,
                "again": row.again,
                "by_person": row.by_person,
            }
            for row in Interview.objects.filter(person=person)
        ],
        "papers": [
            {"at": row.at.isoformat(), "words": row.words, "language": row.language, "signed_by": row.signed_by}
            for row in Paper.objects.filter(person=person)
        ],
        "asked_anew": [
            {"at": row.at.isoformat(), "answer": row.answer, "how": row.how}
            for row in FreshYes.objects.filter(enrolment__person=person)
        ],
        "introductions": [
            {
                "organisation": row.organisation.name,
                "items": row.items,
                "words": row.words,
                "agreed_at": row.agreed_at.isoformat(),
                "how": row.how,
                "withdrawn_at": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
            }
            for row in Introduction.objects.filter(person=person).select_related("organisation")
        ],
    }


def plans(mentorship) -> list[dict]:
    """The last days that were planned."""
    return [{"kind": p.kind, "until": p.until.isoformat(), "at": p.at.isoformat()} for p in mentorship.ending_plans.all()]


def erase_endings(person, mentorships) -> None:
    """Remove what is the person's, and of their pairs every word: it is about both."""
    Interview.objects.filter(mentorship__in=mentorships).update(answers={})
    Paper.objects.filter(mentorship__in=mentorships).update(words="")
    for model in (Interview, Paper, Introduction):
        model.objects.filter(person=person).delete()
    FreshYes.objects.filter(enrolment__person=person).delete()
