"""Lines that people wrote after a meeting or a call, in their own languages. All invented."""

#: What mentors wrote after a meeting, by the language they wrote in.
NOTES = {
    "pt": (
        "Fizemos sopa e lemos a carta da escola.",
        "Fomos ao centro de saúde marcar consulta. Correu bem.",
        "Caminhámos até à Foz. Falámos só português durante uma hora.",
        "Preparámos o currículo. Falta a fotografia.",
        "Hoje choveu, ficámos no café e treinámos números.",
        "Vimos juntos o horário dos autocarros.",
        "Visitámos a biblioteca e fizemos o cartão.",
        "Um dia cansado. Conversámos pouco, mas soube bem estar.",
        "Treinámos a entrevista. Muito melhor do que na semana passada.",
    ),
    "pl": (
        "Rozmawialiśmy o pierwszym dniu na zewnątrz.",
        "Byliśmy w urzędzie. Wniosek złożony.",
        "Herbata, szachy i lista spraw na tydzień.",
        "Obejrzeliśmy dwa pokoje do wynajęcia.",
        "Zrobiliśmy budżet na miesiąc. Wyszło sto złotych na plusie.",
        "Krótko, ale dobrze.",
        "Pierwszy raz sam zadzwonił w sprawie pracy.",
        "Pomogłem napisać list do córki.",
    ),
    "fi": (
        "Kävimme kirjastossa ja lainasimme selkokirjan.",
        "Harjoittelimme puhelua Kelaan.",
        "Kävelimme järven ympäri. Puhuttiin säästä ja ruoasta.",
        "Teimme työhakemuksen loppuun.",
        "Kahvit ja korvapuustit. Paljon naurua.",
        "Luimme koulun viestit yhdessä.",
        "Tutustuttiin bussilinjoihin.",
    ),
    "en": (
        "Talked about the week and wrote down three words to learn.",
        "Walked by the river. We made a plan for the course.",
        "Went to the bank together. She asked all the questions herself.",
        "We cooked. I learnt more than I taught.",
        "Short meeting, both tired. Next time in the park.",
        "Practised the interview twice.",
    ),
    "ar": (
        "شربنا القهوة وتدربنا على حجز موعد بالهاتف.",
        "قرأنا رسالة المدرسة معًا وفهمناها.",
        "مشينا إلى السوق وتعلمنا أسماء الخضار.",
    ),
    "uk": ("Разом написали листа до школи.", "Гуляли й говорили про роботу.", "Вчили слова для співбесіди."),
    "so": ("Waxaan tagnay suuqa oo aan luqadda ku tababarannay.", "Waxaan wada hadalnay shaqada."),
    "prs": ("نامهٔ مکتب را با هم خواندیم.", "در پارک قدم زدیم و گپ زدیم."),
    "kmr": ("Me bi hev re nan çêkir û axivîn.",),
}
#: Why a meeting fell through, when somebody wrote it down.
MISSED = ("", "", "The bus did not come.", "A child was ill.", "Forgot the change of clocks.", "An appointment at the office came between.")
CHECK_INS = (
    "Both sound content. Nothing to do.",
    "They have found their rhythm, Tuesdays after work.",
    "Wants to work on job applications next.",
    "Asked about travel costs. Sent the form.",
    "A little quiet this month because of exams.",
    "Happy. They are planning a day at the sea.",
    "Would like to meet outside more often.",
    "",
)
#: Meeting places, in the language of the place.
PLACES = {
    "porto": ("Café do Mercado", "Biblioteca municipal", "Parque da cidade, junto ao lago", "Cozinha comunitária", "Lado a Lado, sala 2"),
    "krakow": ("Fundacja Most, mały pokój", "Herbaciarnia przy dworcu", "Biblioteka", "Planty, przy altanie"),
    "tampere": ("Hervannan asukastupa", "Pääkirjasto", "Kahvila kosken rannalla", "Ompeluhuone", "Järvipolku, laiturilta"),
}
INSIDE = "Zakład Karny Podlesie, sala widzeń"
PAUSES = ("Visiting family until the end of the month.", "Night shifts for some weeks.")
ENDINGS = {
    "completed": "A last walk together. They will stay in touch on their own.",
    "goals": "Found work in the own profession, earlier than anybody hoped.",
    "moved": "Moved to another town for work. Said goodbye at the station.",
    "no_time": "The mentor's shifts changed and left no evening.",
    "no_contact": "No answer to three messages and a letter.",
    "not_a_fit": "Polite, but they did not find to each other. Nobody's fault.",
    "transferred": "Now in another town. Told the colleagues there, with agreement.",
}
#: What a screener noted, by kind of step.
EVIDENCE = {
    "interview": ("Talked for an hour at the office.", "Video call, forty minutes.", "Talked over tea; a colleague sat in."),
    "reference": ("Phoned the referee, twenty minutes.", "Letter read and kept in the locked drawer."),
    "reference2": ("Phoned the second referee.", "Letter read."),
    "identity": ("Document seen, no copy made.",),
    "background": ("Extract seen, no copy made.",),
    "clearance": ("Confirmed by the prison by letter.",),
    "training": ("Came to both days.", "One day in the room, one evening online."),
    "eligibility": ("Confirmed by the partner. No document kept.",),
    "other": ("Seen.",),
}
