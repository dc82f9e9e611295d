//! What the prose tells and no list has: names without a page and words somebody said. It is offered to the editor,
//! ready to paste, and never shown to readers.

use std::fmt::Write as _;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::briefing::yaml;
use crate::diagnostic::{Diagnostic, SourceLocation, UNLISTED_NAMES, UNLISTED_STATEMENT};
use crate::document::BlockKind;
use crate::facts::names::{EntityKind, Mention, MentionReason, PlaceKind};
use crate::facts::timex::TimexReader;
use crate::facts::token::Token;
use crate::facts::{Date, quote};
use crate::site::{PageId, ResolvedBriefing, Site};
use crate::text::{Span, Spanned, slugify};

use super::names::NameFinder;
use super::prose::BriefingProse;
use super::{briefing_prose, dates, is_english};

/// Names that are told at once; a longer list is not read.
const MAX_LISTED_NAMES: usize = 20;

/// A name that the site has no page for, in one briefing.
struct UnlistedName {
    name: String,
    is_venue: bool,
    /// The office it is told with; may be empty.
    role: String,
    location: SourceLocation,
}

/// Everything the prose of all briefings offers: one list of names, most frequent first, and each statement.
pub fn proposals(site: &Site) -> Vec<Diagnostic> {
    let (reader, names) = (TimexReader::english(), NameFinder::new(site));
    let read = |tokens: &mut Vec<Token>, filed: &ResolvedBriefing| {
        if !is_english(&filed.briefing.meta, &site.settings.language) {
            return (Vec::new(), Vec::new());
        }
        let reading = briefing_prose(site, filed, tokens);
        let mentions = names.mentions(&reading);
        (
            unlisted_names(&names, &reading, &mentions),
            statement_proposals(&reader, site, &names, &reading, &mentions),
        )
    };
    let read: Vec<_> = site.briefings.par_iter().with_max_len(64).map_init(Vec::new, read).collect();
    let (unlisted, statements): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    let mut notes: Vec<Diagnostic> = statements.into_iter().flatten().collect();
    notes.extend(names_proposal(unlisted));
    notes
}

/// The names of one briefing that nobody has declared, each once by its longest form.
fn unlisted_names(
    names: &NameFinder,
    reading: &BriefingProse<'_>,
    mentions: &[Mention],
) -> Vec<UnlistedName> {
    let mut longest: FxHashMap<u32, &Mention> = FxHashMap::default();
    for mention in mentions.iter().filter(|mention| is_proposed(names, reading, mention)) {
        let held = longest.entry(mention.entity).or_insert(mention);
        if mention.span.end - mention.span.start > held.span.end - held.span.start {
            *held = mention;
        }
    }
    let mut chosen: Vec<&Mention> = longest.into_values().collect();
    chosen.sort_by_key(|mention| mention.span);
    chosen
        .into_iter()
        .map(|mention| UnlistedName {
            name: mention_text(reading, mention),
            is_venue: mention.is_venue(),
            role: mention
                .role
                .as_ref()
                .filter(|role| !role.former)
                .map_or_else(String::new, |role| role.title.clone()),
            location: SourceLocation::new(&reading.meta.source, reading.plain.source_span(mention.span)),
        })
        .collect()
}

/// Whether a mention is worth a page and sure enough to be offered: a full name, an organisation with a name of
/// its own, a state, or a place where something happens. Headings begin words with capitals that name nobody.
fn is_proposed(names: &NameFinder, reading: &BriefingProse<'_>, mention: &Mention) -> bool {
    let text = mention.span.slice(&reading.plain.text);
    let block = reading.plain.block_at(mention.span.start);
    if block.is_none_or(|block| block.kind == BlockKind::Heading) {
        return false;
    }
    let undeclared = mention.declared.is_none() && names.declared_names.find_by_name(text).is_empty();
    let open = reading.override_of_name(mention.span).is_none()
        && mention.standalone
        && mention.reason != MentionReason::Described;
    undeclared
        && open
        && match mention.kind {
            EntityKind::Person => text.contains(' '),
            EntityKind::Organisation => text.contains(' ') || text.chars().all(char::is_uppercase),
            EntityKind::Place(PlaceKind::State) => !mention.metonym,
            EntityKind::Place(_) => mention.is_venue(),
        }
}

