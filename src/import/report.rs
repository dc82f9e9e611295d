//! The report of an import: what was done and what is left, by kind, with places.

use std::collections::BTreeMap;
use std::fmt::Write;

/// Number of examples of a kind in the summary of a dry run.
const MAX_EXAMPLES: usize = 10;
/// Number of places of a kind in the report.
const MAX_PLACES: usize = 500;

/// What was done with something that the source contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReportKind {
    /// A file that was not read.
    NotRead,
    /// Front matter that is not valid in the source.
    InvalidFrontMatter,
    /// Content in a form that is not imported.
    NotImported,
    /// A page that the source does not publish.
    Unpublished,
    /// Text of the source that no new page has.
    LeftOut,
    /// A shortcode that the table does not have.
    UnknownShortcode,
    /// A Liquid tag or filter that is not run.
    UnknownLiquid,
    /// A template variable without a value.
    UnknownVariable,
    /// An include without a file, or nested too deeply.
    BrokenInclude,
    /// Scripts, embedded pages and the like.
    RemovedHtml,
    /// A link whose target is in neither the source nor its site.
    Unlinked,
    /// A link to a page that the source's templates make.
    OldSiteLink,
    /// A link to a heading that does not exist.
    MissingAnchor,
    /// A picture or file that the source does not contain.
    MissingFile,
    /// A picture that is on a server, not in the source; it is not fetched.
    RemotePicture,
    /// An old URL that is not kept.
    DroppedUrl,
    /// A value of front matter that is left out.
    DroppedValue,
    /// Text whose meaning is lost, such as a tab or an icon.
    LostMarkup,
    /// A page with templates but no text.
    EmptyPage,
    /// A file that no page uses, by extension.
    UnusedFile,
    /// A page whose name was taken.
    Renamed,
    /// A day or zone that is taken from the file name, the URL or the option.
    Inferred,
    /// Front matter keys that are kept under `extra`.
    Extra,
    /// A shortcode that became Markdown.
    Shortcode,
    /// An include that is now part of the page.
    Include,
    /// HTML that became Markdown.
    Html,
    /// Markdown of another dialect that was rewritten.
    Dialect,
    /// A link that leads to the new file.
    Link,
    /// A first heading equal to the title.
    TitleHeading,
    /// An old briefing whose prose is not read for dates.
    FoundOff,
}

/// All kinds with their title, in the order of the report. Kinds up to `Renamed` need a decision.
const TITLES: [(ReportKind, &str); 30] = [
    (ReportKind::NotRead, "Files that were not read"),
    (ReportKind::InvalidFrontMatter, "Files with invalid front matter, copied to `not-imported/`"),
    (ReportKind::NotImported, "Content that is not imported"),
    (ReportKind::Unpublished, "Pages that the old site does not publish or list"),
    (ReportKind::LeftOut, "Text that is left out"),
    (ReportKind::UnknownShortcode, "Shortcodes without a rule, now comments"),
    (ReportKind::UnknownLiquid, "Liquid that was not run, removed"),
    (ReportKind::UnknownVariable, "Template variables without a value, removed"),
    (ReportKind::BrokenInclude, "Includes that could not be resolved"),
    (ReportKind::RemovedHtml, "HTML without a Markdown form, removed or replaced by a link"),
    (ReportKind::Unlinked, "Links without a target, now text"),
    (ReportKind::OldSiteLink, "Links to pages that templates of the old site make, now full URLs"),
    (ReportKind::MissingAnchor, "Links to headings that do not exist, now links to the page"),
    (ReportKind::MissingFile, "Pictures and files that the source does not contain"),
    (ReportKind::RemotePicture, "Pictures by URL, now links: copy the files into the source"),
    (ReportKind::DroppedUrl, "Old URLs that are not kept"),
    (ReportKind::DroppedValue, "Values of front matter that are left out"),
    (ReportKind::LostMarkup, "Markup without an equal, reduced to its text"),
    (ReportKind::EmptyPage, "Pages without text, not imported"),
    (ReportKind::UnusedFile, "Files that no page uses, not copied"),
    (ReportKind::Renamed, "Files with a new name, because the name was taken"),
    (ReportKind::Inferred, "Dates, zones and settings that the source does not state"),
    (ReportKind::Extra, "Front matter keys kept under `extra`"),
    (ReportKind::Shortcode, "Shortcodes that became Markdown"),
    (ReportKind::Include, "Includes that became part of the page"),
    (ReportKind::Html, "HTML elements that became Markdown"),
    (ReportKind::Dialect, "Markdown of another dialect, rewritten"),
    (ReportKind::Link, "Links that lead to the new files"),
    (ReportKind::TitleHeading, "First headings equal to the title, removed"),
    (ReportKind::FoundOff, "Old briefings with `found: off`"),
];

