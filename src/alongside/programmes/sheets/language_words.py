"""What languages are called in some twenty languages and by their own speakers, and how well somebody speaks them.

Tags are BCP 47; levels CEFR (Council of Europe, 2001) or "native". Dari (prs) and Farsi (fa) are kept apart, and
so are Kurmanji (kmr) and Sorani (ckb): a mentor of the one may not understand a mentee of the other.
"""

from .folding import fold, folded_words

# English, German, Polish, Portuguese, Spanish, Finnish, Slovak, Romanian, Ukrainian, Arabic, French, endonym, short.
_NAMES = {
    "ar": "arabic arabisch arabski árabe arabia arabčina arabsky arabă arab арабська العربية عربي عربية arabe عربى arab. arabic-msa arabisch arabo arabiska arabisk arapça عربی arabština arab αραβικά арабский",
    "prs": "dari darí dariksi darijčina дарі دری الدرية درية dari-persian dari-perzisch darice دری-فارسی дари νταρί",
    "fa": "farsi persian persisch perski persa persia perzština perzsky persană перська فارسی الفارسية فارسية persan parsi фарсі fársi perzisch farsça persiska persisk perština persiano فارسی perzsa περσικά φαρσί персидский",
    "ps": "pashto pashtu paschtu paschto paszto pastó pastún pashtun paštu paštčina пушту پښتو البشتو بشتو pachto pachtou pastu pasjtoe peştuca pashtu پشتو paštunština пушту παστού",
    "ti": "tigrinya tigrinja tigrigna tigriña tigrínia tigriniani tigriňa тигринья ትግርኛ التغرينية تيغرينيا تغرينية tigrigna tigrino tigrinjaca tigrinska",
    "so": "somali somalisch somalijski somalí somalia somálčina somálsky somaleză сомалійська soomaali af-soomaali الصومالية صومالي somalien somalisch somalo somaliska somalisk somalice سومالیایی somálština szomáli σομαλικά сомалийский",
    "kmr": "kurmanji kurmandschi kurmancî kurmancki kurmandżi kurmanyi kurmandží курманджі الكرمانجية كرمانجي kurmandji kurmanci kurmancca koermandji کرمانجی kurmánží kurmandzsi kurmanji-kurdish kurdish-kurmanji",
    "ckb": "sorani soranî soraní сорані السورانية سوراني soranisch soranice sorānī sorani-kurdish kurdish-sorani",
    "uk": "ukrainian ukrainisch ukraiński ucraniano ukraina ukrajinčina ukrajinsky ucraineană українська الأوكرانية اوكراني ukrainien ukr ukr. oekraïens ucraino ukrainska ukrainsk ukraynaca اوکراینی ukrajinština ukrán ουκρανικά украинский",
    "ru": "russian russisch rosyjski russo ruso venäjä ruština rusky rusă російська русский русский-язык الروسية روسي russe rus. russisch ryska russisk rusça روسی ruština orosz ρωσικά русский russo",
    "am": "amharic amharisch amharski amárico amárico amhara amharčina amharică амхарська አማርኛ الأمهرية امهري amharique amhaars amarico amhariska amharisk amharca امهری amharština αμχαρικά амхарский",
    "om": "oromo oromiffa oromisch afaan-oromo оромо الأورومو oromoo oromisk",
    "tr": "turkish türkisch turecki turco turkki turečtina turecky turcă турецька türkçe التركية تركي turc turks turco turkiska tyrkisk ترکی turečtina török τουρκικά турецкий",
    "az": "azerbaijani azeri aserbaidschanisch azerski азербайджанська azərbaycanca azéri azerí azerbeidzjaans azero azerbajdzjanska azerice azerbaycanca آذری азербайджанский",
    "ur": "urdu úrdú urdština урду اردو الأردية ourdou oerdoe urduca اردو",
    "pa": "punjabi panjabi pandschabi pendżabski punyabí панджабі ਪੰਜਾਬੀ البنجابية pendjabi punjabiska pencapça پنجابی",
    "bn": "bengali bangla bengalisch bengalski bengalí бенгальська বাংলা البنغالية bengaals bengalese bengaliska bengalce بنگالی bengálština",
    "hi": "hindi hindština гінді हिन्दी الهندية hintçe هندی",
    "ta": "tamil tamilisch tamilski тамільська தமிழ் التاميلية tamoul tamilska tamilce",
    "ne": "nepali nepalesisch nepalski непальська नेपाली النيبالية népalais nepalí nepalees nepalese nepalesiska nepalce",
    "fr": "french französisch francuski francês francés ranska francúzština francúzsky franceză французька الفرنسية فرنسي français franz. frz. fr. frans francese franska fransk fransızca فرانسوی francouzština francia γαλλικά французский",
    "en": "english englisch angielski inglês inglés englanti angličtina anglicky engleză англійська الإنجليزية انجليزي إنكليزي انكليزي anglais engl. eng. eng engels inglese engelska engelsk ingilizce انگلیسی angličtina angol αγγλικά английский",
    "pl": "polish polnisch polski polaco puola poľština poľsky poloneză польська البولندية بولندي polonais pol. pools polacco polska polsk lehçe polonyaca لهستانی polština lengyel πολωνικά польский",
    "pt": "portuguese portugiesisch portugalski português portugués portugali portugalčina portugalsky portugheză португальська البرتغالية برتغالي portugais port. portugees portoghese portugisiska portugisisk portekizce پرتغالی portugalština portugál πορτογαλικά португальский brazilian-portuguese português-brasileiro",
    "es": "spanish spanisch hiszpański espanhol español castellano espanja španielčina španielsky spaniolă іспанська الإسبانية اسباني espagnol span. spaans spagnolo spanska spansk ispanyolca اسپانیایی španělština spanyol ισπανικά испанский",
    "sk": "slovak slowakisch słowacki eslovaco slovakki slovenčina slovensky slovacă словацька السلوفاكية slovaque slowaaks slovacco slovakiska slovakça slovenština szlovák словацкий",
    "cs": "czech tschechisch czeski checo tsekki čeština česky cehă чеська التشيكية tchèque tcheco tsjechisch ceco tjeckiska tjekkisk çekçe چکی čeština cseh чешский",
    "ro": "romanian rumänisch rumuński romeno rumano romania rumunčina rumunsky română румунська الرومانية روماني roumain moldovan moldauisch roemeens rumeno rumänska rumænsk rumensk romence رومانیایی rumunština román ρουμανικά румынский",
    "hu": "hungarian ungarisch węgierski húngaro unkari maďarčina maďarsky maghiară угорська magyar المجرية hongrois hongaars ungherese ungerska ungarsk macarca maďarština ουγγρικά венгерский",
    "bs": "bosnian bosnisch bośniacki bósnio bosnio bosnia bosniačtina bosniacă боснійська bosanski البوسنية bosniaque bosnisch bosniaco bosniska bosnisk boşnakça bosenština boszniai боснийский",
    "hr": "croatian kroatisch chorwacki croata kroatia chorvátčina croată хорватська hrvatski الكرواتية croate kroatisch croato kroatiska kroatisk hırvatça chorvatština horvát хорватский",
    "sr": "serbian serbisch serbski sérvio serbio serbia srbčina sârbă сербська srpski српски الصربية serbe servisch serbo serbiska serbisk sırpça صربی srbština szerb σερβικά сербский",
    "sq": "albanian albanisch albański albanês albanés albania albánčina albaneză албанська shqip الألبانية albanais albanees albanese albanska albansk arnavutça آلبانیایی albánština albán αλβανικά албанский",
    "mk": "macedonian mazedonisch macedoński macedónio macedonio makedonia македонська македонски macédonien macedonisch macedone makedonska makedonsk makedonca македонский",
    "bg": "bulgarian bulgarisch bułgarski búlgaro bulgaria bulharčina bulgară болгарська български البلغارية bulgare bulgaars bulgaro bulgariska bulgarsk bulgarca بلغاری bulharština bolgár βουλγαρικά болгарский",
    "el": "greek griechisch grecki grego griego kreikka gréčtina greacă грецька ελληνικά اليونانية grec grieks greco grekiska græsk gresk yunanca یونانی řečtina görög греческий",
    "it": "italian italienisch włoski italiano italia taliančina taliansky italiană італійська الإيطالية ايطالي italien ital. italiaans italienska italiensk italyanca ایتالیایی italština olasz ιταλικά итальянский",
    "de": "german deutsch niemiecki alemão alemán saksa nemčina nemecky germană німецька الألمانية ألماني allemand dt. deu. duits tedesco tyska tysk almanca آلمانی němčina német γερμανικά немецкий",
    "nl": "dutch niederländisch holländisch niderlandzki holandés holandês neerlandés hollanti holandčina olandeză нідерландська nederlands الهولندية néerlandais olandese nederländska holländska hollandsk nederlandsk felemenkçe hollandaca هلندی nizozemština holland ολλανδικά нидерландский голландский",
    "sv": "swedish schwedisch szwedzki sueco ruotsi švédčina suedeză шведська svenska السويدية suédois zweeds svedese svensk isveççe سوئدی švédština svéd σουηδικά шведский",
    "fi": "finnish finnisch fiński finlandês finés finlandés suomi fínčina finlandeză фінська الفنلندية finnois suomen-kieli fins finlandese finska finsk fince فنلاندی finština finn φινλανδικά финский",
    "da": "danish dänisch duński dinamarquês danés tanska dánčina daneză данська dansk الدنماركية danois deens danese danska danca دانمارکی dánština dán δανικά датский",
    "nb": "norwegian norwegisch norweski norueguês noruego norja nórčina norvegiană норвезька norsk النرويجية norvégien bokmål noors norvegese norska norveççe نروژی norština norvég νορβηγικά норвежский",
    "et": "estonian estnisch estoński estónio estonio viro estónčina estonă естонська eesti estonien ests estone estniska",
    "lt": "lithuanian litauisch litewski lituano liettua litovčina lituaniană литовська lietuvių lituanien litouws lituano litauiska litauisk",
    "lv": "latvian lettisch łotewski letão letón latvia lotyština letonă латвійська latviešu letton lets lettone lettiska lettisk",
    "be": "belarusian belarussisch weissrussisch białoruski bielorrusso bielorruso bieloruština білоруська беларуская biélorusse wit-russisch bielorusso belarusiska belarusça белорусский",
    "ka": "georgian georgisch gruziński georgiano gruzínčina georgiană грузинська ქართული الجورجية géorgien georgisch georgiska gürcüce گرجی грузинский",
    "hy": "armenian armenisch ormiański arménio armenio arménčina armeană вірменська հայերեն الأرمنية arménien armeens armeno armeniska ermenice ارمنی arménština армянский",
    "cmn": "mandarin mandarín mandarim mandaryński мандаринська 普通话 الماندرين mandarin-chinese",
    "yue": "cantonese kantonesisch cantonés cantonês kantoński кантонська 粵語 广东话 cantonais",
    "vi": "vietnamese vietnamesisch wietnamski vietnamita vietnam vietnamčina vietnameză вʼєтнамська tiếng-việt الفيتنامية vietnamien vietnamees vietnamesiska vietnamesisk vietnamca ویتنامی vietnamština vietnami",
    "th": "thai thailändisch tajski tailandés тайська ไทย التايلاندية thaï thailändska tayca tayland-dili",
    "tl": "tagalog filipino tagalo тагальська",
    "my": "burmese birmanisch birmański birmano бірманська မြန်မာ birman",
    "id": "indonesian indonesisch indonezyjski indonesio індонезійська bahasa-indonesia indonésien indonesisch indonesiano indonesiska endonezce",
    "ja": "japanese japanisch japoński japonés japonês japani японська 日本語 اليابانية japonais japans giapponese japanska japansk japonca ژاپنی japonština japán",
    "ko": "korean koreanisch koreański coreano korea корейська 한국어 الكورية coréen koreaans coreano koreanska korece کره‌ای korejština koreai",
    "sw": "swahili suaheli kiswahili suahili suajili svahilčina суахілі السواحيلية swahilisch svahili swahilice سواحیلی svahilština szuahéli",
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
    "uz": "uzbek usbekisch uzbecki uzbeko узбецька oʻzbek الأوزبكية ouzbek oezbeeks uzbekiska özbekçe ازبکی узбекский",
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
    "sgn": "sign-language gebärdensprache język-migowy língua-gestual lengua-de-signos viittomakieli لغة-الإشارة langue-des-signes british-sign-language bsl deutsche-gebärdensprache dgs american-sign-language langue-des-signes-française lsf lengua-de-signos-española polski-język-migowy lingua-dei-segni nederlandse-gebarentaal gebarentaal teckenspråk svenskt-teckenspråk işaret-dili",
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
        ("kurdish kurdisch kurd. kurd kurdî kurdi kurdski kurdyjski curdo kurdo kurdi kurdčina kurdsky kurdă курдська kurde kurmanji/sorani koerdisch kurdiska kurdisk kürtçe کردی kurdština κουρδικά курдский "
         "الكردية كردي كوردی ku", ("kmr", "ckb")),
        ("chinese chinesisch chiński chinês chino kiina čínština čínsky chineză китайська 中文 الصينية صيني chinois zh chinees cinese kinesiska kinesisk çince چینی čínština kínai κινεζικά китайский", ("cmn", "yue")),
        ("serbo-croatian serbokroatisch jugoslawisch bks bcs naški сербохорватська", ("bs", "hr", "sr")),
        ("ethiopian äthiopisch etiopski etíope etiope habesha الإثيوبية", ("am", "ti", "om")),
        ("eritrean eritreisch eritreo الإريترية", ("ti", "ar")),
        ("afghan afghanisch afgański afgano afghaans afghanska afganca افغانی الأفغانية афганська afgani", ("prs", "ps")),
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
              "рідна;рідна мова;родной;اللغة الام;لغة ام;اللغة الأم;الام;أم;langue maternelle;maternelle;natif;native speaker;родная"
              ";moedertaal;madrelingua;lingua madre;modersmal;morsmal;ana dil;ana dili;anadil;زبان مادری;materstina;rodily mluvci;anyanyelv;anyanyelvi;μητρική",
    "C2": "c2;near native;like a native;proficient;proficiency;verhandlungssicher",
    "C1": "c1;fluent;fluently;very good;very well;excellent;advanced;fliessend;sehr gut;biegle;biegly;bardzo dobrze;bardzo dobry;fluente;"
          "muito bom;muito bem;avancado;fluido;con fluidez;muy bien;muy bueno;avanzado;sujuva;sujuvasti;erittain hyva;plynule;plynuly;velmi dobre;"
          "fluenta;foarte bine;avansat;вільно;вільна;дуже добре;بطلاقة;ممتاز;طليق;جيد جدا;courant;couramment;tres bien;avance;свободно;flussig"
              ";vloeiend;zeer goed;uitstekend;gevorderd;fluente;ottimo;molto bene;avanzato;flytande;mycket bra;flydende;flytende;meget godt;meget bra;akici;cok iyi;ileri;روان;خیلی خوب;عالی;پیشرفته;plynne;vyborne;pokrocily;folyekony;άπταιστα;πολύ καλά;отлично;свободный",
    "B2": "b2;good;well;gut;gute;dobry;dobrze;dobra;bom;bem;boa;bueno;bien;buena;hyva;hyvin;dobre;bine;bun;buna;добре;جيد;جيدة;bon;bonne;"
          "upper intermediate;upper-intermediate;conversational;хорошо"
              ";goed;buono;buona;bene;bra;godt;god;iyi;خوب;dobra;jo;jol;καλά;хороший",
    "B1": "b1;komunikatywny;komunikatywnie;konversationssicher;communicative;working knowledge;intermediate;medium;ok;mittel;mittelstufe;fortgeschritten;srednio;sredniozaawansowany;medio;intermedio;intermedia;"
          "keskitaso;kohtalainen;stredne;mierne pokrocily;mediu;середній;середньо;متوسط;متوسطة;moyen;intermediaire;средний"
              ";gemiddeld;redelijk;discreto;intermedio;medel;mellan;middel;mellem;orta;متوسط;stredne pokrocily;kozepes;μέτρια;kozepfok",
    "A2": "a2;basic;basics;elementary;grundkenntnisse;grundlagen;podstawowy;podstawy;basico;basica;noções;nocoes;perustaso;perusteet;"
          "zaklady;zakladna;de baza;elementar;базовий;початковий;اساسي;أساسي;مبتدئ;notions;bases;elementaire"
              ";basis;basiskennis;base;elementare;scolastico;grunderna;grundlaggande;grundlæggende;grunnleggende;temel;مقدماتی;ابتدایی;zaklady;alapfok;βασικά;базовый;schulenglisch",
    "A1": "a1;a bit;a little;a bit of;a little bit;little;some;bit;few words;beginner;ein bisschen;bisschen;etwas;ein wenig;wenig;anfanger;"
          "troche;slabo;poczatkujacy;um pouco;pouco;um pouco de;iniciante;un poco;poco;un poco de;principiante;vahan;alkeet;trochu;"
          "zaciatocnik;putin;un pic;incepator;трохи;мало;قليل;قليلا;شوية;un peu;un peu de;debutant;немного;slightly"
              ";een beetje;beetje;weinig;beginner;un po;poco;principiante;lite;lite grann;lidt;litt;nyborjare;nybegynder;biraz;az;baslangic;کم;کمی;یک کم;trochu;kicsit;kezdo;λίγο;начальный",
}  # fmt: skip
LEVELS = {folded_words(word): level for level, words in _LEVELS.items() for word in words.split(";")}
_LEVEL_WORDS = {"level", "niveau", "nivel", "poziom", "taso", "uroven", "livello", "niva", "seviye", "seviyesi", "plus", "or", "oder", "bis", "to", "ou",
                "ca", "certificate", "zertifikat", "telc", "kurs", "course", "cefr", "ger", "stufe", "gut", "good", "native", "speaker", "рівень", "مستوى"}
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
    # “ar SY” is a language with its country; “en B2” is one with its level, which is read elsewhere.
    return main if len(word.split()) == 2 and main in TAGS and len(word.split()[1]) == 2 and word.isascii() and word[-2:].isalpha() else ""


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
    codes = [piece.upper() for piece in pieces if piece.upper() in _LEVEL_CODES]
    # “B1 level”, “Niveau B1”; of “C1/C2” the lower.
    if codes and all(piece.upper() in _LEVEL_CODES or piece in _LEVEL_WORDS for piece in pieces):
        return codes[0]
    return ""
