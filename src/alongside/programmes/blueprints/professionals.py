from alongside.programmes.blueprints.base import Blueprint, Rules, Step

BLUEPRINT = Blueprint(
    code="professionals",
    name="Professional mentors",
    summary=(
        "Mentors by profession: social work, teaching, health, law. They plan with the mentee and know whom to ask. "
        "Six months, twice a month."
    ),
    objective="Newcomers get education, work and company with the help of professionals who work across services.",
    goals=(
        "Each mentee has a plan of their own, looked at again every three months.",
        "Each mentee reaches the services they ask for, without being sent around.",
        "Each mentee gains a skill or takes up training.",
        "What mentors learn about gaps in services reaches those who can close them.",
    ),
    format="one",
    mentor_means="An experienced professional (social work, teaching, health, law, employment), mentoring as part of their work.",
    length_weeks=26,
    meetings_per_month=2,
    meeting_minutes=60,
    aims=("inclusion", "prevention"),
    target_groups=("refugees", "asylum_seekers", "young_people"),
    needs=("language", "job-search", "training", "health", "authorities", "meeting-people"),
    steps=(
        Step("mentor", "interview"),
        Step("mentor", "identity"),
        Step("mentor", "background", 24),
        Step("mentor", "training", 24),
        Step("mentee", "interview"),
    ),
    rules=Rules(level="B1", mentee_level="A1", minutes=60, km=50),
    training="Two days: the scheme and its two aims, ethics and rights, talking about worries, working with other services.",
    source="IN2PREV, professional mentors in host and transit countries; run for six months in seven countries (FUNDEA).",
    is_prevention_funded=True,
    arabic={
        "name": "مرشدون مهنيون",
        "summary": "مرشدون بحكم المهنة: عمل اجتماعي أو تعليم أو صحة أو قانون. يخططون مع المستفيد ويعرفون من يُسأل. ستة أشهر، مرتان في الشهر.",
        "objective": "أن يصل القادمون الجدد إلى التعليم والعمل والرفقة بمساعدة مهنيين يعملون بين مختلف الخدمات.",
        "mentor_means": "شخص مهني ذو خبرة (العمل الاجتماعي أو التعليم أو الصحة أو القانون أو التشغيل)، والإرشاد جزء من عمله.",
        "goals": [
            "لكل مستفيد خطة خاصة به تُراجَع كل ثلاثة أشهر.",
            "يصل كل مستفيد إلى الخدمات التي يطلبها من دون أن يُرسَل من مكان إلى آخر.",
            "يكتسب كل مستفيد مهارة أو يبدأ تدريبًا.",
            "يصل ما يتعلمه المرشدون عن نواقص الخدمات إلى من يستطيع سدّها.",
        ],
    },
)
