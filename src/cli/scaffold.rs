//! Templates of the files that `dateline new` and `dateline init` create.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::args::{NewKind, StartingLook};
use crate::draft::DraftFile;
use crate::text::{LONGEST_NAME, name_problem, slugify, title_slug};

/// The files that `dateline init` writes, with placeholders.
const STARTER: [(&str, &str); 12] = [
    ("site.toml", include_str!("starter/site.toml")),
    (".gitignore", include_str!("starter/gitignore")),
    (".vscode/settings.json", include_str!("starter/vscode/settings.json")),
    (".vscode/tasks.json", include_str!("starter/vscode/tasks.json")),
    ("content/about.md", include_str!("starter/about.md")),
    ("content/briefings/{year}/how-this-site-works.md", include_str!("starter/how-this-site-works.md")),
    ("content/briefings/{year}/first-meeting-agenda.md", include_str!("starter/first-meeting-agenda.md")),
    ("content/actors/the-desk.md", include_str!("starter/the-desk.md")),
    ("content/actors/united-nations.md", include_str!("starter/united-nations.md")),
    ("content/venues/palais-des-nations.md", include_str!("starter/palais-des-nations.md")),
    ("content/venues/geneva.md", include_str!("starter/geneva.md")),
    ("content/topics/getting-started.md", include_str!("starter/getting-started.md")),
];

/// Returns the files of a new site.
pub(super) fn starter_site(title: &str, look: Option<StartingLook>, now: Timestamp) -> Vec<DraftFile> {
    let today = now.to_zoned_datetime(TimeZone::UTC).date();
    let in_days =
        |days: i64| jiff::civil::Date::to_string(&today.saturating_add(jiff::Span::new().days(days)));
    let placeholders = [
        ("{title}", toml_string(title)),
        ("{name}", title.to_owned()),
        ("{year}", today.year().to_string()),
        ("{today}", today.to_string()),
        ("{yesterday}", in_days(-1)),
        ("{next-week}", in_days(7)),
        ("{next-month}", in_days(30)),
    ];
    let fill = |text: &str| {
        placeholders.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    };
    let mut files: Vec<DraftFile> =
        STARTER.iter().map(|(path, text)| DraftFile { path: fill(path), text: fill(text) }).collect();
    // The title stands in a TOML string here, where these chars would need escapes.
    let needs_escape = |c: char| c.is_control() || matches!(c, '"' | '\\');
    let look = look.map(look_settings).unwrap_or_default();
    let look = look.replace("{name}", &title.replace(needs_escape, " "));
    files.iter_mut().filter(|file| file.path == "site.toml").for_each(|file| file.text.push_str(&look));
    files
}

/// Returns the settings of a look.
fn look_settings(look: StartingLook) -> &'static str {
    match look {
        StartingLook::Plain => include_str!("starter/looks/plain.toml"),
        StartingLook::Serif => include_str!("starter/looks/serif.toml"),
        StartingLook::Ngo => include_str!("starter/looks/ngo.toml"),
    }
}

/// Quotes a TOML basic string.
fn toml_string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            char if char.is_control() => {}
            char => quoted.push(char),
        }
    }
    quoted.push('"');
    quoted
}

/// Quotes a YAML double-quoted scalar.
fn yaml_string(text: &str) -> String {
    toml_string(text)
}

/// Maximum length of a slug in bytes: `.md` is added to it.
const MAX_SLUG_BYTES: usize = LONGEST_NAME - ".md".len();

/// Returns a new content file. Fails if no slug can be derived from the title.
pub(super) fn content_item(
    kind: NewKind,
    title: &str,
    slug: Option<&str>,
    now: Timestamp,
    zone: &TimeZone,
) -> Result<DraftFile, String> {
    let title = title.trim();
    let slug = slug.map_or_else(|| title_slug(title), slugify);
    if slug.is_empty() {
        return Err(format!("`{title}` has no letter or digit for a URL slug; add --slug"));
    }
    if slug.len() > MAX_SLUG_BYTES {
        return Err(format!("the slug has {} bytes; the limit is {MAX_SLUG_BYTES}", slug.len()));
    }
    if let Some(reason) = name_problem(&slug) {
        return Err(format!("the slug `{slug}` {reason}; add --slug"));
    }
    let now = now.to_zoned_datetime(zone.clone());
    let (folder, text) = match kind {
        NewKind::Briefing => (
            format!("briefings/{}", now.date().year()),
            briefing(title, &now.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()),
        ),
        NewKind::Actor => ("actors".to_owned(), actor(title)),
        NewKind::Venue => ("venues".to_owned(), venue(title)),
        NewKind::Topic => ("topics".to_owned(), topic(title)),
        NewKind::Author => ("people".to_owned(), author(title)),
        NewKind::Series => ("series".to_owned(), series(title)),
        NewKind::Page => (String::new(), page(title)),
    };
    let folder = if folder.is_empty() { folder } else { format!("{folder}/") };
    Ok(DraftFile { path: format!("content/{folder}{slug}.md"), text })
}

