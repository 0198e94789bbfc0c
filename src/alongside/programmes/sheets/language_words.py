"""What languages are called in eleven languages and by their own speakers, and how well somebody speaks them.

Tags are BCP 47; levels CEFR (Council of Europe, 2001) or "native". Dari (prs) and Farsi (fa) are kept apart, and
so are Kurmanji (kmr) and Sorani (ckb): a mentor of the one may not understand a mentee of the other.
"""

from .folding import fold, folded_words

# English, German, Polish, Portuguese, Spanish, Finnish, Slovak, Romanian, Ukrainian, Arabic, French, endonym, short.
_NAMES = {
    "ar": "arabic arabisch arabski árabe arabia arabčina arabsky arabă arab арабська العربية عربي عربية arabe عربى arab. arabic-msa",
    "prs": "dari darí dariksi darijčina дарі دری الدرية درية dari-persian",
    "fa": "farsi persian persisch perski persa persia perzština perzsky persană перська فارسی الفارسية فارسية persan parsi фарсі fársi",
    "ps": "pashto pashtu paschtu paschto paszto pastó pastún pashtun paštu paštčina пушту پښتو البشتو بشتو pachto pachtou pastu",
    "ti": "tigrinya tigrinja tigrigna tigriña tigrínia tigriniani tigriňa тигринья ትግርኛ التغرينية تيغرينيا تغرينية tigrigna",
    "so": "somali somalisch somalijski somalí somalia somálčina somálsky somaleză сомалійська soomaali af-soomaali الصومالية صومالي somalien",
    "kmr": "kurmanji kurmandschi kurmancî kurmancki kurmandżi kurmanyi kurmandží курманджі الكرمانجية كرمانجي kurmandji kurmanci",
    "ckb": "sorani soranî soraní сорані السورانية سوراني soranisch",
    "uk": "ukrainian ukrainisch ukraiński ucraniano ukraina ukrajinčina ukrajinsky ucraineană українська الأوكرانية اوكراني ukrainien ukr ukr.",
    "ru": "russian russisch rosyjski russo ruso venäjä ruština rusky rusă російська русский русский-язык الروسية روسي russe rus.",
    "am": "amharic amharisch amharski amárico amárico amhara amharčina amharică амхарська አማርኛ الأمهرية امهري amharique",
    "om": "oromo oromiffa oromisch afaan-oromo оромо الأورومو oromoo",
    "tr": "turkish türkisch turecki turco turkki turečtina turecky turcă турецька türkçe التركية تركي turc",
    "az": "azerbaijani azeri aserbaidschanisch azerski азербайджанська azərbaycanca azéri azerí",
    "ur": "urdu úrdú urdština урду اردو الأردية ourdou",
    "pa": "punjabi panjabi pandschabi pendżabski punyabí панджабі ਪੰਜਾਬੀ البنجابية pendjabi",
    "bn": "bengali bangla bengalisch bengalski bengalí бенгальська বাংলা البنغالية",
    "hi": "hindi hindština гінді हिन्दी الهندية",
    "ta": "tamil tamilisch tamilski тамільська தமிழ் التاميلية tamoul",
    "ne": "nepali nepalesisch nepalski непальська नेपाली النيبالية népalais nepalí",
    "fr": "french französisch francuski francês francés ranska francúzština francúzsky franceză французька الفرنسية فرنسي français franz. frz. fr.",
    "en": "english englisch angielski inglês inglés englanti angličtina anglicky engleză англійська الإنجليزية انجليزي إنكليزي انكليزي anglais engl. eng. eng",
    "pl": "polish polnisch polski polaco puola poľština poľsky poloneză польська البولندية بولندي polonais pol.",
    "pt": "portuguese portugiesisch portugalski português portugués portugali portugalčina portugalsky portugheză португальська البرتغالية برتغالي portugais port.",
    "es": "spanish spanisch hiszpański espanhol español castellano espanja španielčina španielsky spaniolă іспанська الإسبانية اسباني espagnol span.",
    "sk": "slovak slowakisch słowacki eslovaco slovakki slovenčina slovensky slovacă словацька السلوفاكية slovaque",
    "cs": "czech tschechisch czeski checo tsekki čeština česky cehă чеська التشيكية tchèque tcheco",
    "ro": "romanian rumänisch rumuński romeno rumano romania rumunčina rumunsky română румунська الرومانية روماني roumain moldovan moldauisch",
    "hu": "hungarian ungarisch węgierski húngaro unkari maďarčina maďarsky maghiară угорська magyar المجرية hongrois",
    "bs": "bosnian bosnisch bośniacki bósnio bosnio bosnia bosniačtina bosniacă боснійська bosanski البوسنية bosniaque",
    "hr": "croatian kroatisch chorwacki croata kroatia chorvátčina croată хорватська hrvatski الكرواتية croate",
    "sr": "serbian serbisch serbski sérvio serbio serbia srbčina sârbă сербська srpski српски الصربية serbe",
    "sq": "albanian albanisch albański albanês albanés albania albánčina albaneză албанська shqip الألبانية albanais",
    "mk": "macedonian mazedonisch macedoński macedónio macedonio makedonia македонська македонски macédonien",
    "bg": "bulgarian bulgarisch bułgarski búlgaro bulgaria bulharčina bulgară болгарська български البلغارية bulgare",
    "el": "greek griechisch grecki grego griego kreikka gréčtina greacă грецька ελληνικά اليونانية grec",
    "it": "italian italienisch włoski italiano italia taliančina taliansky italiană італійська الإيطالية ايطالي italien ital.",
    "de": "german deutsch niemiecki alemão alemán saksa nemčina nemecky germană німецька الألمانية ألماني allemand dt. deu.",
    "nl": "dutch niederländisch holländisch niderlandzki holandés holandês neerlandés hollanti holandčina olandeză нідерландська nederlands الهولندية néerlandais",
    "sv": "swedish schwedisch szwedzki sueco ruotsi švédčina suedeză шведська svenska السويدية suédois",
    "fi": "finnish finnisch fiński finlandês finés finlandés suomi fínčina finlandeză фінська الفنلندية finnois suomen-kieli",
    "da": "danish dänisch duński dinamarquês danés tanska dánčina daneză данська dansk الدنماركية danois",
    "nb": "norwegian norwegisch norweski norueguês noruego norja nórčina norvegiană норвезька norsk النرويجية norvégien bokmål",
    "et": "estonian estnisch estoński estónio estonio viro estónčina estonă естонська eesti estonien",
    "lt": "lithuanian litauisch litewski lituano liettua litovčina lituaniană литовська lietuvių lituanien",
    "lv": "latvian lettisch łotewski letão letón latvia lotyština letonă латвійська latviešu letton",
    "be": "belarusian belarussisch weissrussisch białoruski bielorrusso bielorruso bieloruština білоруська беларуская biélorusse",
    "ka": "georgian georgisch gruziński georgiano gruzínčina georgiană грузинська ქართული الجورجية géorgien",
    "hy": "armenian armenisch ormiański arménio armenio arménčina armeană вірменська հայերեն الأرمنية arménien",
    "cmn": "mandarin mandarín mandarim mandaryński мандаринська 普通话 الماندرين",
    "yue": "cantonese kantonesisch cantonés cantonês kantoński кантонська 粵語 广东话 cantonais",
    "vi": "vietnamese vietnamesisch wietnamski vietnamita vietnam vietnamčina vietnameză вʼєтнамська tiếng-việt الفيتنامية vietnamien",
    "th": "thai thailändisch tajski tailandés тайська ไทย التايلاندية thaï",
    "tl": "tagalog filipino tagalo тагальська",
    "my": "burmese birmanisch birmański birmano бірманська မြန်မာ birman",
    "id": "indonesian indonesisch indonezyjski indonesio індонезійська bahasa-indonesia indonésien",
    "ja": "japanese japanisch japoński japonés japonês japani японська 日本語 اليابانية japonais",
    "ko": "korean koreanisch koreański coreano korea корейська 한국어 الكورية coréen",
    "sw": "swahili suaheli kiswahili suahili suajili svahilčina суахілі السواحيلية",
    "ln": "lingala лінгала lingála",
    "rw": "kinyarwanda ruandisch руанда",
    "rn": "kirundi rundi кірунді",
    "wo": "wolof wólof волоф",
    "ff": "fula fulani fulah pulaar peul фула",
    "ha": "hausa haussa хауса",
    "yo": "yoruba joruba йоруба",
    "ig": "igbo ігбо",
    "bm": "bambara bamanankan",
    "mnk": "mandinka mandingo malinké",
    "sn": "shona", "zu": "zulu", "xh": "xhosa", "af": "afrikaans", "mg": "malagasy malgache",
    "uz": "uzbek usbekisch uzbecki uzbeko узбецька oʻzbek الأوزبكية ouzbek",
    "tk": "turkmen turkmenisch turkmeński туркменська",
    "kk": "kazakh kasachisch kazachski казахська қазақша",
    "ky": "kyrgyz kirgisisch киргизька кыргызча",
    "tg": "tajik tadschikisch tadżycki таджицька тоҷикӣ الطاجيكية tadjik",
    "ug": "uyghur uigurisch ujgurski уйгурська ئۇيغۇرچە الأويغورية ouïghour",
    "mn": "mongolian mongolisch mongolski монгольська монгол",
    "ce": "chechen tschetschenisch czeczeński чеченська нохчийн checheno tchétchène",
    "he": "hebrew hebräisch hebrajski hebreo hebraico іврит עברית العبرية hébreu",
    "rom": "romani romanes romaní romski ромська rromani",
    "haz": "hazaragi", "syr": "syriac aramaic aramäisch suryoyo assyrian السريانية araméen",
    "kab": "kabyle kabylisch taqbaylit القبائلية", "rif": "tarifit rifian", "zgh": "tamazight tachelhit الأمازيغية",
    "ml": "malayalam", "te": "telugu", "gu": "gujarati", "mr": "marathi", "si": "sinhala singhalesisch", "km": "khmer",
    "ca": "catalan katalanisch catalán catalão català", "eu": "basque baskisch euskera euskara", "gl": "galician gallego galego",
    "ga": "irish irisch gaeilge", "cy": "welsh walisisch cymraeg", "mt": "maltese maltesisch", "sl": "slovenian slowenisch słoweński slovenski словенська",
    "is": "icelandic isländisch íslenska", "lb": "luxembourgish luxemburgisch", "kri": "krio", "pcm": "pidgin",
    "sgn": "sign-language gebärdensprache język-migowy língua-gestual lengua-de-signos viittomakieli لغة-الإشارة langue-des-signes",
}  # fmt: skip

