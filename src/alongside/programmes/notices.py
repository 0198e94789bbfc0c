"""What people are told before they write to us, in versions. A consent row names the version that was shown.

Changing what a notice says means a new version here; earlier ones stay in the history of this file.
"""

from django.utils.translation import gettext as _

#: The version of the wordings below.
VERSION = "joining-2026-1"


def for_mentee(programme) -> list[str]:
    """Who reads it, how long it is kept, what a no costs. One sentence or two an entry."""
    return [
        _("The coordinator of the programme reads this. Your mentor sees only what you both need for meeting."),
        _("We use it to find a mentor for you. For nothing else."),
        _("If nothing comes of it, we delete it after 12 months. Otherwise 24 months after the end at the latest."),
        _("You can say no, now or later. It costs you nothing. You do not have to say why."),
        _("You can ask what we have written down, have it changed or have it deleted."),
    ]


def for_mentor(programme) -> list[str]:
    return [
        _("The coordinator and whoever interviews mentors read this. A mentee sees only what you both need for meeting."),
        _("We use it to get to know you and to find somebody for you to accompany. For nothing else."),
        _("If nothing comes of it, we delete it after 12 months. Otherwise 24 months after the end at the latest."),
        _("You can say no, now or later, without a reason."),
        _("You can ask what we have written down, have it changed or have it deleted."),
    ]


def for_referral(programme) -> list[str]:
    return [
        _("The coordinator of the programme reads this and gets in touch with the person in the way you name."),
        _("We ask the person again. They can say no, to us or to you, and it costs them nothing."),
        _("You will hear that it was received, that we are in touch, that it has started or that it has not. Nothing else."),
        _("The person can read what you write here, and that it was you."),
        _("If nothing comes of it, we delete it after 12 months."),
    ]


def lines(programme, form: str) -> list[str]:
    """The notice of a public form: "mentor", "mentee" or "refer"."""
    return {"mentor": for_mentor, "mentee": for_mentee, "refer": for_referral}[form](programme)
