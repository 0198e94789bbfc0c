from alongside.programmes.blueprints.base import Blueprint, Rhythm, Rules, Step

BLUEPRINT = Blueprint(
    code="through-the-gate",
    name="Through the gate",
    summary=(
        "Begins in prison, four weeks before release. The mentor is there on the day, then twelve weeks: "
        "daily at first, then as needed."
    ),
    objective="Nobody leaves prison alone, and the first weeks outside lead towards goals the mentee chose.",
    goals=(
        "Each mentee has a plan for the day of release, hour by hour.",
        "Each mentee keeps the appointments of the first week.",
        "Each mentee has a place to sleep and somebody to call.",
        "Each mentee works on goals of their own in the weeks after.",
    ),
    format="one",
    mentor_means="A trained volunteer or community mentor, 25 or older, cleared to visit the prison; paid staff stand behind.",
    length_weeks=16,
    meetings_per_month=8,
    meeting_minutes=90,
    aims=("inclusion", "prevention"),
    target_groups=("prison", "probation"),
    needs=("release-day", "housing", "money", "paperwork", "job-search", "family-contact", "daily-structure"),
    steps=(
        Step("mentor", "interview"),
        Step("mentor", "identity"),
        Step("mentor", "reference"),
        Step("mentor", "reference2"),
        Step("mentor", "background", 12),
        Step("mentor", "clearance", 12),
        Step("mentor", "training", 12),
        Step("mentee", "interview"),
    ),
    rhythm=Rhythm(call_hours=24, month_one=4, later=2),
    rules=Rules(level="B1", mentee_level="A2", minutes=None, km=None),
    training="Three days: prison and release, the day at the gate, limits, talking about stress and loneliness, getting help.",
    source="INTEGRA; Reset (Northern Ireland): four weeks before, whole first day, daily in week 1, to week 12; Primus Motor: 25 or older.",
    quiet_days=7,
    answer_days=5,
    is_prevention_funded=True,
    arabic={
        "name": "عبر البوابة",
        "summary": "تبدأ في السجن قبل الإفراج بأربعة أسابيع. المرشد حاضر في ذلك اليوم، ثم اثنا عشر أسبوعًا: يوميًا في البداية ثم بحسب الحاجة.",
        "objective": "ألّا يخرج أحد من السجن وحيدًا، وأن تقود الأسابيع الأولى خارجه نحو أهداف اختارها المستفيد.",
        "mentor_means": "متطوع مدرَّب أو مرشد من المجتمع، عمره 25 سنة أو أكثر، ومصرَّح له بزيارة السجن؛ ويسانده موظفون.",
        "goals": [
            "لكل مستفيد خطة ليوم الإفراج، ساعة بساعة.",
            "يحضر كل مستفيد مواعيد الأسبوع الأول.",
            "لكل مستفيد مكان ينام فيه وشخص يتصل به.",
            "يعمل كل مستفيد على أهدافه هو في الأسابيع التالية.",
        ],
    },
)
