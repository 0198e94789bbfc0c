"""The words that an agreement begins with, in English and in Arabic. A programme may rewrite them and add languages.

Plain and short, and honest about what can't stay between two people: whoever signs must not be surprised later.
"""

#: The pieces of an agreement, in order. Each has a title and a text.
PIECES = ("aims", "rhythm", "place", "contact", "trust", "limits", "costs", "missed", "help", "ending")
#: Short words with which a pair's own choices are told.
CHOICES = (
    "weekly", "fortnightly", "monthly", "open", "minutes", "until",
    "phone", "whatsapp", "signal", "in_app", "email", "coordinator",
    "paid", "own", "free", "trial",
)  # fmt: skip
#: Choices whose words must hold a place for a number or a day.
HOLDS = {"minutes": "{n}", "until": "{day}", "trial": "{day}"}
#: Every column of one language's words.
KEYS = ("name", *(f"{piece}_{part}" for piece in PIECES for part in ("title", "text")), *(f"say_{c}" for c in CHOICES))
#: Languages written from right to left, for papers.
RIGHT_TO_LEFT = frozenset("ar fa prs ps ur ckb ug he syc aii haz bal sd dv".split())

ENGLISH = {
    "name": "Our agreement",
    "aims_title": "What it is for",
    "aims_text": "We meet as equals. The mentor listens, shows the way around and does things together with the mentee. "
    "The mentee decides what to work on. Nobody has to tell what they do not want to tell.",
    "rhythm_title": "How often and how long",
    "rhythm_text": "Before we part we plan the next meeting. If something comes between, we tell each other as early as we can.",
    "place_title": "Where we meet",
    "place_text": "We meet in public places, by phone or by video. At somebody's home only if both want it and the coordinator knows.",
    "contact_title": "How we reach each other",
    "contact_text": "We use the way below and give it to nobody else. We write no private things in messages, because others may see a phone. "
    "An answer may take two days.",
    "trust_title": "What stays between us",
    "trust_text": "What we tell each other stays between us. The mentor writes down when we met and one line about what we did. "
    "The coordinators read it, and the mentee may read it too. We give it to no office, no prison, no police and no funder by ourselves.",
    "limits_title": "What cannot stay between us",
    "limits_text": "If somebody's life is in danger, or a child is being hurt, the mentor tells the coordinator. "
    "If it is possible, we speak with you first. A court can order us to hand over what is written down or to say what we heard. "
    "A mentor has no right to keep silent as a lawyer or a doctor has. If you need somebody who has, ask us: we help you find one.",
    "costs_title": "What it costs",
    "costs_text": "The mentoring costs nothing. We lend each other no money and give no large presents.",
    "missed_title": "If a meeting is missed",
    "missed_text": "Nothing happens. We look for another day. We tell nobody outside about it, unless the mentee has said yes to that.",
    "help_title": "If something is wrong",
    "help_text": "Each of us can ask the coordinator for a call at any time, without a reason. The other one is not told. "
    "It is all right to ask for another mentor.",
    "ending_title": "How it ends",
    "ending_text": "Each of us may stop at any time. That is nobody's fault and has no bad consequences. If we can, we say goodbye. "
    "Afterwards we stay in touch only if both want to.",
    "say_weekly": "every week",
    "say_fortnightly": "every two weeks",
    "say_monthly": "once a month",
    "say_open": "as we agree each time",
    "say_minutes": "about {n} minutes each time",
    "say_until": "until {day}",
    "say_phone": "Our way: phone calls and text messages.",
    "say_whatsapp": "Our way: WhatsApp.",
    "say_signal": "Our way: Signal.",
    "say_in_app": "Our way: messages in this app. Nobody needs to give a number.",
    "say_email": "Our way: e-mail.",
    "say_coordinator": "Our way: through the coordinator.",
    "say_paid": "The programme pays for travel and tickets.",
    "say_own": "Each of us pays for themselves.",
    "say_free": "We do things that cost nothing.",
    "say_trial": "Until {day} we try it out. Until then each of us may stop, and nobody asks why.",
}
ARABIC = {
    "name": "اتفاقنا",
    "aims_title": "الهدف من اللقاءات",
    "aims_text": "نلتقي على قدم المساواة. دور المرشد هو الاستماع والتعريف بالمكان والعمل معًا. "
    "واختيار ما نعمل عليه يعود للشخص المُرافَق. لا أحد ملزم بأن يحكي ما لا يريد.",
    "rhythm_title": "كم مرة وكم من الوقت",
    "rhythm_text": "قبل أن نفترق نحدد موعد اللقاء القادم. وإذا طرأ شيء نخبر بعضنا في أقرب وقت ممكن.",
    "place_title": "أين نلتقي",
    "place_text": "نلتقي في أماكن عامة، أو بالهاتف، أو بالفيديو. ولا نلتقي في بيت أحدنا إلا إذا أراد الاثنان ذلك وكان التنسيق على علم.",
    "contact_title": "كيف نتواصل",
    "contact_text": "نستخدم الطريقة المكتوبة أدناه ولا نعطيها لأحد آخر. لا نكتب أمورًا خاصة في الرسائل، فقد يرى الهاتف آخرون. "
    "قد يتأخر الرد يومين.",
    "trust_title": "ما يبقى بيننا",
    "trust_text": "ما نحكيه يبقى بيننا. يسجَّل موعد كل لقاء مع سطر واحد عمّا فعلناه، ويكتبه المرشد. "
    "يقرأ ذلك فريق التنسيق، ويمكن للشخص المُرافَق أن يقرأه أيضًا. ولا نعطيه من تلقاء أنفسنا لأي دائرة أو سجن أو شرطة أو جهة ممولة.",
    "limits_title": "ما لا يمكن أن يبقى بيننا",
    "limits_text": "إذا كانت حياة إنسان في خطر، أو كان طفل يتعرض للأذى، يخبر المرشد فريق التنسيق. "
    "وإن أمكن، نتكلم معك أولًا. ويمكن لمحكمة أن تأمرنا بتسليم ما هو مكتوب أو بقول ما سمعناه. "
    "ليس للمرشد حق في كتمان السر كما للمحامي أو الطبيب. إذا احتجت إلى شخص له هذا الحق فاسألنا، ونحن نساعد في إيجاده.",
    "costs_title": "التكاليف",
    "costs_text": "المرافقة مجانية. لا يقرض أحدنا الآخر مالًا، ولا نتبادل هدايا كبيرة.",
    "missed_title": "إذا فات لقاء",
    "missed_text": "لا يحدث شيء. نبحث عن يوم آخر. ولا نخبر بذلك أحدًا في الخارج، إلا إذا وافق الشخص المُرافَق.",
    "help_title": "إذا لم يكن شيء على ما يرام",
    "help_text": "يمكن لكل منا أن يطلب اتصالًا من فريق التنسيق في أي وقت ومن دون سبب. ولا يُخبَر الآخر بذلك. "
    "ومن حقك أن تطلب مرشدًا آخر.",
    "ending_title": "كيف تنتهي المرافقة",
    "ending_text": "يمكن لكل منا أن يتوقف في أي وقت. ليس هذا ذنب أحد، ولا تترتب عليه عواقب سيئة. وإن أمكن، نودّع بعضنا. "
    "وبعد ذلك نبقى على تواصل فقط إذا أراد الاثنان.",
    "say_weekly": "كل أسبوع",
    "say_fortnightly": "كل أسبوعين",
    "say_monthly": "مرة في الشهر",
    "say_open": "كما نتفق كل مرة",
    "say_minutes": "نحو {n} دقيقة في كل مرة",
    "say_until": "حتى {day}",
    "say_phone": "طريقتنا: المكالمات والرسائل القصيرة.",
    "say_whatsapp": "طريقتنا: واتساب.",
    "say_signal": "طريقتنا: سيغنال.",
    "say_in_app": "طريقتنا: الرسائل داخل هذا التطبيق. لا يحتاج أحد إلى إعطاء رقمه.",
    "say_email": "طريقتنا: البريد الإلكتروني.",
    "say_coordinator": "طريقتنا: عن طريق التنسيق.",
    "say_paid": "يدفع البرنامج تكاليف الطريق والتذاكر.",
    "say_own": "يدفع كل منا عن نفسه.",
    "say_free": "نفعل أشياء لا تكلف شيئًا.",
    "say_trial": "حتى {day} فترة تجربة. حتى ذلك اليوم يمكن لكل منا أن يتوقف، ولا يسأل أحد عن السبب.",
}
#: language -> words, from which a programme's first text is made.
OURS = {"en": ENGLISH, "ar": ARABIC}
