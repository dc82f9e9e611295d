//! Generates a site of any size: every briefing has dates, actors, venues, topics, statements, a source and links.
//! The same size and seed give the same bytes.

/// Returns the paths, relative to the site's folder, and texts of a site with `briefings` briefings.
pub(crate) fn corpus(briefings: usize, seed: u64) -> Vec<(String, String)> {
    let mut random = Random(seed);
    let mut files = vec![("site.toml".to_owned(), SETTINGS.to_owned())];
    files.extend(ACTORS.iter().map(|name| (format!("content/actors/{}.md", slug(name)), actor(name))));
    files.extend(
        VENUES.iter().map(|(name, zone)| (format!("content/venues/{}.md", slug(name)), venue(name, zone))),
    );
    files.extend(
        TOPICS
            .iter()
            .map(|name| (format!("content/topics/{}.md", slug(name)), format!("---\ntitle: {name}\n---\n"))),
    );
    files.extend((0..briefings).map(|number| briefing(number, &mut random)));
    files
}

const SETTINGS: &str = "title = \"Measured Desk\"\ndescription = \"A made-up site to measure with.\"\nbase_url = \"https://example.org/\"\nas_of = 2026-06-30T12:00:00Z\n";
const ACTORS: [&str; 24] = [
    "Ada Marten",
    "Bela Kovari",
    "Carla Nunes",
    "Dario Fonte",
    "Elif Aksoy",
    "Farid Naseri",
    "Greta Holm",
    "Hana Sato",
    "Ivo Petrak",
    "Jana Lund",
    "Kofi Addo",
    "Lena Brandt",
    "Marta Sole",
    "Nils Ek",
    "Olga Sidor",
    "Pia Rossi",
    "Northland",
    "Southmark",
    "Eastmere",
    "Westvale",
    "River Commission",
    "Harbour Authority",
    "Grain Board",
    "Union of Ports",
];
const VENUES: [(&str, &str); 10] = [
    ("Rome", "Europe/Rome"),
    ("Muscat", "Asia/Muscat"),
    ("Geneva", "Europe/Zurich"),
    ("Vienna", "Europe/Vienna"),
    ("Nairobi", "Africa/Nairobi"),
    ("Lima", "America/Lima"),
    ("Ottawa", "America/Toronto"),
    ("Osaka", "Asia/Tokyo"),
    ("Oslo", "Europe/Oslo"),
    ("Perth", "Australia/Perth"),
];
const TOPICS: [&str; 8] =
    ["Trade", "Water", "Fisheries", "Borders", "Energy", "Shipping", "Health", "Migration"];
const VERBS: [&str; 8] =
    ["opened", "postponed", "signed", "rejected", "reviewed", "extended", "drafted", "resumed"];
const THINGS: [&str; 8] = [
    "a transit accord",
    "the quota talks",
    "a joint survey",
    "the river statute",
    "a price band",
    "the port fees",
    "an inspection round",
    "the annual review",
];

fn slug(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

fn actor(name: &str) -> String {
    format!(
        "---\nname: {name}\nroles:\n  - {{ title: delegate, from: 2019-01, to: 2024-06 }}\n  - {{ title: chief delegate, from: 2024-07 }}\n---\n{name} appears in made-up briefings.\n"
    )
}

fn venue(name: &str, zone: &str) -> String {
    format!("---\nname: {name}\nkind: city\ntime_zone: {zone}\n---\n")
}

fn briefing(number: usize, random: &mut Random) -> (String, String) {
    let (year, month, day) = (2016 + number % 10, 1 + random.below(12), 1 + random.below(28));
    let (one, two) = (random.choose(&ACTORS), random.choose(&ACTORS));
    let (here, there) = (random.choose(&VENUES).0, random.choose(&VENUES).0);
    let (verb, thing, topic) = (random.choose(&VERBS), random.choose(&THINGS), random.choose(&TOPICS));
    let mut text = format!(
        "---\ntitle: \"{one} {verb} {thing} in {here} ({number})\"\npublished: {year}-{month:02}-{day:02}T{:02}:15:00Z\ndateline: {}\n\
         summary: {one} {verb} {thing}; {two} answers within the month.\nbyline: [desk]\ntopics: [{}]\ndates:\n",
        random.below(24),
        slug(here),
        slug(topic),
    );
    for _ in 0..4 {
        text.push_str(&format!(
            "  - {{ when: {}, what: {} {} {}, where: {}, who: [{}, {}], source: record }}\n",
            random_date(random, year),
            random.choose(&ACTORS),
            random.choose(&VERBS),
            random.choose(&THINGS),
            slug(random.choose(&VENUES).0),
            slug(random.choose(&ACTORS)),
            slug(random.choose(&ACTORS)),
        ));
    }
    text.push_str(&format!(
        "actors:\n  - {{ actor: {}, role: host }}\n  - {}\nvenues: [{}, {}]\nstatements:\n  - {{ who: {}, when: {year}-{month:02}-{day:02}, says: \"We {verb} {thing}\", source: record }}\nsources:\n  - {{ id: record, title: Minutes {number}, publisher: River Commission }}\n---\n",
        slug(one), slug(two), slug(here), slug(there), slug(one),
    ));
    for section in 0..3 {
        text.push_str(&format!("\n## Part {}\n\n", section + 1));
        (0..3).for_each(|_| text.push_str(&paragraph(random)));
    }
    let before = random.below(number.max(1));
    text.push_str(&format!(
        "\nSee [an earlier briefing]({}) and [[{}]].\n",
        relative_path(before, number),
        slug(two)
    ));
    (path(number), text)
}

fn path(number: usize) -> String {
    format!("content/briefings/{}/briefing-{number}.md", 2016 + number % 10)
}

fn relative_path(to: usize, from: usize) -> String {
    let folder = if to % 10 == from % 10 { String::new() } else { format!("../{}/", 2016 + to % 10) };
    format!("{folder}briefing-{to}.md")
}

fn random_date(random: &mut Random, year: usize) -> String {
    let (month, day) = (1 + random.below(12), 1 + random.below(28));
    match random.below(6) {
        0 => format!("{year}-{month:02}"),
        1 => format!("{year}-{month:02}~"),
        2 => format!("{year}-{month:02}-{day:02}T{:02}:30Z", random.below(24)),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}

fn paragraph(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..5 {
        text.push_str(&format!(
            "{} *{}* {} in {}, and **{}** was asked to wait until the following round. ",
            random.choose(&ACTORS),
            random.choose(&VERBS),
            random.choose(&THINGS),
            random.choose(&VENUES).0,
            random.choose(&ACTORS),
        ));
    }
    text + "\n\n"
}

/// SplitMix64: a small, fast and portable random number generator.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn choose<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}