fn briefing(title: &str, published: &str) -> String {
    include_str!("starter/new-briefing.md")
        .replace("{title}", &yaml_string(title))
        .replace("{published}", published)
}

fn actor(name: &str) -> String {
    include_str!("starter/new-actor.md").replace("{name}", &yaml_string(name))
}

fn venue(name: &str) -> String {
    include_str!("starter/new-venue.md").replace("{name}", &yaml_string(name))
}

fn page(title: &str) -> String {
    include_str!("starter/new-page.md").replace("{title}", &yaml_string(title))
}

fn author(name: &str) -> String {
    include_str!("starter/new-author.md").replace("{name}", &yaml_string(name))
}

fn series(title: &str) -> String {
    include_str!("starter/new-series.md").replace("{title}", &yaml_string(title))
}

fn topic(title: &str) -> String {
    include_str!("starter/new-topic.md").replace("{title}", &yaml_string(title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::{EXAMPLE_PARAGRAPHS, EXAMPLE_VALUES};
    use crate::diagnostic::{Diagnostic, Outcome};
    use crate::pipeline::read_single_file;
    use crate::text::Source;

    const KINDS: [NewKind; 7] = [
        NewKind::Briefing,
        NewKind::Actor,
        NewKind::Venue,
        NewKind::Topic,
        NewKind::Author,
        NewKind::Series,
        NewKind::Page,
    ];

    fn new_file(kind: NewKind) -> DraftFile {
        content_item(kind, "Vienna", None, Timestamp::UNIX_EPOCH, &TimeZone::UTC).expect("a file")
    }

    #[test]
    fn file_names_fit_every_system() {
        let create = |title: &str, slug: Option<&str>| {
            content_item(NewKind::Page, title, slug, Timestamp::UNIX_EPOCH, &TimeZone::UTC)
        };
        assert!(create(&"long title ".repeat(40), None).is_ok_and(|file| file.path.len() < 80));
        assert!(create("Short", Some(&"a".repeat(252))).is_ok());
        assert_eq!(
            create("Short", Some(&"a".repeat(253))).err().as_deref(),
            Some("the slug has 253 bytes; the limit is 252")
        );
        for (title, slug) in [("COM1", None), ("Talks", Some("Aux"))] {
            let refused = create(title, slug).err().unwrap_or_default();
            assert!(refused.ends_with("is a device name on Windows; add --slug"), "{title}: {refused}");
        }
    }

    fn errors(file: &DraftFile) -> Vec<Diagnostic> {
        let (_, finished) =
            read_single_file(Outcome::clean(Some(Source::new(file.path.as_str(), file.text.as_str()))));
        finished.diagnostics.into_iter().filter(Diagnostic::is_error).collect()
    }

    #[test]
    fn commented_lines_are_valid_when_uncommented() {
        for kind in KINDS {
            for prefix in ["# ", "#"] {
                let DraftFile { path, text } = new_file(kind);
                let uncomment = |line: &str| match line
                    .strip_prefix(prefix)
                    .filter(|rest| rest.trim_start().starts_with('-'))
                {
                    Some(row) => row.to_owned(),
                    None => line.strip_prefix("# ").unwrap_or(line).to_owned(),
                };
                let text = text
                    .lines()
                    .map(uncomment)
                    .collect::<Vec<_>>()
                    .join("\n")
                    .replace("One sentence.", "A city.");
                assert_eq!(errors(&DraftFile { path, text }), [], "{kind:?} without `{prefix}`");
            }
        }
    }

    #[test]
    fn examples_cannot_be_published() {
        let of_briefing = [
            "`summary` is still the example value",
            "the paragraph is still the example text",
            "the section `What we know` is empty",
            "the section `What is disputed` is empty",
            "the section `What comes next` is empty",
        ];
        let of_page = ["the paragraph is still the example text"];
        for (kind, expected) in [(NewKind::Briefing, &of_briefing[..]), (NewKind::Page, &of_page)] {
            let file = new_file(kind);
            assert_eq!(errors(&file), []);
            let text =
                file.text.lines().filter(|line| !line.starts_with("draft:")).collect::<Vec<_>>().join("\n");
            let errors = errors(&DraftFile { path: file.path, text });
            let messages: Vec<String> = errors.into_iter().map(|error| error.message.to_string()).collect();
            assert_eq!(messages, expected);
        }
    }

    #[test]
    fn every_refused_example_is_in_a_new_file() {
        let all: String = KINDS.map(|kind| new_file(kind).text).concat();
        let values = EXAMPLE_VALUES.iter().filter(|example| **example != "…");
        for example in values.chain(&EXAMPLE_PARAGRAPHS) {
            assert!(all.contains(example), "`{example}` is in no new file");
        }
    }
}
