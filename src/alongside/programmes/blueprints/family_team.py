from alongside.programmes.blueprints.base import Blueprint, Rhythm, Rules, volunteers

BLUEPRINT = Blueprint(
    code="family-team",
    name="A team for a family",
    summary=(
        "Four to six volunteers, each with an area: home, health, school, money. "
        "Twelve months, with a family that has just come."
    ),
    objective="A family settles with a group around it, and needs the group a little less each month.",
    goals=(
        "The family has a home it can keep, and knows its rights there.",
        "Children go to school or nursery, and parents know the teachers.",
        "Everybody in the family has a doctor and knows how to reach one.",
        "After a year the family handles letters and money without the team.",
    ),
    format="team",
    mentor_means="A group of four to six adults who share the work: one lead, and one person for each area.",
    length_weeks=52,
    meetings_per_month=4,
    meeting_minutes=120,
    target_groups=("refugees", "families"),
    needs=("housing", "household", "health", "school", "money", "paperwork", "language"),
    steps=volunteers(),
    rhythm=Rhythm(call_hours=48, month_one=4, later=1),
    rules=Rules(level="B1", mentee_level="A1", minutes=60, km=30),
    training="Six hours for the whole team: who does what, deciding with the family and not for it, children, letting go.",
    source="PPHS article, format of Canada; core team with areas for housing, health, education and finance.",
    arabic={
        "name": "فريق لعائلة",
        "summary": "أربعة إلى ستة متطوعين، لكل منهم مجال: السكن والصحة والمدرسة والمال. اثنا عشر شهرًا مع عائلة وصلت للتو.",
        "objective": "أن تستقر العائلة وحولها مجموعة، وتحتاج إلى المجموعة أقل قليلًا كل شهر.",
        "mentor_means": "مجموعة من أربعة إلى ستة بالغين يتقاسمون العمل: شخص يقود، وشخص لكل مجال.",
        "goals": [
            "للعائلة سكن تستطيع البقاء فيه، وتعرف حقوقها فيه.",
            "يذهب الأطفال إلى المدرسة أو الروضة، ويعرف الأهل المعلمين.",
            "لكل فرد في العائلة طبيب ويعرف كيف يصل إليه.",
            "بعد سنة تتدبر العائلة الرسائل والمال من دون الفريق.",
        ],
    },
)
