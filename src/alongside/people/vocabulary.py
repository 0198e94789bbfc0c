"""The words in which needs, skills and interests are stated, as shipped. Each organisation adds its own.

A topic is something that people do together, never a diagnosis, a status or an offence.
"""

from django.db import transaction

from alongside.people.models import Term

#: code -> (English, Arabic)
TOPICS: dict[str, tuple[str, str]] = {
    "language": ("Practising the language", "ممارسة اللغة"),
    "paperwork": ("Letters and paperwork", "الرسائل والأوراق الرسمية"),
    "authorities": ("Appointments at offices", "المواعيد في الدوائر الرسمية"),
    "housing": ("Finding a home", "البحث عن سكن"),
    "household": ("Setting up a home", "ترتيب السكن"),
    "job-search": ("Looking for work", "البحث عن عمل"),
    "applications": ("CV and job interviews", "السيرة الذاتية ومقابلات العمل"),
    "qualifications": ("Getting qualifications recognised", "الاعتراف بالشهادات"),
    "self-employment": ("Working for oneself", "العمل الحر"),
    "training": ("Vocational training and studies", "التدريب المهني والدراسة"),
    "school": ("School and children", "المدرسة والأطفال"),
    "homework": ("Help with homework", "المساعدة في الواجبات المدرسية"),
    "health": ("Finding a doctor, making appointments", "إيجاد طبيب وحجز المواعيد"),
    "money": ("Money and bank", "المال والبنك"),
    "debts": ("Bills and debts", "الفواتير والديون"),
    "computer": ("Computer and phone", "الحاسوب والهاتف"),
    "getting-around": ("Getting around", "التنقل في المدينة"),
    "driving": ("Driving licence", "رخصة القيادة"),
    "meeting-people": ("Meeting people", "التعرف على الناس"),
    "daily-structure": ("A structure for the day", "تنظيم اليوم"),
    "family-life": ("Family life", "الحياة العائلية"),
    "family-contact": ("Staying in touch with the family", "البقاء على اتصال مع العائلة"),
    "life-here": ("How things are done here", "كيف تسير الأمور هنا"),
    "release-day": ("The day of release and the first week", "يوم الإفراج والأسبوع الأول"),
    "talking": ("Somebody to talk to", "شخص للحديث معه"),
    "plans": ("Making plans and keeping at them", "وضع الخطط والمتابعة"),
    "sport": ("Doing sport together", "ممارسة الرياضة معًا"),
    "volunteering": ("Volunteering and clubs", "التطوع والنوادي"),
}
INTERESTS: dict[str, tuple[str, str]] = {
    "cooking": ("Cooking", "الطبخ"),
    "football": ("Football", "كرة القدم"),
    "walking": ("Walking", "المشي"),
    "cycling": ("Cycling", "ركوب الدراجة"),
    "swimming": ("Swimming", "السباحة"),
    "fitness": ("Running and fitness", "الجري واللياقة"),
    "music": ("Music", "الموسيقى"),
    "singing": ("Singing and choir", "الغناء"),
    "dance": ("Dancing", "الرقص"),
    "reading": ("Reading", "القراءة"),
    "writing": ("Writing", "الكتابة"),
    "films": ("Films", "الأفلام"),
    "art": ("Painting and drawing", "الرسم"),
    "crafts": ("Sewing and crafts", "الخياطة والأشغال اليدوية"),
    "photography": ("Photography", "التصوير"),
    "gardening": ("Gardening", "البستنة"),
    "animals": ("Animals", "الحيوانات"),
    "chess": ("Chess and board games", "الشطرنج وألعاب الطاولة"),
    "computers": ("Computers and games", "الحواسيب والألعاب"),
    "repairing": ("Repairing and building", "التصليح والبناء"),
    "history": ("History and museums", "التاريخ والمتاحف"),
    "travel": ("Travel", "السفر"),
    "theatre": ("Theatre", "المسرح"),
    "nature": ("Nature", "الطبيعة"),
}
#: Where somebody works or has worked, for a pool of mentors from varied professions.
FIELDS_OF_WORK: dict[str, tuple[str, str]] = {
    "administration": ("Offices and administration", "المكاتب والإدارة"),
    "building": ("Building and crafts", "البناء والحِرَف"),
    "care": ("Care and nursing", "الرعاية والتمريض"),
    "culture": ("Arts and culture", "الفن والثقافة"),
    "education": ("Teaching and education", "التعليم والتربية"),
    "farming": ("Farming and gardening", "الزراعة والبستنة"),
    "food": ("Kitchens and hospitality", "المطاعم والضيافة"),
    "household-care": ("Household and family", "شؤون البيت والأسرة"),
    "industry": ("Industry and production", "الصناعة والإنتاج"),
    "law": ("Law and public service", "القانون والخدمة العامة"),
    "medicine": ("Medicine and pharmacy", "الطب والصيدلة"),
    "science": ("Science and engineering", "العلوم والهندسة"),
    "social-work": ("Social work and counselling", "العمل الاجتماعي والإرشاد"),
    "software": ("Computers and software", "الحاسوب والبرمجيات"),
    "trade": ("Shops and trade", "المتاجر والتجارة"),
    "transport": ("Transport and driving", "النقل والقيادة"),
}
SHIPPED = {Term.Kind.TOPIC: TOPICS, Term.Kind.INTEREST: INTERESTS, Term.Kind.WORK: FIELDS_OF_WORK}


def ensure_vocabulary() -> int:
    """Put the shipped words into the database. Words that are there keep what was made of them. Returns how many came."""
    with transaction.atomic():
        there = set(Term.objects.filter(organisation=None).values_list("kind", "code"))
        missing = [
            Term(kind=kind, code=code, labels={"en": english, "ar": arabic})
            for kind, words in SHIPPED.items()
            for code, (english, arabic) in words.items()
            if (kind.value, code) not in there
        ]
        Term.objects.bulk_create(missing)
    return len(missing)
