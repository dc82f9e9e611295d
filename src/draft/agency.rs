//! News agencies and the names they sign their texts with.

/// A news agency: the id of its source in front matter, its name and the other names it signs with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Agency {
    /// A slug.
    pub(super) id: &'static str,
    /// The short name that the agency uses for itself.
    pub(super) name: &'static str,
    signature_marks: &'static [&'static str],
}

const fn agency(id: &'static str, name: &'static str, marks: &'static [&'static str]) -> Agency {
    Agency { id, name, signature_marks: marks }
}

/// All known agencies. Signatures are compared without regard to case. Names that are everyday words are left out.
const AGENCIES: &[Agency] = &[
    agency("afp", "AFP", &["Agence France-Presse"]),
    agency("reuters", "Reuters", &["Reuter", "Thomson Reuters"]),
    agency("ap", "AP", &["Associated Press", "The Associated Press"]),
    agency("dpa", "dpa", &["Deutsche Presse-Agentur"]),
    agency("xinhua", "Xinhua", &["Xinhua News Agency"]),
    agency("efe", "EFE", &["Agencia EFE"]),
    agency("ansa", "ANSA", &[]),
    agency("tass", "TASS", &["ITAR-TASS"]),
    agency("interfax", "Interfax", &[]),
    agency("ria", "RIA Novosti", &["RIA", "Sputnik"]),
    agency("kyodo", "Kyodo", &["Kyodo News"]),
    agency("jiji", "Jiji Press", &["Jiji"]),
    agency("yonhap", "Yonhap", &["Yonhap News Agency"]),
    agency("kcna", "KCNA", &[]),
    agency("cna", "CNA", &["Central News Agency"]),
    agency("bernama", "Bernama", &[]),
    agency("antara", "Antara", &["Antara News"]),
    agency("vna", "VNA", &["Vietnam News Agency"]),
    agency("pti", "PTI", &["Press Trust of India"]),
    agency("ani", "ANI", &[]),
    agency("ians", "IANS", &[]),
    agency("app", "APP", &["Associated Press of Pakistan"]),
    agency("bss", "BSS", &["Bangladesh Sangbad Sangstha"]),
    agency("irna", "IRNA", &[]),
    agency("isna", "ISNA", &[]),
    agency("wam", "WAM", &["Emirates News Agency"]),
    agency("spa", "SPA", &["Saudi Press Agency"]),
    agency("qna", "QNA", &["Qatar News Agency"]),
    agency("kuna", "KUNA", &["Kuwait News Agency"]),
    agency("ona", "ONA", &["Oman News Agency"]),
    agency("bna", "BNA", &["Bahrain News Agency"]),
    agency("petra", "Petra", &["Jordan News Agency"]),
    agency("sana", "SANA", &["Syrian Arab News Agency"]),
    agency("nna", "NNA", &["National News Agency"]),
    agency("wafa", "WAFA", &[]),
    agency("mena", "MENA", &["Middle East News Agency"]),
    agency("map", "MAP", &["Maghreb Arabe Presse"]),
    agency("aps", "APS", &["Algeria Press Service"]),
    agency("tap", "TAP", &["Tunis Afrique Presse"]),
    agency("aa", "Anadolu", &["AA", "Anadolu Agency"]),
    agency("dha", "DHA", &[]),
    agency("pa", "PA Media", &["PA"]),
    agency("belga", "Belga", &[]),
    agency("anp", "ANP", &[]),
    agency("apa", "APA", &[]),
    agency("keystone-sda", "Keystone-SDA", &["SDA", "ATS"]),
    agency("ntb", "NTB", &[]),
    agency("tt", "TT", &[]),
    agency("ritzau", "Ritzau", &[]),
    agency("stt", "STT", &[]),
    agency("bns", "BNS", &[]),
    agency("leta", "LETA", &[]),
    agency("pap", "PAP", &[]),
    agency("ctk", "CTK", &["ČTK"]),
    agency("tasr", "TASR", &[]),
    agency("mti", "MTI", &[]),
    agency("sta", "STA", &[]),
    agency("hina", "HINA", &[]),
    agency("tanjug", "Tanjug", &[]),
    agency("bta", "BTA", &[]),
    agency("agerpres", "Agerpres", &[]),
    agency("amna", "AMNA", &["ANA-MPA"]),
    agency("ukrinform", "Ukrinform", &[]),
    agency("unian", "UNIAN", &[]),
    agency("lusa", "Lusa", &[]),
    agency("europa-press", "Europa Press", &[]),
    agency("adnkronos", "Adnkronos", &[]),
    agency("upi", "UPI", &["United Press International"]),
    agency("bloomberg", "Bloomberg", &[]),
    agency("cp", "The Canadian Press", &["CP", "Canadian Press"]),
    agency("aap", "AAP", &["Australian Associated Press"]),
    agency("telam", "Télam", &["Telam"]),
    agency("agencia-brasil", "Agência Brasil", &[]),
    agency("prensa-latina", "Prensa Latina", &[]),
    agency("al-jazeera", "Al Jazeera", &["Aljazeera"]),
    agency("bbc", "BBC", &["BBC News"]),
    agency("un-news", "UN News", &[]),
    agency("irin", "The New Humanitarian", &["IRIN"]),
    agency("nan", "NAN", &["News Agency of Nigeria"]),
    agency("gna", "GNA", &["Ghana News Agency"]),
];

impl Agency {
    /// Returns the agency that a signature names, if any.
    pub(super) fn from_signature(mark: &str) -> Option<Self> {
        let mark = mark.trim().trim_end_matches(['.', ',']);
        let mark = mark.split(['/', '|']).next().unwrap_or(mark).trim();
        let same = |name: &str| name.to_lowercase() == mark.to_lowercase();
        AGENCIES
            .iter()
            .find(|agency| same(agency.name) || agency.signature_marks.iter().any(|mark| same(mark)))
            .copied()
    }

    /// Returns the first agency that a list names, as in `Al Jazeera and news agencies`.
    pub(super) fn from_list(names: &str) -> Option<Self> {
        let names = names.split([',', '/', '|', ';']).flat_map(|part| part.split(" and "));
        names.flat_map(|part| part.split(" AND ")).find_map(Self::from_signature)
    }

    /// Returns whether `name` is a name of this agency.
    pub(super) fn is_called(&self, name: &str) -> bool {
        Self::from_signature(name) == Some(*self)
    }
}
