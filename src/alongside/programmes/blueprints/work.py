from alongside.programmes.blueprints.base import Blueprint, Rules, volunteers

BLUEPRINT = Blueprint(
    code="work",
    name="Into work",
    summary=(
        "A mentor from the mentee's line of work. Certificates, applications, first contacts. "
        "Nine months, five hours a month."
    ),
    objective="People use here what they learnt and did before, in work or study that suits them.",
    goals=(
        "Each mentee has a plan for work or study that they made themselves.",
        "Each mentee knows how their certificates can be recognised, and has begun.",
        "Each mentee has talked with at least three people from their line of work.",
        "Each mentee has a work history and a letter that they stand behind.",
    ),
    format="one",
    mentor_means="An adult who works, or has worked, in the line of work the mentee wants to enter.",
    length_weeks=39,
    meetings_per_month=2,
    meeting_minutes=150,
    needs=("job-search", "applications", "qualifications", "training", "self-employment", "language"),
    steps=volunteers(references=1),
    rules=Rules(level="B1", mentee_level="A2", minutes=60, km=40),
    training="Four hours before the first meeting: the mentor's role, certificates and recognition, fair treatment at work.",
    source="PPHS article, format of the United Kingdom; Time Together: five hours a month, at least two meetings, 6 to 12 months.",
    arabic={
        "name": "إلى العمل",
        "summary": "مرشد من مهنة المستفيد نفسها. الشهادات وطلبات العمل وأولى المعارف. تسعة أشهر، خمس ساعات في الشهر.",
        "objective": "أن يستعمل الناس هنا ما تعلموه وعملوه من قبل، في عمل أو دراسة تناسبهم.",
        "mentor_means": "شخص بالغ يعمل أو عمل في المهنة التي يريد المستفيد دخولها.",
        "goals": [
            "لدى كل مستفيد خطة للعمل أو الدراسة وضعها بنفسه.",
            "يعرف كل مستفيد كيف تُعادَل شهاداته، وقد بدأ بذلك.",
            "تحدث كل مستفيد مع ثلاثة أشخاص على الأقل من مهنته.",
            "لدى كل مستفيد سيرة عمل ورسالة يرضى عنهما.",
        ],
    },
)
