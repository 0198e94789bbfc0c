"""For whom a programme is, by code. Groups are described by what people do or want, never by what they are held to be."""

from django.utils.translation import gettext_lazy as _

TARGET_GROUPS = {
    "refugees": _("Refugees"),
    "asylum_seekers": _("Asylum seekers"),
    "young_people": _("Young people"),
    "families": _("Families"),
    "communities": _("People of one community"),
    "prison": _("People in prison"),
    "probation": _("People on probation or just released"),
    "exit": _("People who want to leave a violent group behind"),
}


def named(codes) -> list[str]:
    """The words for `codes`; an unknown code stands for itself."""
    return [str(TARGET_GROUPS.get(code, code)) for code in codes]
