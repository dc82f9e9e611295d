//! Proposals: names and statements found in prose but not declared. They are printed for the editor, ready to paste,
//! and never published.

use std::fmt::Write as _;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::briefing::yaml;
use crate::diagnostic::{Diagnostic, SourceLocation, UNLISTED_NAMES, UNLISTED_STATEMENT};
use crate::document::BlockKind;
use crate::facts::languages::Languages;
use crate::facts::names::{EntityKind, Mention, MentionReason, PlaceKind};
use crate::facts::timex::TimexReader;
use crate::facts::token::Token;
use crate::facts::{Date, quote};
use crate::site::{PageId, ResolvedBriefing, Site};
use crate::text::{Span, Spanned, slugify};

use super::names::NameFinder;
use super::prose::BriefingProse;
use super::{briefing_prose, dates, finder_for, name_finders};

/// Maximum number of names listed in one proposal.
const MAX_LISTED_NAMES: usize = 20;

/// A name without a page, found in one briefing.
struct UnlistedName {
    name: String,
    is_venue: bool,
    /// The role given with the name; may be empty.
    role: String,
    location: SourceLocation,
}

/// Returns the proposals of all briefings: each statement, and one list of names, most frequent first.
pub fn proposals(site: &Site) -> Vec<Diagnostic> {
    let languages = Languages::all();
    let finders = name_finders(site, &languages);
    let read = |tokens: &mut Vec<Token>, resolved: &ResolvedBriefing| {
        let Some(names) = finder_for(&finders, &resolved.briefing.meta, site) else {
            return (Vec::new(), Vec::new());
        };
        let prose = briefing_prose(site, resolved, names.language, tokens);
        let mentions = names.mentions(&prose);
        (unlisted_names(names, &prose, &mentions), statement_proposals(site, names, &prose, &mentions))
    };
    let read: Vec<_> = site.briefings.par_iter().with_max_len(64).map_init(Vec::new, read).collect();
    let (unlisted, statements): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    let mut diagnostics: Vec<Diagnostic> = statements.into_iter().flatten().collect();
    diagnostics.extend(names_proposal(unlisted));
    diagnostics
}

/// Returns the undeclared names of one briefing, each once, in its longest form.
fn unlisted_names(names: &NameFinder, prose: &BriefingProse<'_>, mentions: &[Mention]) -> Vec<UnlistedName> {
    let mut longest: FxHashMap<u32, &Mention> = FxHashMap::default();
    for mention in mentions.iter().filter(|mention| is_proposed(names, prose, mention)) {
        let current = longest.entry(mention.entity).or_insert(mention);
        if mention.span.end - mention.span.start > current.span.end - current.span.start {
            *current = mention;
        }
    }
    let mut chosen: Vec<&Mention> = longest.into_values().collect();
    chosen.sort_by_key(|mention| mention.span);
    chosen
        .into_iter()
        .map(|mention| UnlistedName {
            name: mention_text(prose, mention),
            is_venue: mention.is_venue(),
            role: mention
                .role
                .as_ref()
                .filter(|role| !role.former)
                .map_or_else(String::new, |role| role.title.clone()),
            location: SourceLocation::new(&prose.meta.source, prose.plain.source_span(mention.span)),
        })
        .collect()
}

/// Returns whether a mention deserves a page and is certain enough to be proposed: a full name, a named organisation, a
/// state, or a place where something happens. Headings are skipped, because they capitalise ordinary words.
fn is_proposed(names: &NameFinder, prose: &BriefingProse<'_>, mention: &Mention) -> bool {
    let text = mention.span.slice(&prose.plain.text);
    let block = prose.plain.block_at(mention.span.start);
    if block.is_none_or(|block| block.kind == BlockKind::Heading) {
        return false;
    }
    let undeclared =
        mention.declared.is_none() && names.declared_names.find_by_name(text, names.language).is_empty();
    let is_certain = prose.override_of_name(mention.span).is_none()
        && mention.standalone
        && mention.reason != MentionReason::Described;
    undeclared
        && is_certain
        && match mention.kind {
            EntityKind::Person => text.contains(' '),
            EntityKind::Organisation => text.contains(' ') || text.chars().all(char::is_uppercase),
            EntityKind::Place(PlaceKind::State) => !mention.metonym,
            EntityKind::Place(_) => mention.is_venue(),
        }
}

