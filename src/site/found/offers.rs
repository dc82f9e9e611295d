//! What the prose tells and no list has: names without a page and words somebody said. It is offered to the editor,
//! ready to paste, and never shown to readers.

use std::fmt::Write as _;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::briefing::yaml;
use crate::diagnostic::{Diagnostic, Place, UNLISTED_NAMES, UNLISTED_STATEMENT};
use crate::document::BlockKind;
use crate::facts::names::{Kind, Mention, Sort, Why};
use crate::facts::timex::Reader;
use crate::facts::token::Token;
use crate::facts::{Date, quote};
use crate::site::{Filed, PageId, Site};
use crate::text::{Span, Spanned, slugify};

use super::names::Names;
use super::reading::Reading;
use super::{dates, is_english, reading};

/// Names that are told at once; a longer list is not read.
const MOST: usize = 20;

/// A name that the site has no page for, in one briefing.
struct Unlisted {
    name: String,
    is_venue: bool,
    /// The office it is told with; may be empty.
    role: String,
    place: Place,
}

/// Everything the prose of all briefings offers: one list of names, most frequent first, and each statement.
pub fn offers(site: &Site) -> Vec<Diagnostic> {
    let (reader, names) = (Reader::english(), Names::new(site));
    let read = |tokens: &mut Vec<Token>, filed: &Filed| {
        if !is_english(&filed.briefing.leaf, &site.settings.language) {
            return (Vec::new(), Vec::new());
        }
        let reading = reading(site, filed, tokens);
        let mentions = names.mentions(&reading);
        (unlisted(&names, &reading, &mentions), statements(&reader, site, &names, &reading, &mentions))
    };
    let read: Vec<_> = site.briefings.par_iter().with_max_len(64).map_init(Vec::new, read).collect();
    let (unlisted, statements): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    let mut notes: Vec<Diagnostic> = statements.into_iter().flatten().collect();
    notes.extend(listed(unlisted));
    notes
}

/// The names of one briefing that nobody has declared, each once by its longest form.
fn unlisted(names: &Names, reading: &Reading<'_>, mentions: &[Mention]) -> Vec<Unlisted> {
    let mut longest: FxHashMap<u32, &Mention> = FxHashMap::default();
    for mention in mentions.iter().filter(|mention| is_offered(names, reading, mention)) {
        let held = longest.entry(mention.entity).or_insert(mention);
        if mention.span.end - mention.span.start > held.span.end - held.span.start {
            *held = mention;
        }
    }
    let mut chosen: Vec<&Mention> = longest.into_values().collect();
    chosen.sort_by_key(|mention| mention.span);
    chosen
        .into_iter()
        .map(|mention| Unlisted {
            name: name(reading, mention),
            is_venue: mention.is_venue(),
            role: mention
                .role
                .as_ref()
                .filter(|role| !role.former)
                .map_or_else(String::new, |role| role.title.clone()),
            place: Place::of(&reading.leaf.source, reading.plain.source_span(mention.span)),
        })
        .collect()
}

/// Whether a mention is worth a page and sure enough to be offered: a full name, an organisation with a name of
/// its own, a state, or a place where something happens. Headings begin words with capitals that name nobody.
fn is_offered(names: &Names, reading: &Reading<'_>, mention: &Mention) -> bool {
    let text = mention.span.slice(&reading.plain.text);
    let block = reading.plain.block_at(mention.span.start);
    if block.is_none_or(|block| block.kind == BlockKind::Heading) {
        return false;
    }
    let undeclared = mention.declared.is_none() && names.registry.named(text).is_empty();
    let open =
        reading.verdict_of_name(mention.span).is_none() && mention.alone && mention.why != Why::Described;
    undeclared
        && open
        && match mention.kind {
            Kind::Person => text.contains(' '),
            Kind::Organisation => text.contains(' ') || text.chars().all(char::is_uppercase),
            Kind::Place(Sort::State) => !mention.metonym,
            Kind::Place(_) => mention.is_venue(),
        }
}