fn mention_text(reading: &BriefingProse<'_>, mention: &Mention) -> String {
    let words = mention.span.slice(&reading.plain.text);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One hint for the whole site, most frequent first.
fn names_proposal(of_briefings: Vec<Vec<UnlistedName>>) -> Option<Diagnostic> {
    let mut counts: FxHashMap<(bool, String), (usize, UnlistedName)> = FxHashMap::default();
    for unlisted in of_briefings.into_iter().flatten() {
        let key = (unlisted.is_venue, slugify(&unlisted.name));
        match counts.get_mut(&key) {
            Some((count, held)) => {
                *count += 1;
                held.role = Some(std::mem::take(&mut held.role))
                    .filter(|role| !role.is_empty())
                    .unwrap_or(unlisted.role);
            }
            None => drop(counts.insert(key, (1, unlisted))),
        }
    }
    let mut all: Vec<(usize, UnlistedName)> = counts.into_values().collect();
    all.sort_by(|(one, a), (other, b)| {
        other.cmp(one).then_with(|| a.name.cmp(&b.name)).then(a.is_venue.cmp(&b.is_venue))
    });
    let place = all.first()?.1.location.clone();
    let message = match all.len() {
        1 => format!("`{}` stands in the prose and has no page", all[0].1.name),
        count => format!("{count} names stand in the prose and have no page"),
    };
    Some(Diagnostic::new(&UNLISTED_NAMES, message).at(place).help(names_help(&all)))
}

fn names_help(all: &[(usize, UnlistedName)]) -> String {
    let mut help = "list in front matter whom a page is due".to_owned();
    for (head, is_venue) in [("actors", false), ("venues", true)] {
        let chosen: Vec<_> =
            all.iter().take(MAX_LISTED_NAMES).filter(|(_, name)| name.is_venue == is_venue).collect();
        if !chosen.is_empty() {
            let _ = write!(help, "\n{head}:");
        }
        for (count, unlisted) in chosen {
            let briefings = if *count == 1 { "1 briefing".to_owned() } else { format!("{count} briefings") };
            let _ = write!(help, "\n  - {}  # {briefings}", name_line(unlisted));
        }
    }
    if all.len() > MAX_LISTED_NAMES {
        let _ = write!(help, "\nand {} more", all.len() - MAX_LISTED_NAMES);
    }
    help
}

fn name_line(unlisted: &UnlistedName) -> String {
    let word = if unlisted.is_venue { "venue" } else { "actor" };
    match unlisted.role.as_str() {
        "" => yaml::name_or_quoted(&unlisted.name),
        role => format!(
            "{{ {word}: {}, role: {} }}",
            yaml::name_or_quoted(&unlisted.name),
            yaml::name_or_quoted(role)
        ),
    }
}

/// Statements of those who have pages, as far as the editor does not list them.
fn statement_proposals(
    reader: &TimexReader,
    site: &Site,
    names: &NameFinder,
    reading: &BriefingProse<'_>,
    mentions: &[Mention],
) -> Vec<Diagnostic> {
    let text = &reading.plain.text;
    let expressions = dates::time_expressions(reader, reading);
    let dated =
        expressions.iter().filter_map(|found| Some(Spanned::new(reading.value_of(found)?, found.span)));
    let dates: Vec<Spanned<Date>> = dated.collect();
    let found = quote::read_statements(text, reading.tokens, mentions, &dates, &names.gazetteer);
    let declared: Vec<String> =
        reading.briefing.statements.iter().map(|statement| slugify(&statement.says.value)).collect();
    let mut notes = Vec::new();
    for statement in found {
        let speaker = mentions.get(statement.speaker).and_then(|speaker| speaker.declared);
        let Some(PageId::Actor(who)) = speaker.map(|entry| names.page(entry)) else { continue };
        let says = quoted_words(text, &statement.quoted_spans);
        let told = slugify(&says);
        if declared.iter().any(|declared| declared.contains(&told) || told.contains(declared.as_str())) {
            continue;
        }
        let actor = site.actor(who);
        let when = statement.when.as_ref().map_or_else(String::new, |when| format!(", when: {}", when.value));
        let help = format!(
            "if it matters, list it in front matter\nstatements:\n  - {{ who: {}, says: {}{when} }}",
            actor.slug(),
            yaml::double_quoted(&says)
        );
        let (Some(first), Some(last)) = (statement.quoted_spans.first(), statement.quoted_spans.last())
        else {
            continue;
        };
        let message = format!("words of {} stand in the prose and not among the statements", actor.name);
        let span = Span { start: first.start, end: last.end };
        notes.push(reading.diagnostic(&UNLISTED_STATEMENT, message, span).help(help));
    }
    notes
}

/// The words of a statement in one line, without the comma before a speaker who is named in between.
fn quoted_words(text: &str, words: &[Span]) -> String {
    let parts: Vec<String> =
        words.iter().map(|span| span.slice(text).split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    parts.join(" ").trim_end_matches(',').to_owned()
}