fn mention_text(prose: &BriefingProse<'_>, mention: &Mention) -> String {
    let words = mention.span.slice(&prose.plain.text);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns one proposal with the names of the whole site, most frequent first.
fn names_proposal(of_briefings: Vec<Vec<UnlistedName>>) -> Option<Diagnostic> {
    let mut counts: FxHashMap<(bool, String), (usize, UnlistedName)> = FxHashMap::default();
    for unlisted in of_briefings.into_iter().flatten() {
        let key = (unlisted.is_venue, slugify(&unlisted.name));
        match counts.get_mut(&key) {
            Some((count, known)) => {
                *count += 1;
                known.role = Some(std::mem::take(&mut known.role))
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
    let location = all.first()?.1.location.clone();
    let message = match all.len() {
        1 => format!("`{}` is named in the text but has no page", all[0].1.name),
        count => format!("{count} names in the text have no page"),
    };
    Some(Diagnostic::new(&UNLISTED_NAMES, message).at(location).help(names_help(&all)))
}

fn names_help(all: &[(usize, UnlistedName)]) -> String {
    let mut help = "add those that should have a page to front matter".to_owned();
    for (key, is_venue) in [("actors", false), ("venues", true)] {
        let chosen: Vec<_> =
            all.iter().take(MAX_LISTED_NAMES).filter(|(_, name)| name.is_venue == is_venue).collect();
        if !chosen.is_empty() {
            let _ = write!(help, "\n{key}:");
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
    let key = if unlisted.is_venue { "venue" } else { "actor" };
    match unlisted.role.as_str() {
        "" => yaml::name_or_quoted(&unlisted.name),
        role => format!(
            "{{ {key}: {}, role: {} }}",
            yaml::name_or_quoted(&unlisted.name),
            yaml::name_or_quoted(role)
        ),
    }
}

/// Returns the undeclared statements of actors that have a page.
fn statement_proposals(
    site: &Site,
    names: &NameFinder,
    prose: &BriefingProse<'_>,
    mentions: &[Mention],
) -> Vec<Diagnostic> {
    let text = &prose.plain.text;
    let expressions = dates::time_expressions(&TimexReader::new(names.language), prose);
    let dates = expressions.iter().filter_map(|found| Some(Spanned::new(prose.value_of(found)?, found.span)));
    let dates: Vec<Spanned<Date>> = dates.collect();
    let found = quote::read_statements(text, prose.tokens, mentions, &dates, names.language);
    let declared: Vec<String> =
        prose.briefing.statements.iter().map(|statement| slugify(&statement.says.value)).collect();
    let mut diagnostics = Vec::new();
    for statement in found {
        let speaker = mentions.get(statement.speaker).and_then(|speaker| speaker.declared);
        let Some(PageId::Actor(who)) = speaker.map(|entry| names.page(entry)) else { continue };
        let says = quoted_words(text, &statement.quoted_spans);
        let found_key = slugify(&says);
        if declared
            .iter()
            .any(|declared| declared.contains(&found_key) || found_key.contains(declared.as_str()))
        {
            continue;
        }
        let actor = site.actor(who);
        let when = statement.when.as_ref().map_or_else(String::new, |when| format!(", when: {}", when.value));
        let help = format!(
            "if it is relevant, add it to front matter\nstatements:\n  - {{ who: {}, says: {}{when} }}",
            actor.slug(),
            yaml::double_quoted(&says)
        );
        let (Some(first), Some(last)) = (statement.quoted_spans.first(), statement.quoted_spans.last())
        else {
            continue;
        };
        let message = format!("a quotation of {} is not listed in `statements`", actor.name);
        let span = Span { start: first.start, end: last.end };
        diagnostics.push(prose.diagnostic(&UNLISTED_STATEMENT, message, span).help(help));
    }
    diagnostics
}

/// Returns the quoted words in one line, without the comma before an interposed speaker.
fn quoted_words(text: &str, words: &[Span]) -> String {
    let parts: Vec<String> =
        words.iter().map(|span| span.slice(text).split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    parts.join(" ").trim_end_matches(',').to_owned()
}
