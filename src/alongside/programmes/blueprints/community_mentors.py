from alongside.programmes.blueprints.base import Blueprint, Rules, Step

BLUEPRINT = Blueprint(
    code="community-mentors",
    name="Community mentors",
    summary=(
        "Trusted people in a community, trained in two days, supported in a group. "
        "They listen, explain and walk along. Twelve months."
    ),
    objective="Communities carry their own wellbeing, through people they already trust.",
    goals=(
        "Needs, challenges and assets of the community are gathered in workshops and written down.",
        "A first group of community mentors is trained and stays together.",
        "People in the community know a mentor and what one can ask of them.",
        "What works is kept in a manual that others can use.",
    ),
    format="group",
    mentor_means="A person whom their own community trusts, chosen together with it. Cultural knowledge counts as experience.",
    length_weeks=52,
    meetings_per_month=2,
    meeting_minutes=90,
    aims=("inclusion", "prevention"),
    target_groups=("communities", "young_people", "families"),
    needs=("meeting-people", "talking", "family-life", "school", "authorities"),
    steps=(
        Step("mentor", "interview"),
        Step("mentor", "identity"),
        Step("mentor", "reference"),
        Step("mentor", "training", 24),
        Step("mentee", "interview"),
    ),
    rules=Rules(level="B2", mentee_level="B1", minutes=60, km=10),
    training="Two days in a group of about twelve: wellbeing, listening, limits of the role, services nearby, looking after oneself.",
    source="RE-MAP (MIELI, 2023 to 2025): workshops shape model and manual; first training two days, twelve people.",
    is_prevention_funded=True,
    arabic={
        "name": "مرشدون من المجتمع",
        "summary": "أشخاص موثوق بهم في مجتمعهم، يتدربون يومين ويُسندون في مجموعة. يصغون ويشرحون ويرافقون. اثنا عشر شهرًا.",
        "objective": "أن تحمل المجتمعات عافيتها بنفسها، عن طريق أناس تثق بهم أصلًا.",
        "mentor_means": "شخص يثق به مجتمعه ويُختار بالتشاور معه. والمعرفة الثقافية خبرة تُحتسب.",
        "goals": [
            "تُجمع حاجات المجتمع وصعوباته ونقاط قوته في ورشات وتُكتب.",
            "تتدرب مجموعة أولى من المرشدين وتبقى معًا.",
            "يعرف الناس في المجتمع مرشدًا وما يمكن أن يُطلب منه.",
            "يُحفظ ما ينجح في دليل يستطيع غيرهم استعماله.",
        ],
    },
)