NAMES = {fold(word.replace("-", " ")): tag for tag, words in _NAMES.items() for word in words.split()}
# Adverbs and adjectives end otherwise: “arabsky”, “po polsku”, “арабською”, “arabiaa”.
_PREFIXES = ("po ", "w ", "v ", "lingua ", "lengua ", "langue ", "limba ", "jezyk ", "idioma ", "اللغة ", "لغة ", "мова ",
             "język ", "language ", "sprache ")
_SUFFIXES = (" language", " sprache", " jezyk", " мова", " kieli", " język", " jazyk")

# Tags that may stand alone in a cell. “is”, “so”, “am” are words of English too, yet a language cell means the tag.
TAGS = frozenset(_NAMES) | {"zh", "ku"}

# One word, several languages: a person says which. Options in the order in which they are offered.
AMBIGUOUS = {
    word: options
    for words, options in (
        ("kurdish kurdisch kurd. kurd kurdî kurdi kurdski kurdyjski curdo kurdo kurdi kurdčina kurdsky kurdă курдська kurde kurmanji/sorani "
         "الكردية كردي كوردی ku", ("kmr", "ckb")),
        ("chinese chinesisch chiński chinês chino kiina čínština čínsky chineză китайська 中文 الصينية صيني chinois zh", ("cmn", "yue")),
        ("serbo-croatian serbokroatisch jugoslawisch bks bcs naški сербохорватська", ("bs", "hr", "sr")),
        ("ethiopian äthiopisch etiopski etíope etiope habesha الإثيوبية", ("am", "ti", "om")),
        ("eritrean eritreisch eritreo الإريترية", ("ti", "ar")),
        ("afghan afghanisch afgański afgano الأفغانية афганська afgani", ("prs", "ps")),
        ("berber berberisch amazigh berberski bereber berbère", ("zgh", "kab", "rif")),
        ("indian indisch", ("hi", "pa", "ta", "bn")),
        ("pakistani pakistanisch", ("ur", "ps", "pa")),
        ("syrian syrisch", ("ar", "kmr", "syr")),
    )
    for word in words.split()
    for word in (fold(word), fold(word.rstrip(".")))
}  # fmt: skip

