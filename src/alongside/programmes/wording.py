"""Default wordings that a programme starts with and may rewrite."""

#: How people are told that money meant for prevention pays. A judgement-free sentence each: who, what, who reads it.
PREVENTION_NOTICE = (
    "Part of the money for this programme is meant for prevention. That says nothing about you. "
    "You are not suspected; nobody scores you; this is what we write down and who reads it: "
    "your name and how to reach you, what you want help with, when you met and what you did. "
    "Your mentor and the coordinator read it. The funder sees totals, never names."
)
PREVENTION_NOTICE_ARABIC = (
    "جزء من مال هذا البرنامج مخصص للوقاية. وهذا لا يقول عنك شيئًا. "
    "لا شبهة عليك، ولا أحد يقيّمك بالدرجات، وهذا ما نكتبه ومن يقرؤه: "
    "اسمك وكيف نصل إليك، وما تريد المساعدة فيه، ومتى التقيتما وماذا فعلتما. "
    "يقرؤه مرشدك ومنسّق البرنامج. أما المموّل فيرى مجاميع فقط، ولا يرى أي اسم."
)
