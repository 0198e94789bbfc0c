"""The languages that people speak, by BCP 47 tag, each with its English, its Arabic and its own name.

Longer than any list of interface languages: Tigrinya, Dari or Kurmanji decide whether a pair can talk.
Names follow CLDR where it has them. A tag outside the list is kept and shown as it is.
"""

from django.utils.translation import get_language, gettext_lazy

from alongside.people.directory import fold

#: tag -> (English, Arabic, the language's own name)
LANGUAGES: dict[str, tuple[str, str, str]] = {
    "ar": ("Arabic", "العربية", "العربية"),
    "prs": ("Dari", "الدرية", "دری"),
    "fa": ("Persian (Farsi)", "الفارسية", "فارسی"),
    "ps": ("Pashto", "البشتو", "پښتو"),
    "ti": ("Tigrinya", "التغرينية", "ትግርኛ"),
    "tig": ("Tigre", "التيغرية", "ትግረ"),
    "so": ("Somali", "الصومالية", "Soomaali"),
    "kmr": ("Kurdish (Kurmanji)", "الكردية الكرمانجية", "Kurmancî"),
    "ckb": ("Kurdish (Sorani)", "الكردية السورانية", "کوردیی ناوەندی"),
    "uk": ("Ukrainian", "الأوكرانية", "українська"),
    "ru": ("Russian", "الروسية", "русский"),
    "be": ("Belarusian", "البيلاروسية", "беларуская"),
    "am": ("Amharic", "الأمهرية", "አማርኛ"),
    "om": ("Oromo", "الأورومية", "Oromoo"),
    "tr": ("Turkish", "التركية", "Türkçe"),
    "ur": ("Urdu", "الأردية", "اردو"),
    "bn": ("Bengali", "البنغالية", "বাংলা"),
    "hi": ("Hindi", "الهندية", "हिन्दी"),
    "pa": ("Punjabi", "البنجابية", "ਪੰਜਾਬੀ"),
    "ne": ("Nepali", "النيبالية", "नेपाली"),
    "ta": ("Tamil", "التاميلية", "தமிழ்"),
    "te": ("Telugu", "التيلوغوية", "తెలుగు"),
    "ml": ("Malayalam", "الماليالامية", "മലയാളം"),
    "gu": ("Gujarati", "الغوجاراتية", "ગુજરાતી"),
    "mr": ("Marathi", "الماراثية", "मराठी"),
    "si": ("Sinhala", "السنهالية", "සිංහල"),
    "my": ("Burmese", "البورمية", "မြန်မာ"),
    "rhg": ("Rohingya", "الروهينغية", "Ruáingga"),
    "haz": ("Hazaragi", "الهزارجية", "هزارگی"),
    "bal": ("Balochi", "البلوشية", "بلۏچی"),
    "ug": ("Uyghur", "الأويغورية", "ئۇيغۇرچە"),
    "uz": ("Uzbek", "الأوزبكية", "oʻzbek"),
    "tk": ("Turkmen", "التركمانية", "türkmen"),
    "tg": ("Tajik", "الطاجيكية", "тоҷикӣ"),
    "kk": ("Kazakh", "الكازاخستانية", "қазақ тілі"),
    "ky": ("Kyrgyz", "القيرغيزية", "кыргызча"),
    "az": ("Azerbaijani", "الأذربيجانية", "azərbaycan"),
    "hy": ("Armenian", "الأرمنية", "հայերեն"),
    "ka": ("Georgian", "الجورجية", "ქართული"),
    "ce": ("Chechen", "الشيشانية", "нохчийн"),
    "fr": ("French", "الفرنسية", "français"),
    "en": ("English", "الإنجليزية", "English"),
    "de": ("German", "الألمانية", "Deutsch"),
    "pl": ("Polish", "البولندية", "polski"),
    "pt": ("Portuguese", "البرتغالية", "português"),
    "es": ("Spanish", "الإسبانية", "español"),
    "ca": ("Catalan", "الكتالانية", "català"),
    "eu": ("Basque", "الباسكية", "euskara"),
    "gl": ("Galician", "الجاليكية", "galego"),
    "it": ("Italian", "الإيطالية", "italiano"),
    "nl": ("Dutch", "الهولندية", "Nederlands"),
    "sv": ("Swedish", "السويدية", "svenska"),
    "no": ("Norwegian", "النرويجية", "norsk"),
    "da": ("Danish", "الدانمركية", "dansk"),
    "is": ("Icelandic", "الأيسلندية", "íslenska"),
    "fi": ("Finnish", "الفنلندية", "suomi"),
    "et": ("Estonian", "الإستونية", "eesti"),
    "lv": ("Latvian", "اللاتفية", "latviešu"),
    "lt": ("Lithuanian", "الليتوانية", "lietuvių"),
    "ga": ("Irish", "الأيرلندية", "Gaeilge"),
    "cy": ("Welsh", "الويلزية", "Cymraeg"),
    "mt": ("Maltese", "المالطية", "Malti"),
    "sk": ("Slovak", "السلوفاكية", "slovenčina"),
    "cs": ("Czech", "التشيكية", "čeština"),
    "sl": ("Slovenian", "السلوفانية", "slovenščina"),
    "ro": ("Romanian", "الرومانية", "română"),
    "rom": ("Romani", "الرومنية", "rromani ćhib"),
    "bs": ("Bosnian", "البوسنية", "bosanski"),
    "hr": ("Croatian", "الكرواتية", "hrvatski"),
    "sr": ("Serbian", "الصربية", "српски"),
    "mk": ("Macedonian", "المقدونية", "македонски"),
    "sq": ("Albanian", "الألبانية", "shqip"),
    "hu": ("Hungarian", "الهنغارية", "magyar"),
    "bg": ("Bulgarian", "البلغارية", "български"),
    "el": ("Greek", "اليونانية", "Ελληνικά"),
    "he": ("Hebrew", "العبرية", "עברית"),
    "zh": ("Chinese (Mandarin)", "الصينية", "中文"),
    "yue": ("Cantonese", "الكَنْتُونية", "粵語"),
    "bo": ("Tibetan", "التبتية", "བོད་སྐད་"),
    "ja": ("Japanese", "اليابانية", "日本語"),
    "ko": ("Korean", "الكورية", "한국어"),
    "vi": ("Vietnamese", "الفيتنامية", "Tiếng Việt"),
    "th": ("Thai", "التايلاندية", "ไทย"),
    "km": ("Khmer", "الخميرية", "ខ្មែរ"),
    "id": ("Indonesian", "الإندونيسية", "Indonesia"),
    "ms": ("Malay", "الماليزية", "Melayu"),
    "fil": ("Filipino (Tagalog)", "الفلبينية", "Filipino"),
    "mn": ("Mongolian", "المنغولية", "монгол"),
    "sw": ("Swahili", "السواحلية", "Kiswahili"),
    "rw": ("Kinyarwanda", "الكينيارواندا", "Ikinyarwanda"),
    "rn": ("Kirundi", "الرندي", "Ikirundi"),
    "ln": ("Lingala", "اللينغالا", "lingála"),
    "kg": ("Kikongo", "الكونغو", "Kikongo"),
    "lg": ("Luganda", "الغاندا", "Luganda"),
    "ha": ("Hausa", "الهوسا", "Hausa"),
    "yo": ("Yoruba", "اليوروبا", "Èdè Yorùbá"),
    "ig": ("Igbo", "الإيجبو", "Igbo"),
    "ff": ("Fula", "الفولانية", "Pulaar"),
    "bm": ("Bambara", "البامبارا", "bamanakan"),
    "wo": ("Wolof", "الولوفية", "Wolof"),
    "mnk": ("Mandinka", "الماندينكا", "Mandinka"),
    "snk": ("Soninke", "السوننكية", "Sooninkanxanne"),
    "ak": ("Akan (Twi)", "الأكانية", "Akan"),
    "ee": ("Ewe", "الإيوي", "Eʋegbe"),
    "kri": ("Krio", "الكريو", "Krio"),
    "kea": ("Cape Verdean Creole", "كريولية الرأس الأخضر", "kabuverdianu"),
    "qu": ("Quechua", "الكيتشوا", "Runasimi"),
    "ht": ("Haitian Creole", "الكريولية الهايتية", "kreyòl ayisyen"),
    "ber": ("Berber (Tamazight)", "الأمازيغية", "ⵜⴰⵎⴰⵣⵉⵖⵜ"),
    "sn": ("Shona", "الشونا", "chiShona"),
    "ny": ("Chichewa", "النيانجا", "Chichewa"),
    "mg": ("Malagasy", "الملغاشية", "Malagasy"),
    "af": ("Afrikaans", "الأفريقانية", "Afrikaans"),
    "zu": ("Zulu", "الزولو", "isiZulu"),
    "din": ("Dinka", "الدنكا", "Thuɔŋjäŋ"),
    "nus": ("Nuer", "النوير", "Thok Nath"),
    "syc": ("Syriac", "السريانية", "ܣܘܪܝܝܐ"),
    "aii": ("Neo-Aramaic (Assyrian)", "الآرامية الحديثة", "ܣܘܪܬ"),
    # Its speakers read the word of the page.
    "sgn": ("A sign language", "لغة إشارة", ""),
}