# Written with a slash, these mean both; the person may still choose one of them.
BOTH = {
    frozenset(("dari", "farsi")): ("prs", "fa"),
    frozenset(("dari", "persian")): ("prs", "fa"),
    frozenset(("dari", "persisch")): ("prs", "fa"),
    frozenset(("farsi", "dari")): ("prs", "fa"),
    frozenset(("kurmanji", "sorani")): ("kmr", "ckb"),
    frozenset(("hindi", "urdu")): ("hi", "ur"),
}

_LEVELS = {
    "native": "native;mother tongue;mother;first language;l1;muttersprache;muttersprachlich;muttersprachler;ojczysty;jezyk ojczysty;"
              "lingua materna;materna;nativo;nativa;lengua materna;aidinkieli;materinsky jazyk;materinsky;limba materna;nativ;"
              "рідна;рідна мова;родной;اللغة الام;لغة ام;اللغة الأم;الام;أم;langue maternelle;maternelle;natif;native speaker;родная",
    "C2": "c2;near native;like a native;proficient;proficiency;verhandlungssicher",
    "C1": "c1;fluent;fluently;very good;very well;excellent;advanced;fliessend;sehr gut;biegle;biegly;bardzo dobrze;bardzo dobry;fluente;"
          "muito bom;muito bem;avancado;fluido;con fluidez;muy bien;muy bueno;avanzado;sujuva;sujuvasti;erittain hyva;plynule;plynuly;velmi dobre;"
          "fluenta;foarte bine;avansat;вільно;вільна;дуже добре;بطلاقة;ممتاز;طليق;جيد جدا;courant;couramment;tres bien;avance;свободно;flussig",
    "B2": "b2;good;well;gut;gute;dobry;dobrze;dobra;bom;bem;boa;bueno;bien;buena;hyva;hyvin;dobre;bine;bun;buna;добре;جيد;جيدة;bon;bonne;"
          "upper intermediate;upper-intermediate;conversational;хорошо",
    "B1": "b1;intermediate;medium;ok;mittel;mittelstufe;fortgeschritten;srednio;sredniozaawansowany;medio;intermedio;intermedia;"
          "keskitaso;kohtalainen;stredne;mierne pokrocily;mediu;середній;середньо;متوسط;متوسطة;moyen;intermediaire;средний",
    "A2": "a2;basic;basics;elementary;grundkenntnisse;grundlagen;podstawowy;podstawy;basico;basica;noções;nocoes;perustaso;perusteet;"
          "zaklady;zakladna;de baza;elementar;базовий;початковий;اساسي;أساسي;مبتدئ;notions;bases;elementaire",
    "A1": "a1;a bit;a little;a bit of;a little bit;little;some;bit;few words;beginner;ein bisschen;bisschen;etwas;ein wenig;wenig;anfanger;"
          "troche;slabo;poczatkujacy;um pouco;pouco;um pouco de;iniciante;un poco;poco;un poco de;principiante;vahan;alkeet;trochu;"
          "zaciatocnik;putin;un pic;incepator;трохи;мало;قليل;قليلا;شوية;un peu;un peu de;debutant;немного;slightly",
}  # fmt: skip
LEVELS = {folded_words(word): level for level, words in _LEVELS.items() for word in words.split(";")}
_LEVEL_CODES = {"A1", "A2", "B1", "B2", "C1", "C2", "native"}


