package org.ooni.pipeline.sample;

import java.util.List;

/** The languages of the pages: how a sentence is put together, and common words of news and daily life. */
enum Language {
    ENGLISH("en", "ltr", " ", ".", """
            the city council said on Monday that water prices will rise again after a long debate about public money and
            new roads near old harbour many people came to hear why their school must close before winter while doctors
            ask for more beds students open small library with help from neighbours local farmers sell fresh bread"""),
    FRENCH("fr", "ltr", " ", ".", """
            le marché de la région reste très animé cet été où des élèves français préparent une fête à côté du théâtre
            après plusieurs années d'absence les médecins demandent davantage de moyens pour leurs hôpitaux même si
            l'État a déjà promis beaucoup d'argent aux communes voisines et la forêt brûle encore près du château"""),
    ITALIAN("it", "ltr", " ", ".", """
            il consiglio comunale ha deciso ieri che il vecchio ponte sarà chiuso perché la città non può più aspettare
            gli abitanti chiedono strade migliori mentre i pescatori escono presto dal porto e il giornale scrive che i
            prezzi del pane sono di nuovo più alti così gli studenti aprono una biblioteca vicino all'università"""),
    TURKISH("tr", "ltr", " ", ".", """
            bugün şehir meclisi yeni köprü için karar verdi çünkü eski yol çok dar ve güneşli günlerde kalabalık oluyor
            öğrenciler kütüphanede çalışıyor balıkçılar sabah erken denize açılıyor gazete haberi dün akşam yayımlandı
            ülkenin doğusunda kış sert geçiyor doktorlar ile öğretmenler daha iyi ücret istiyor"""),
    RUSSIAN("ru", "ltr", " ", ".", """
            вчера городской совет принял решение о новом мосте через реку жители района давно просили об этом журналисты
            пишут что цены на хлеб снова выросли летом студенты читают книги в старой библиотеке врачи говорят о зиме и
            погоде рынок открыт каждый день рыбаки вышли в море рано утром газета вышла без первой страницы"""),
    GREEK("el", "ltr", " ", ".", """
            το δημοτικό συμβούλιο αποφάσισε χθες για το νέο λιμάνι της πόλης οι κάτοικοι ζητούν καλύτερους δρόμους και
            σχολεία οι ψαράδες φεύγουν νωρίς το πρωί η εφημερίδα γράφει ότι οι τιμές ανεβαίνουν πάλι τον χειμώνα"""),
    ARABIC("ar", "rtl", " ", ".", """
            قال مجلس المدينة اليوم إن أسعار المياه سترتفع مرة أخرى بعد نقاش طويل حول المال العام والطرق الجديدة قرب
            الميناء القديم جاء كثير من الناس لسماع السبب بينما يطلب الأطباء مزيدا من الأسرة ويفتح الطلاب مكتبة صغيرة"""),
    PERSIAN("fa", "rtl", " ", ".", """
            شورای شهر دیروز اعلام کرد که قیمت نان دوباره بالا می‌رود مردم محله از راه‌های تازه خوشحال هستند پزشکان و
            آموزگاران خواهان حقوق بهتر شدند روزنامه امروز بدون صفحهٔ نخست چاپ شد کتابخانهٔ قدیمی در زمستان باز است"""),
    CHINESE("zh", "ltr", "", "。", """
            市政府 昨天 宣布 新的 桥梁 将 在 明年 开放 居民 希望 道路 更加 安全 医生 认为 冬天 需要 更多 病床 学生 在 图书馆 学习 渔民 清晨
            出海 报纸 报道 价格 再次 上涨 农民 出售 新鲜 蔬菜 老师 组织 活动 周末 天气 晴朗 老城 市场 非常 热闹"""),
    JAPANESE("ja", "ltr", "", "。", """
            市議会は 昨日 新しい 橋の 建設を 決めた 住民は 安全な 道路を 求めている 学生が 図書館で 本を 読む 漁師は 早朝に 海へ 出る 新聞に
            よると 価格が また 上がった 医者は 冬に 備えて いる 市場は 毎日 開いて おり 天気も 良い カメラ ニュース サービス"""),
    HINDI("hi", "ltr", " ", "।", """
            नगर परिषद ने कल नए पुल के लिए निर्णय लिया लोग बेहतर सड़क और विद्यालय चाहते हैं किसान ताज़ी सब्ज़ी बेचते हैं छात्र
            पुस्तकालय में पढ़ते हैं समाचार पत्र ने लिखा कि दाम फिर बढ़ गए डॉक्टर सर्दी की तैयारी कर रहे हैं""");

    private final String code;
    private final String direction;
    private final String blank;
    private final String stop;
    private final List<String> words;

    Language(String code, String direction, String blank, String stop, String words) {
        this.code = code;
        this.direction = direction;
        this.blank = blank;
        this.stop = stop;
        this.words = List.of(words.split("\\s+"));
    }

    /** As in the {@code lang} attribute. */
    String code() {
        return code;
    }

    /** As in the {@code dir} attribute. */
    String direction() {
        return direction;
    }

    /** Some words, the first with a capital where the script has any. */
    String words(Dice dice, int count) {
        StringBuilder text = new StringBuilder(count * 8);
        appendWords(text, dice, count);
        return text.toString();
    }

    void appendSentence(StringBuilder text, Dice dice) {
        appendWords(text, dice, dice.between(5, 16));
        text.append(stop).append(blank);
    }

    private void appendWords(StringBuilder text, Dice dice, int count) {
        String first = dice.pick(words);
        text.append(Character.toUpperCase(first.charAt(0))).append(first, 1, first.length());
        for (int i = 1; i < count; i++) {
            text.append(blank).append(dice.pick(words));
        }
    }
}