def name_of(tag: str, in_language: str | None = None) -> str:
    """The name of `tag` in English or Arabic, by default in the language of the page. The tag itself if unknown.

    A region or script is passed over: "pt-BR" is "Portuguese".
    """
    known = LANGUAGES.get(tag) or LANGUAGES.get(tag.split("-")[0])
    if known is None:
        return tag
    return known[1] if (in_language or get_language() or "en").startswith("ar") else known[0]


def own_name(tag: str) -> str:
    """What its speakers call it; the English name where we don't know."""
    known = LANGUAGES.get(tag) or LANGUAGES.get(tag.split("-")[0])
    return (known[2] or known[0]) if known else tag


def choices(in_language: str | None = None, *, with_own: bool = False) -> list[tuple[str, str]]:
    """(tag, name) of every language, sorted by name; with its own name behind it if `with_own`."""
    named = [(tag, name_of(tag, in_language)) for tag in LANGUAGES]
    named.sort(key=lambda pair: fold(pair[1]))
    if not with_own:
        return named
    return [(tag, name if own_name(tag) == name else f"{name} – {own_name(tag)}") for tag, name in named]


#: How well somebody speaks, for people who do not know the European levels; from the best on.
HOW_WELL = {
    "native": gettext_lazy("It is my own language"),
    "C2": gettext_lazy("Almost like my own language"),
    "C1": gettext_lazy("Very well"),
    "B2": gettext_lazy("Well"),
    "B1": gettext_lazy("I get by"),
    "A2": gettext_lazy("Everyday sentences"),
    "A1": gettext_lazy("A few words"),
}
