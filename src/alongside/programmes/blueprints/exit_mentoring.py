from alongside.programmes.blueprints.base import Blueprint, Rhythm, Rules, Step

BLUEPRINT = Blueprint(
    code="exit",
    name="A way out",
    summary=(
        "For people who want to leave a group or a way of thinking behind. A steady mentor, chosen with care. "
        "Twelve months or longer, every week."
    ),
    objective="People who want to turn away from violence find somebody reliable beside them while they build another life.",
    goals=(
        "Each mentee has somebody who stays, also when it gets hard.",
        "Each mentee names what they want instead, and takes steps there.",
        "Each mentee has contact with people outside the old surroundings.",
        "Each mentor has somebody to talk to after every difficult meeting.",
    ),
    format="one",
    mentor_means="An experienced mentor with supervision, from a small register of people whose strengths are known.",
    length_weeks=52,
    meetings_per_month=4,
    meeting_minutes=90,
    aims=("prevention",),
    target_groups=("exit", "young_people"),
    needs=("talking", "plans", "meeting-people", "family-contact", "job-search", "training"),
    steps=(
        Step("mentor", "interview"),
        Step("mentor", "identity"),
        Step("mentor", "reference"),
        Step("mentor", "reference2"),
        Step("mentor", "background", 12),
        Step("mentor", "training", 12),
        Step("mentee", "interview"),
    ),
    rhythm=Rhythm(call_hours=24, month_one=4, later=2),
    rules=Rules(level="B2", mentee_level="B1", minutes=60, km=None),
    training="Nine days in three blocks: relation and limits, safety and challenge, families, working under supervision.",
    source="Denmark: mentors and parent coaches shared by municipalities; RVTS Vest: nine days in three blocks; RUSI: keep it small.",
    quiet_days=7,
    answer_days=5,
    is_prevention_funded=True,
    arabic={
        "name": "طريق للخروج",
        "summary": "لمن يريد أن يترك وراءه جماعة أو طريقة تفكير. مرشد ثابت يُختار بعناية. اثنا عشر شهرًا أو أكثر، كل أسبوع.",
        "objective": "أن يجد من يريد الابتعاد عن العنف شخصًا يُعتمد عليه إلى جانبه وهو يبني حياة أخرى.",
        "mentor_means": "مرشد ذو خبرة وتحت إشراف، من سجل صغير لأشخاص تُعرف نقاط قوتهم.",
        "goals": [
            "لكل مستفيد من يبقى معه، حتى حين يصعب الأمر.",
            "يسمّي كل مستفيد ما يريده بدلًا من ذلك ويخطو نحوه.",
            "لكل مستفيد صلة بأناس خارج المحيط القديم.",
            "لكل مرشد من يتحدث إليه بعد كل لقاء صعب.",
        ],
    },
)
