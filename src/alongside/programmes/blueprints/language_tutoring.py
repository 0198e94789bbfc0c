from alongside.programmes.blueprints.base import Blueprint, Rules, volunteers

BLUEPRINT = Blueprint(
    code="language-tutoring",
    name="Language at home",
    summary=(
        "One tutor, one learner, an hour or two every week: speaking, reading, the words that are needed this week. "
        "Six months."
    ),
    objective="People who can't easily go to a course learn the language of the place, at their own speed.",
    goals=(
        "Each learner speaks with somebody in the new language every week.",
        "Each learner manages two everyday situations of their own choice.",
        "Each learner reads or writes something that they could not before.",
        "Each learner knows the courses nearby and how to join one.",
    ),
    format="one",
    mentor_means="An adult who speaks the language of the place well and is patient. No teaching certificate is needed.",
    length_weeks=26,
    meetings_per_month=4,
    meeting_minutes=90,
    needs=("language", "homework", "life-here"),
    steps=volunteers(references=1),
    rules=Rules(level="B2", mentee_level="A1", minutes=60, km=15),
    training="Four hours before the first meeting: talking with beginners, material for free, visiting somebody's home.",
    source="PPHS article, format of Australia: one to two hours a week, one to one; length is ours.",
    arabic={
        "name": "اللغة في البيت",
        "summary": "معلّم واحد ومتعلم واحد، ساعة أو ساعتان كل أسبوع: كلام وقراءة والكلمات اللازمة لهذا الأسبوع. ستة أشهر.",
        "objective": "أن يتعلم لغةَ المكان، كلٌّ بسرعته، من يصعب عليه الذهاب إلى دورة.",
        "mentor_means": "شخص بالغ يتقن لغة المكان ويتحلى بالصبر. لا حاجة إلى شهادة تدريس.",
        "goals": [
            "يتحدث كل متعلم مع أحد باللغة الجديدة كل أسبوع.",
            "يتدبر كل متعلم موقفين من الحياة اليومية يختارهما بنفسه.",
            "يقرأ كل متعلم أو يكتب شيئًا لم يكن يستطيعه من قبل.",
            "يعرف كل متعلم الدورات القريبة وكيف يلتحق بها.",
        ],
    },
)
