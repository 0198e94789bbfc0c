"""Countries that a programme or organisation can name: Europe, its neighbours, and countries people come through.

Codes are ISO 3166-1. A country that is missing here is added here.
"""

from django.utils.translation import gettext_lazy as _

COUNTRIES = {
    "AL": _("Albania"), "DZ": _("Algeria"), "AM": _("Armenia"), "AU": _("Australia"), "AT": _("Austria"),
    "AZ": _("Azerbaijan"), "BE": _("Belgium"), "BA": _("Bosnia and Herzegovina"), "BG": _("Bulgaria"),
    "CA": _("Canada"), "HR": _("Croatia"), "CY": _("Cyprus"), "CZ": _("Czechia"), "DK": _("Denmark"),
    "EG": _("Egypt"), "EE": _("Estonia"), "ET": _("Ethiopia"), "FI": _("Finland"), "FR": _("France"),
    "GE": _("Georgia"), "DE": _("Germany"), "GR": _("Greece"), "HU": _("Hungary"), "IS": _("Iceland"),
    "IR": _("Iran"), "IQ": _("Iraq"), "IE": _("Ireland"), "IT": _("Italy"), "JO": _("Jordan"),
    "XK": _("Kosovo"), "LV": _("Latvia"), "LB": _("Lebanon"), "LY": _("Libya"), "LI": _("Liechtenstein"),
    "LT": _("Lithuania"), "LU": _("Luxembourg"), "MT": _("Malta"), "MD": _("Moldova"), "ME": _("Montenegro"),
    "MA": _("Morocco"), "NL": _("Netherlands"), "NZ": _("New Zealand"), "MK": _("North Macedonia"),
    "NO": _("Norway"), "PK": _("Pakistan"), "PL": _("Poland"), "PT": _("Portugal"), "RO": _("Romania"),
    "RS": _("Serbia"), "SK": _("Slovakia"), "SI": _("Slovenia"), "ES": _("Spain"), "SD": _("Sudan"),
    "SE": _("Sweden"), "CH": _("Switzerland"), "TN": _("Tunisia"), "TR": _("Türkiye"), "UA": _("Ukraine"),
    "GB": _("United Kingdom"), "US": _("United States"),
}  # fmt: skip

#: Where one time zone is as good as sure; elsewhere the coordinator chooses.
TIME_ZONES = {
    "AL": "Europe/Tirane", "AT": "Europe/Vienna", "BE": "Europe/Brussels", "BA": "Europe/Sarajevo",
    "BG": "Europe/Sofia", "HR": "Europe/Zagreb", "CY": "Asia/Nicosia", "CZ": "Europe/Prague",
    "DK": "Europe/Copenhagen", "EE": "Europe/Tallinn", "FI": "Europe/Helsinki", "FR": "Europe/Paris",
    "GE": "Asia/Tbilisi", "DE": "Europe/Berlin", "GR": "Europe/Athens", "HU": "Europe/Budapest",
    "IS": "Atlantic/Reykjavik", "IE": "Europe/Dublin", "IT": "Europe/Rome", "JO": "Asia/Amman",
    "XK": "Europe/Belgrade", "LV": "Europe/Riga", "LB": "Asia/Beirut", "LT": "Europe/Vilnius",
    "LU": "Europe/Luxembourg", "MT": "Europe/Malta", "MD": "Europe/Chisinau", "ME": "Europe/Podgorica",
    "NL": "Europe/Amsterdam", "MK": "Europe/Skopje", "NO": "Europe/Oslo", "PL": "Europe/Warsaw",
    "PT": "Europe/Lisbon", "RO": "Europe/Bucharest", "RS": "Europe/Belgrade", "SK": "Europe/Bratislava",
    "SI": "Europe/Ljubljana", "ES": "Europe/Madrid", "SE": "Europe/Stockholm", "CH": "Europe/Zurich",
    "TR": "Europe/Istanbul", "UA": "Europe/Kyiv", "GB": "Europe/London",
}  # fmt: skip


def choices() -> list[tuple[str, str]]:
    """(code, name), sorted by name in the language of the page."""
    return sorted(COUNTRIES.items(), key=lambda pair: str(pair[1]))


def named(code: str) -> str:
    """The country's name, or its code when we don't know it."""
    return str(COUNTRIES.get(code, code))
