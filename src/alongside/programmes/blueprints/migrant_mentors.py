from alongside.programmes.blueprints.base import Blueprint, Rules, volunteers

BLUEPRINT = Blueprint(
    code="migrant-mentors",
    name="Newcomers together",
    summary=(
        "One mentor who once arrived here too, one mentee. Language, letters, customs of the place. "
        "Six months, every week."
    ),
    objective="People who have just arrived find their way in daily life, beside somebody who has walked it before.",
    goals=(
        "Each mentee understands the letters and offices that matter to them.",
        "Each mentee speaks the language of the place with more ease than before.",
        "Each mentee knows places and people to turn to in their own district.",
        "Mentors see what they once learnt the hard way become of use to others.",
    ),
    format="one",
    mentor_means="An adult who came to this country themselves, has settled, and wants to pass on what helped.",
    length_weeks=26,
    meetings_per_month=4,
    meeting_minutes=120,
    needs=("language", "paperwork", "authorities", "life-here", "meeting-people"),
    steps=volunteers(),
    rules=Rules(level="B1", mentee_level="A2", minutes=90),
    training="Six hours before the first meeting: the mentor's role and its limits, listening, where to get help.",
    source="PPHS article, format of Germany; Start with a Friend: six months, two to three hours a week.",
    arabic={
        "name": "القادمون الجدد معًا",
        "summary": "مرشد واحد سبق أن وصل إلى هنا هو نفسه، ومستفيد واحد. اللغة والرسائل وعادات المكان. ستة أشهر، كل أسبوع.",
        "objective": "أن يجد الواصلون حديثًا طريقهم في الحياة اليومية إلى جانب من سلك الطريق قبلهم.",
        "mentor_means": "شخص بالغ جاء إلى هذا البلد بنفسه واستقر فيه ويريد أن ينقل ما ساعده.",
        "goals": [
            "يفهم كل مستفيد الرسائل والدوائر التي تهمّه.",
            "يتحدث كل مستفيد لغة المكان بسهولة أكبر من ذي قبل.",
            "يعرف كل مستفيد أماكن وأشخاصًا يلجأ إليهم في حيّه.",
            "يرى المرشدون أن ما تعلموه بصعوبة صار نافعًا لغيرهم.",
        ],
    },
)
