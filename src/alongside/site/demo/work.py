"""Which field of work an invented occupation belongs to."""

#: field of work -> pieces of words that name it.
WORDS = {
    "administration": "office clerk secretar account bookkeep municipal administ archiv librar",
    "building": "brick weld carpent electric plumb build paint mason roof",
    "care": "nurs midwi care ",
    "culture": "music design artist photo theat film danc writer journal",
    "education": "teach taught school professor train coach pupil universit",
    "farming": "farm garden bee forest fish",
    "food": "cook baker kitchen hotel restaur waiter chef pastr caf",
    "industry": "factory garment weav tailor machin shift seam production",
    "law": "law judge police fire public service notar",
    "medicine": "doctor pharma dentist vet physio",
    "science": "engineer chem physic biolog scien architect",
    "social-work": "social counsel psycholog youth",
    "software": "software program computer comput phone repair develop",
    "trade": "trader shop sales dealer market merchant",
    "transport": "driver lorry taxi bus tram train pilot ship rail",
}


def field_of(occupation: str) -> str | None:
    """The first field whose words the occupation holds; None for a life that fits none."""
    text = occupation.casefold() + " "
    return next((field for field, words in WORDS.items() if any(w in text for w in words.split())), None)
