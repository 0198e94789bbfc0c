from alongside.programmes.blueprints.base import Blueprint, Rules, Step

BLUEPRINT = Blueprint(
    code="joint-activities",
    name="Out and about together",
    summary=(
        "Two people do things together: cook, walk, watch a match. Nobody is the helper. "
        "Six months, every other week."
    ),
    objective="People who live in the same town and would never have met become part of each other's weeks.",
    goals=(
        "Each pair meets at least ten times and chooses together what to do.",
        "Each newcomer gets to know places in town that locals enjoy.",
        "Both practise the language of the place in ordinary talk.",
        "Each of the two gets to know people through the other.",
    ),
    format="one",
    mentor_means="Any adult who lives here, knows the place and has an evening or a weekend now and then.",
    length_weeks=26,
    meetings_per_month=2,
    meeting_minutes=120,
    needs=("meeting-people", "language", "getting-around", "sport", "life-here"),
    steps=(
        Step("mentor", "interview"),
        Step("mentor", "identity"),
        Step("mentor", "reference"),
        Step("mentor", "training", 24),
        Step("mentee", "interview"),
    ),
    rules=Rules(level="A2", mentee_level="A2", minutes=120, km=15),
    training="Two hours before the first meeting: meeting as equals, limits, money and gifts, where to get help.",
    source="PPHS article, format of Sweden; Kompis Sverige: six months of joint activities.",
    arabic={
        "name": "نخرج معًا",
        "summary": "شخصان يفعلان أشياء معًا: طبخ أو مشي أو مشاهدة مباراة. لا أحد منهما هو المساعِد. ستة أشهر، مرة كل أسبوعين.",
        "objective": "أن يصبح أناس من المدينة نفسها، لم يكونوا ليلتقوا، جزءًا من أسابيع بعضهم البعض.",
        "mentor_means": "أي شخص بالغ يعيش هنا ويعرف المكان ولديه مساء أو نهاية أسبوع من حين إلى آخر.",
        "goals": [
            "يلتقي كل ثنائي عشر مرات على الأقل ويختاران معًا ما يفعلانه.",
            "يتعرف كل قادم جديد إلى أماكن في المدينة يحبها أهلها.",
            "يتمرن الاثنان على لغة المكان في أحاديث عادية.",
            "يتعرف كل منهما إلى أناس عن طريق الآخر.",
        ],
    },
)
