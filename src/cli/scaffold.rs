//! `dateline new` and `dateline init`: files to start from.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::args::NewKind;
use crate::text::slugify;

/// A file to be written: its site-relative path and text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ScaffoldFile {
    pub(super) path: String,
    pub(super) text: String,
}

/// The files `dateline init` writes, with the placeholders they hold.
const STARTER: [(&str, &str); 10] = [
    ("site.toml", include_str!("starter/site.toml")),
    (".gitignore", include_str!("starter/gitignore")),
    ("content/about.md", include_str!("starter/about.md")),
    ("content/briefings/{year}/how-this-site-works.md", include_str!("starter/how-this-site-works.md")),
    ("content/briefings/{year}/first-meeting-agenda.md", include_str!("starter/first-meeting-agenda.md")),
    ("content/actors/the-desk.md", include_str!("starter/the-desk.md")),
    ("content/actors/united-nations.md", include_str!("starter/united-nations.md")),
    ("content/venues/palais-des-nations.md", include_str!("starter/palais-des-nations.md")),
    ("content/venues/geneva.md", include_str!("starter/geneva.md")),
    ("content/topics/getting-started.md", include_str!("starter/getting-started.md")),
];

/// A new site called `title`, made at `now`.
pub(super) fn starter_site(title: &str, now: Timestamp) -> Vec<ScaffoldFile> {
    let today = now.to_zoned_datetime(TimeZone::UTC).date();
    let week = |days: i64| jiff::civil::Date::to_string(&today.saturating_add(jiff::Span::new().days(days)));
    let placeholders = [
        ("{title}", toml_string(title)),
        ("{name}", title.to_owned()),
        ("{year}", today.year().to_string()),
        ("{today}", today.to_string()),
        ("{yesterday}", week(-1)),
        ("{next-week}", week(7)),
        ("{next-month}", week(30)),
    ];
    let fill = |text: &str| {
        placeholders.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    };
    STARTER.iter().map(|(path, text)| ScaffoldFile { path: fill(path), text: fill(text) }).collect()
}

/// A TOML basic string.
fn toml_string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => {}
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// A YAML double-quoted text.
fn yaml_string(text: &str) -> String {
    toml_string(text)
}

/// A new piece of a site. The error says why there can be none.
pub(super) fn content_item(
    kind: NewKind,
    title: &str,
    slug: Option<&str>,
    now: Timestamp,
    zone: &TimeZone,
) -> Result<ScaffoldFile, String> {
    let title = title.trim();
    let slug = slug.map_or_else(|| slugify(title), slugify);
    if slug.is_empty() {
        return Err(format!("`{title}` holds no letter or digit to make an address from; add --slug"));
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
        NewKind::Page => (String::new(), page(title)),
    };
    let folder = if folder.is_empty() { folder } else { format!("{folder}/") };
    Ok(ScaffoldFile { path: format!("content/{folder}{slug}.md"), text })
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

fn topic(title: &str) -> String {
    include_str!("starter/new-topic.md").replace("{title}", &yaml_string(title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::{EXAMPLE_PROSE, EXAMPLE_VALUES};
    use crate::diagnostic::{Diagnostic, Outcome};
    use crate::pipeline::read_single_file;
    use crate::text::Source;

    const KINDS: [NewKind; 4] = [NewKind::Briefing, NewKind::Actor, NewKind::Venue, NewKind::Topic];

    fn made(kind: NewKind) -> ScaffoldFile {
        content_item(kind, "Vienna", None, Timestamp::UNIX_EPOCH, &TimeZone::UTC).expect("a file")
    }

    fn errors(file: &ScaffoldFile) -> Vec<Diagnostic> {
        let (_, finished) =
            read_single_file(Outcome::clean(Some(Source::new(file.path.as_str(), file.text.as_str()))));
        finished.diagnostics.into_iter().filter(Diagnostic::is_error).collect()
    }

    #[test]
    fn commented_rows_can_be_uncommented_as_they_are() {
        for kind in KINDS {
            for sign in ["# ", "#"] {
                let ScaffoldFile { path, text } = made(kind);
                let uncomment = |line: &str| match line
                    .strip_prefix(sign)
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
                assert_eq!(errors(&ScaffoldFile { path, text }), [], "{kind:?} without `{sign}`");
            }
        }
    }

    #[test]
    fn what_is_written_as_an_example_cannot_be_published() {
        let file = made(NewKind::Briefing);
        assert_eq!(errors(&file), []);
        let public =
            file.text.lines().filter(|line| !line.starts_with("draft:")).collect::<Vec<_>>().join("\n");
        let found: Vec<String> = errors(&ScaffoldFile { path: file.path, text: public })
            .into_iter()
            .map(|note| note.message)
            .collect();
        let expected = [
            "`summary` is empty",
            "the paragraph is still the example text",
            "the section `What we know` is empty",
            "the section `What is disputed` is empty",
            "the section `What comes next` is empty",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn the_examples_that_are_refused_are_those_that_are_written() {
        let all: String = KINDS.map(|kind| made(kind).text).concat();
        for example in EXAMPLE_VALUES.iter().filter(|example| **example != "…").chain([&EXAMPLE_PROSE]) {
            assert!(all.contains(example), "`{example}` is in no new file");
        }
    }
}