def tag_of(word: str) -> str:
    """The tag for one language's name, its ending as it may be; "" if unknown or ambiguous."""
    word = fold(word).strip(" .*-:'\"").replace("-", " ")
    if word in AMBIGUOUS:
        return ""
    for candidate in _shapes(word):
        if candidate in NAMES:
            return NAMES[candidate]
        if candidate in TAGS and candidate not in AMBIGUOUS:
            return candidate
    main = word.split(" ")[0]
    return main if len(word.split()) == 2 and main in TAGS and len(word.split()[1]) == 2 and word.isascii() else ""


def _shapes(word: str):
    yield word
    yield word + "."
    for prefix in _PREFIXES:
        if word.startswith(prefix):
            yield from _shapes(word[len(prefix):])
    for suffix in _SUFFIXES:
        if word.endswith(suffix):
            yield from _shapes(word[: -len(suffix)])
    # Polish “polsku” beside “polski”, Ukrainian “арабською”, Slovak “arabsky”, German “Arabische”.
    for ending, instead in (("u", "i"), ("ою", "а"), ("ий", "а"), ("y", "i"), ("e", ""), ("a", ""), ("aa", "a"), ("o", "a"), ("a", "o")):
        if len(word) > 5 and word.endswith(ending):
            yield word[: -len(ending)] + instead


def level_of(words: str) -> str:
    """A CEFR code or "native" for a phrase, else ""."""
    words = folded_words(words)
    if words in LEVELS:
        return LEVELS[words]
    pieces = words.split()
    if pieces and pieces[0].upper() in _LEVEL_CODES:  # “B1 level”, “C1/C2” counts as the lower
        return pieces[0].upper()
    if pieces and pieces[-1].upper() in _LEVEL_CODES and pieces[0] in ("level", "niveau", "nivel", "poziom", "taso", "uroven"):
        return pieces[-1].upper()
    return ""