fn name(reading: &Reading<'_>, mention: &Mention) -> String {
    let words = mention.span.slice(&reading.plain.text);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One hint for the whole site, most frequent first.
fn listed(of_briefings: Vec<Vec<Unlisted>>) -> Option<Diagnostic> {
    let mut counts: FxHashMap<(bool, String), (usize, Unlisted)> = FxHashMap::default();
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
    let mut all: Vec<(usize, Unlisted)> = counts.into_values().collect();
    all.sort_by(|(one, a), (other, b)| {
        other.cmp(one).then_with(|| a.name.cmp(&b.name)).then(a.is_venue.cmp(&b.is_venue))
    });
    let place = all.first()?.1.place.clone();
    let message = match all.len() {
        1 => format!("`{}` stands in the prose and has no page", all[0].1.name),
        count => format!("{count} names stand in the prose and have no page"),
    };
    Some(Diagnostic::new(&UNLISTED_NAMES, message).at(place).mend(mend(&all)))
}

fn mend(all: &[(usize, Unlisted)]) -> String {
    let mut mend = "list in front matter whom a page is due".to_owned();
    for (head, is_venue) in [("actors", false), ("venues", true)] {
        let chosen: Vec<_> = all.iter().take(MOST).filter(|(_, name)| name.is_venue == is_venue).collect();
        if !chosen.is_empty() {
            let _ = write!(mend, "\n{head}:");
        }
        for (count, unlisted) in chosen {
            let briefings = if *count == 1 { "1 briefing".to_owned() } else { format!("{count} briefings") };
            let _ = write!(mend, "\n  - {}  # {briefings}", line(unlisted));
        }
    }
    if all.len() > MOST {
        let _ = write!(mend, "\nand {} more", all.len() - MOST);
    }
    mend
}

fn line(unlisted: &Unlisted) -> String {
    let word = if unlisted.is_venue { "venue" } else { "actor" };
    match unlisted.role.as_str() {
        "" => yaml::name(&unlisted.name),
        role => format!("{{ {word}: {}, role: {} }}", yaml::name(&unlisted.name), yaml::name(role)),
    }
}

/// Statements of those who have pages, as far as the editor does not list them.
fn statements(
    reader: &Reader,
    site: &Site,
    names: &Names,
    reading: &Reading<'_>,
    mentions: &[Mention],
) -> Vec<Diagnostic> {
    let text = &reading.plain.text;
    let expressions = dates::expressions(reader, reading);
    let dated =
        expressions.iter().filter_map(|found| Some(Spanned::new(reading.meaning(found)?, found.span)));
    let dates: Vec<Spanned<Date>> = dated.collect();
    let found = quote::read(text, reading.tokens, mentions, &dates, &names.tables);
    let declared: Vec<String> =
        reading.briefing.statements.iter().map(|statement| slugify(&statement.says.value)).collect();
    let mut notes = Vec::new();
    for statement in found {
        let speaker = mentions.get(statement.speaker).and_then(|speaker| speaker.declared);
        let Some(PageId::Actor(who)) = speaker.map(|entry| names.page(entry)) else { continue };
        let says = said(text, &statement.words);
        let told = slugify(&says);
        if declared.iter().any(|declared| declared.contains(&told) || told.contains(declared.as_str())) {
            continue;
        }
        let actor = site.actor(who);
        let when = statement.when.as_ref().map_or_else(String::new, |when| format!(", when: {}", when.value));
        let mend = format!(
            "if it matters, list it in front matter\nstatements:\n  - {{ who: {}, says: {}{when} }}",
            actor.slug(),
            yaml::quoted(&says)
        );
        let (Some(first), Some(last)) = (statement.words.first(), statement.words.last()) else { continue };
        let message = format!("words of {} stand in the prose and not among the statements", actor.name);
        let span = Span { start: first.start, end: last.end };
        notes.push(reading.note(&UNLISTED_STATEMENT, message, span).mend(mend));
    }
    notes
}

/// The words of a statement in one line, without the comma before a speaker who is named in between.
fn said(text: &str, words: &[Span]) -> String {
    let parts: Vec<String> =
        words.iter().map(|span| span.slice(text).split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    parts.join(" ").trim_end_matches(',').to_owned()
}