/// Places and counts of one detail, such as the name of a shortcode.
#[derive(Clone, Debug, Default)]
struct DetailPlaces {
    count: usize,
    places: Vec<String>,
}

/// What an import did and what is left.
#[derive(Clone, Debug, Default)]
pub struct ImportReport {
    entries: BTreeMap<ReportKind, BTreeMap<String, DetailPlaces>>,
}

/// What happened to one file, before it is part of the report.
pub(super) type FileLog = Vec<(ReportKind, String)>;

/// Something that is not imported: its file or title, the kind and the reason.
pub(super) type Rejected = (String, ReportKind, String);

impl ImportReport {
    /// Adds one entry: what it is, and the file in which it is.
    pub(super) fn add(&mut self, kind: ReportKind, detail: &str, place: &str) {
        let detail: String = detail.chars().take(200).collect();
        let entry = self.entries.entry(kind).or_default().entry(detail).or_default();
        entry.count += 1;
        if entry.places.len() < MAX_PLACES && entry.places.last().is_none_or(|last| last != place) {
            entry.places.push(place.to_owned());
        }
    }

    /// Adds the entries of one file.
    pub(super) fn add_log(&mut self, log: FileLog, place: &str) {
        log.into_iter().for_each(|(kind, detail)| self.add(kind, &detail, place));
    }

    /// Returns the number of entries of a kind.
    pub fn count(&self, kind: ReportKind) -> usize {
        self.entries.get(&kind).map_or(0, |details| details.values().map(|detail| detail.count).sum())
    }

    /// Returns the counts by kind with the most frequent examples, for the terminal.
    pub fn summary(&self) -> String {
        let mut text = String::new();
        for (kind, title) in TITLES.iter().filter(|(kind, _)| self.count(*kind) > 0) {
            let _ = writeln!(text, "{:>7}  {title}", self.count(*kind));
            for (detail, found) in self.most_frequent(*kind).into_iter().take(MAX_EXAMPLES) {
                let place = found.places.first().map_or("", |place| place);
                let _ = writeln!(text, "         {:>5}  {}  {place}", found.count, shown(detail));
            }
        }
        text
    }

    /// Returns the report as Markdown.
    pub fn markdown(&self, heading: &str) -> String {
        let mut text = format!("# {heading}\n");
        let parts = [("What is left to do", true), ("What was done", false)];
        for (title, is_left) in parts {
            let _ = write!(text, "\n## {title}\n");
            let kinds = TITLES.iter().filter(|(kind, _)| (*kind <= ReportKind::Renamed) == is_left);
            for (kind, title) in kinds.filter(|(kind, _)| self.count(*kind) > 0) {
                let _ = write!(text, "\n### {title}: {}\n\n", self.count(*kind));
                self.write_details(*kind, &mut text);
            }
        }
        text
    }

    fn write_details(&self, kind: ReportKind, text: &mut String) {
        let limit = if kind <= ReportKind::Renamed { MAX_PLACES } else { MAX_EXAMPLES };
        for (detail, found) in self.most_frequent(kind).into_iter().take(MAX_PLACES) {
            let _ = writeln!(text, "- {} ({})", code(&shown(detail)), found.count);
            for place in found.places.iter().take(limit) {
                let _ = writeln!(text, "  - {}", code(place));
            }
        }
    }

    fn most_frequent(&self, kind: ReportKind) -> Vec<(&str, &DetailPlaces)> {
        let details = self.entries.get(&kind);
        let mut details: Vec<_> =
            details.into_iter().flatten().map(|(detail, found)| (detail.as_str(), found)).collect();
        details.sort_by_key(|(_, found)| std::cmp::Reverse(found.count));
        details
    }
}

fn shown(detail: &str) -> String {
    crate::text::visible_line(detail).into_owned()
}

/// Returns a text as a Markdown code span.
fn code(text: &str) -> String {
    if text.starts_with('`') || text.ends_with('`') {
        return format!("`` {text} ``");
    }
    let ticks = if text.contains('`') { "``" } else { "`" };
    format!("{ticks}{text}{ticks}")
}
