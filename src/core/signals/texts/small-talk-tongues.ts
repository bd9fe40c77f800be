// Owns: greetings, wishes, disclaimers and advice on risk below signals, in the other languages that posts are read in. Each is known as a
// whole, for in these languages too a friendly word may take a signal back.

/** The capital of Turkish ı is I, whose small letter is i elsewhere. */
const dotted = (text: string): string => text.replaceAll('ı', 'i');
const whole = (...forms: readonly string[]): RegExp => new RegExp(`^(?:${dotted(forms.join('|'))})$`, 'u');

const SPANISH = whole(
  '(?:buena |mucha )?suerte(?: a todos)?|(?:mucho )?éxitos?(?: a todos)?|feliz trading|buenos trades|buen (?:trade|día|fin de semana)(?: a todos)?',
  '(?:esto )?no es (?:un |una )?(?:consejo|asesoramiento|asesoría|recomendación)(?: (?:financier[oa]|de inversión))?',
  '(?:siempre )?(?:gestiona|gestionen|gestionad|gestione|controla|controlen|cuida|cuiden) (?:bien )?(?:tu|su|el|vuestro|sus) (?:riesgo|capital)',
  '(?:usa|usen|usar|aplica|apliquen) (?:una )?(?:buena |correcta |adecuada )?gestión (?:de|del) (?:riesgo|capital)|gestión de riesgo',
  '(?:únete|unete|únanse) (?:a (?:nuestro|mi) (?:canal|grupo)(?: vip| premium| de telegram)?|al (?:canal|grupo)(?: vip| premium)?)|síguenos|canal vip',
  '(?:nueva )?señal(?: vip| gratis| premium)?|(?:muchas )?gracias(?: a todos)?|hola(?: a todos| traders| equipo)?|buenos días(?: a todos| traders| equipo)?|buenas (?:tardes|noches)(?: a todos)?',
  'opera(?:r|d)? con (?:responsabilidad|precaución|cuidado)|haz tu propia investigación|vamos(?: equipo| con todo)?',
);
const PORTUGUESE = whole(
  'boa sorte(?: a todos| pessoal)?|bons (?:trades|negócios|lucros)(?: a todos| pessoal)?|bom (?:dia|trade)(?: a todos| pessoal| traders)?|boa (?:tarde|noite)(?: a todos)?',
  '(?:isto |isso )?não é (?:uma? )?(?:recomendação|conselho)(?: (?:de investimento|financeir[oa]))?',
  '(?:sempre )?(?:gerencie|gerenciem|controle|respeite|faça) (?:bem )?(?:o |seu |o seu |a )?(?:risco|gerenciamento|gestão de risco|gerenciamento de risco|capital)|gestão de risco',
  '(?:novo )?sinal(?: vip| grátis| premium)?|(?:muito )?obrigad[oa](?: a todos)?|olá(?: a todos| pessoal| traders)?|entre (?:no|em) (?:nosso )?(?:grupo|canal)(?: vip| do telegram)?|opere com (?:responsabilidade|cautela)',
);
const GERMAN = whole(
  'viel (?:erfolg|glück|spaß)(?: (?:euch|an|allen|alle|beim|traden|handeln|damit)){0,3}|gutes gelingen|gute trades(?: allen| euch)?|happy trading',
  '(?:dies |das )?(?:ist |stellt )?keine (?:anlage|finanz)(?:beratung|empfehlung)(?: dar)?|keine (?:kauf|handels)empfehlung|keine handlungsempfehlung',
  '(?:bitte )?(?:auf )?(?:euer|eigenes|dein|ihr|das)? ?(?:risiko|risikomanagement|risiko management|money management|geldmanagement)(?: (?:beachten|achten|einhalten|nicht vergessen))?',
  '(?:handeln?|trading|trade) auf eigenes risiko|auf eigenes risiko|(?:guten )?(?:morgen|tag|abend)(?: zusammen| trader| allerseits| leute)?|hallo(?: zusammen| trader| leute)?',
  '(?:vielen )?dank(?:e)?(?: euch| an alle)?|schönen (?:tag|abend|handelstag)(?: euch| noch| allen)?|schönes wochenende(?: euch| allen)?|folgt uns',
);
const FRENCH = whole(
  'bonne (?:chance|journée|soirée)(?: à tous| a tous| les traders)?|bons? trades?(?: à tous| a tous)?|bonjour(?: à tous| a tous| les traders| team)?|merci(?: à tous| a tous)?|salut(?: à tous| les traders)?',
  '(?:ceci )?(?:n ?est )?pas un conseil (?:financier|en investissement|d ?investissement)|ceci nest pas un conseil (?:financier|en investissement|dinvestissement)',
  '(?:toujours )?(?:gérez|gerez|respectez|maîtrisez) (?:bien )?(?:votre|vos|le) (?:risques?|capital|money management|gestion (?:du|de) risque)|gestion du risque',
  'rejoignez (?:notre|le) (?:canal|groupe)(?: vip| telegram)?|suivez nous',
);
const ITALIAN = whole(
  'buona fortuna(?: a tutti)?|in bocca al lupo(?: a tutti)?|buon (?:trading|trade|weekend)(?: a tutti)?|buona giornata(?: a tutti)?|buongiorno(?: a tutti| traders)?|ciao(?: a tutti| ragazzi)?|grazie(?: a tutti)?',
  '(?:questo )?non è (?:un |una )?(?:consiglio|consulenza)(?: (?:finanziari[oa]|di investimento))?',
  '(?:gestisci|gestite|controlla|controllate|rispettate) (?:bene )?(?:il |il tuo |il vostro |la )?(?:rischio|capitale|gestione del rischio)|gestione del rischio|unisciti al (?:canale|gruppo)(?: vip)?|seguici',
);
const RUSSIAN = whole(
  '(?:всем )?(?:удачи|профита|хорошего дня|добра|успехов|успешной торговли|удачной торговли|хороших сделок)(?: всем| друзья| трейдеры| в торговле)?|(?:всем )?привет(?: всем| друзья| трейдеры)?',
  '(?:доброе утро|добрый день|добрый вечер|здравствуйте)(?: всем| друзья| трейдеры)?|(?:всем )?спасибо(?: всем| за внимание| за доверие)?',
  '(?:данный сигнал |данная информация |это )?не является (?:индивидуальной )?(?:инвестиционной |финансовой |торговой )?рекомендацией|(?:это )?не (?:инвестиционная|финансовая|торговая|индивидуальная инвестиционная) рекомендация|(?:это )?не (?:финансовый|инвестиционный) совет|не иир',
  '(?:обязательно )?(?:соблюдаем|соблюдайте|соблюдай|помните про|помните о|не забываем про|не забывайте про) (?:риск менеджмент|рм|мм|риски|рисках|мани менеджмент|манименеджмент|риск менеджменте)|риск менеджмент',
  '(?:новый )?(?:торговый )?сигнал(?: vip| бесплатный)?|торгуйте (?:осторожно|аккуратно|с умом)|подписывайтесь(?: на (?:канал|нас))?|подписывайтесь на наш канал|погнали|поехали',
);
const TURKISH = whole(
  'yatırım tavsiyesi (?:değildir|içermez)|ytd|bol (?:şans|şanslar|kazançlar|kazanç|bereketli kazançlar)(?: herkese| dilerim)?|hayırlı (?:kazançlar|işlemler|günler|olsun)(?: herkese| dilerim)?',
  '(?:herkese )?(?:iyi|bol) (?:şanslar|günler|işlemler|akşamlar|kazançlar)(?: herkese| dilerim)?|kolay gelsin|selam(?:lar)?(?: arkadaşlar)?|merhaba(?:lar)?(?: arkadaşlar)?|günaydın(?: arkadaşlar)?|teşekkürler',
  '(?:yeni |ücretsiz |vip )?sinyal|risk yönetimi(?:ne)?(?: dikkat(?: edin| edelim)?| yapın| şart| önemli)?|riskinizi (?:yönetin|ayarlayın)|kendi riskinizle',
);
const CHINESE = whole(
  '祝?(?:大家)?(?:好运|顺利|交易顺利|交易愉快)|祝大家好运|仅供参考|不构成投资建议|不作为投资建议|非投资建议|注意风险(?:控制)?|风险自负|控制(?:好)?风险|做好风控|(?:大家)?(?:早上好|下午好|晚上好)|大家好|谢谢(?:大家)?|加油',
);
const ARABIC = whole(
  '(?:حظ موفق|بالتوفيق|موفقين)(?: للجميع| جميعا)?|(?:هذه )?(?:ليست|ليس) نصيحة (?:مالية|استثمارية)|صباح الخير|مساء الخير|السلام عليكم|شكرا(?: لكم| للجميع)?|(?:الرجاء )?(?:ادارة|إدارة) (?:المخاطر|راس المال|رأس المال)|بسم الله',
);
const HINDI_AND_MALAY = whole(
  'paisa hi paisa|jai (?:shree |shri |sri )?(?:ram|krishna|hind|mata di|mahakal)|om namah shivay|radhe radhe|namaste(?: ji)?|dhanyavaad|all the best ji',
  '(?:sirf |only )?education ke liye|(?:trade )?apne (?:own )?risk (?:pe|par) ?(?:trade )?(?:kare|karo|karein|kijiye)?|apna risk manage (?:kare|karo|karein)',
  'semoga (?:profit|cuan|beruntung)(?: semua)?|(?:salam|happy) (?:profit|cuan)|bukan (?:saran|nasihat|ajakan) (?:keuangan|finansial|investasi)|(?:atur|jaga) (?:resiko|risiko|mm|money management)|terima kasih|selamat (?:pagi|siang|malam|trading)',
);
const TONGUES: readonly RegExp[] = [SPANISH, PORTUGUESE, GERMAN, FRENCH, ITALIAN, RUSSIAN, TURKISH, CHINESE, ARABIC, HINDI_AND_MALAY];

/** A part of a line, in small letters and without its ornaments. */
export const isSmallTalkInTongues = (clause: string): boolean => TONGUES.some((form) => form.test(dotted(clause)));
