//! Proposals: names and statements found in prose but not declared. They are printed for the editor, ready to paste,
//! and never published.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;

use crate::briefing::{Actor, yaml};
use crate::diagnostic::{Diagnostic, SourceLocation, UNLISTED_NAMES, UNLISTED_STATEMENT};
use crate::document::BlockKind;
use crate::facts::names::{EntityKind, Mention, PlaceKind};
use crate::facts::quote::{self, FoundStatement};
use crate::facts::timex::TimeExpression;
use crate::facts::{Date, Grade};
use crate::site::ids::PageId;
use crate::site::kind::SubjectKind;
use crate::site::subject::SubjectEntry;
use crate::text::{Span, Spanned, on_one_line, slugify};

use super::grades::grade_name_without_page;
use super::names::NameFinder;
use super::prose::BriefingProse;

/// Maximum number of names listed in one proposal.
const MAX_LISTED_NAMES: usize = 20;

/// Whether the index makes proposals. They take time, and only editors need them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalMode {
    /// Makes none.
    Omit,
    /// Makes the proposals of each briefing in English.
    Make,
}

/// The proposals of one briefing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefingProposals {
    /// Names without a page, each once in its longest form, in the order of the prose; may be empty.
    pub names: Vec<ProposedName>,
    /// Statements of actors that have a page, in the order of the prose; may be empty.
    pub statements: Vec<ProposedStatement>,
}

/// A name without a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedName {
    /// The name.
    pub name: String,
    /// An actor or a venue.
    pub kind: SubjectKind,
    /// The role given with the name; may be empty.
    pub role: String,
    /// Where the briefing has it.
    pub location: SourceLocation,
}

/// A statement that `statements` does not list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedStatement {
    /// The slug of the speaker.
    pub who: String,
    /// The name of the speaker.
    pub speaker: String,
    /// The quoted words, in one line.
    pub says: String,
    /// Its date, if the text gives one.
    pub when: Option<Date>,
    /// The quotation.
    pub location: SourceLocation,
}

/// Returns the proposals of one briefing.
pub(super) fn propose(
    names: &NameFinder<'_>,
    actors: &[SubjectEntry<Actor>],
    prose: &BriefingProse<'_>,
    mentions: &[Mention],
    expressions: &[TimeExpression],
) -> BriefingProposals {
    BriefingProposals {
        names: propose_names(names, prose, mentions),
        statements: propose_statements(names, actors, prose, mentions, expressions),
    }
}

/// Returns the diagnostics for the proposals of all briefings: one for each statement, and one list of names, most
/// frequent first.
pub fn proposal_diagnostics(proposals: Vec<BriefingProposals>) -> Vec<Diagnostic> {
    let statements = proposals.iter().flat_map(|proposals| &proposals.statements);
    let mut diagnostics: Vec<Diagnostic> = statements.map(ProposedStatement::diagnostic).collect();
    diagnostics.extend(names_proposal(proposals.into_iter().flat_map(|proposals| proposals.names)));
    diagnostics
}

/// Returns the undeclared names of one briefing, each once, in its longest form.
fn propose_names(
    names: &NameFinder<'_>,
    prose: &BriefingProse<'_>,
    mentions: &[Mention],
) -> Vec<ProposedName> {
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
        .map(|mention| ProposedName {
            name: mention_text(prose, mention),
            kind: if mention.is_venue() { SubjectKind::Venue } else { SubjectKind::Actor },
            role: mention
                .role
                .as_ref()
                .filter(|role| !role.former)
                .map_or_else(String::new, |role| role.title.clone()),
            location: SourceLocation::new(&prose.meta.source, prose.plain.source_span(mention.span)),
        })
        .collect()
}

/// Returns whether a mention deserves a page and is surely a name: a full name with a title, a well-known organisation or
/// state, or a city where something happens. Headings are skipped, because they capitalise ordinary words.
fn is_proposed(names: &NameFinder<'_>, prose: &BriefingProse<'_>, mention: &Mention) -> bool {
    let text = mention.span.slice(&prose.plain.text);
    let block = prose.plain.block_at(mention.span.start);
    if block.is_none_or(|block| block.kind == BlockKind::Heading) {
        return false;
    }
    let undeclared =
        mention.declared.is_none() && names.declared_names.find_by_name(text, names.language).is_empty();
    let is_sure = prose.override_of_name(mention.span).is_none()
        && mention.standalone
        && grade_name_without_page(mention, text) == Grade::Sure;
    undeclared
        && is_sure
        && match mention.kind {
            EntityKind::Place(PlaceKind::State) => !mention.metonym,
            EntityKind::Place(_) => mention.is_venue(),
            EntityKind::Person | EntityKind::Organisation => true,
        }
}

fn mention_text(prose: &BriefingProse<'_>, mention: &Mention) -> String {
    let words = mention.span.slice(&prose.plain.text);
    on_one_line(words)
}

/// Returns one proposal with the names of the whole site, most frequent first.
fn names_proposal(names: impl Iterator<Item = ProposedName>) -> Option<Diagnostic> {
    let mut counts: FxHashMap<(SubjectKind, String), (usize, ProposedName)> = FxHashMap::default();
    for unlisted in names {
        let key = (unlisted.kind, slugify(&unlisted.name));
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
    let mut all: Vec<(usize, ProposedName)> = counts.into_values().collect();
    all.sort_by(|(one, a), (other, b)| {
        other.cmp(one).then_with(|| a.name.cmp(&b.name)).then(a.kind.cmp(&b.kind))
    });
    let location = all.first()?.1.location.clone();
    let message = match all.len() {
        1 => format!("`{}` is named in the text but has no page", all[0].1.name),
        count => format!("{count} names in the text have no page"),
    };
    Some(Diagnostic::new(&UNLISTED_NAMES, message).at(location).help(names_help(&all)))
}

fn names_help(all: &[(usize, ProposedName)]) -> String {
    let mut help = "add those that should have a page to front matter".to_owned();
    for kind in [SubjectKind::Actor, SubjectKind::Venue] {
        let chosen: Vec<_> =
            all.iter().take(MAX_LISTED_NAMES).filter(|(_, name)| name.kind == kind).collect();
        if !chosen.is_empty() {
            let _ = write!(help, "\n{}:", kind.folder());
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

fn name_line(unlisted: &ProposedName) -> String {
    match unlisted.role.as_str() {
        "" => yaml::name_or_quoted(&unlisted.name),
        role => format!(
            "{{ {}: {}, role: {} }}",
            unlisted.kind.as_str(),
            yaml::name_or_quoted(&unlisted.name),
            yaml::name_or_quoted(role)
        ),
    }
}

/// Returns the undeclared statements of actors that have a page.
fn propose_statements(
    names: &NameFinder<'_>,
    actors: &[SubjectEntry<Actor>],
    prose: &BriefingProse<'_>,
    mentions: &[Mention],
    expressions: &[TimeExpression],
) -> Vec<ProposedStatement> {
    let dates = expressions.iter().filter_map(|found| Some(Spanned::new(prose.value_of(found)?, found.span)));
    let dates: Vec<Spanned<Date>> = dates.collect();
    let found = quote::read_statements(&prose.plain.text, prose.tokens, mentions, &dates, names.language);
    let declared: Vec<String> =
        prose.briefing.statements.iter().map(|statement| slugify(&statement.says.value)).collect();
    let is_declared = |says: &str| {
        let key = slugify(says);
        declared.iter().any(|declared| declared.contains(&key) || key.contains(declared.as_str()))
    };
    let propose = |statement: FoundStatement| {
        // Whom a pronoun means is doubtful.
        if statement.by_pronoun() {
            return None;
        }
        let PageId::Actor(who) = names.page(mentions.get(statement.speaker)?.declared?) else { return None };
        let (first, last) = (statement.quoted_spans.first()?, statement.quoted_spans.last()?);
        let says = quoted_words(&prose.plain.text, &statement.quoted_spans);
        let span = prose.plain.source_span(Span { start: first.start, end: last.end });
        (!is_declared(&says)).then(|| ProposedStatement {
            who: actors[who.index()].slug().to_owned(),
            speaker: actors[who.index()].name.clone(),
            says,
            when: statement.when.map(|when| when.value),
            location: SourceLocation::new(&prose.meta.source, span),
        })
    };
    found.into_iter().filter_map(propose).collect()
}

impl ProposedStatement {
    fn diagnostic(&self) -> Diagnostic {
        let when = self.when.as_ref().map_or_else(String::new, |when| format!(", when: {when}"));
        let help = format!(
            "if it is relevant, add it to front matter\nstatements:\n  - {{ who: {}, says: {}{when} }}",
            self.who,
            yaml::double_quoted(&self.says)
        );
        let message = format!("a quotation of {} is not listed in `statements`", self.speaker);
        Diagnostic::new(&UNLISTED_STATEMENT, message).at(self.location.clone()).help(help)
    }
}

/// Returns the quoted words in one line, without the comma before an interposed speaker.
fn quoted_words(text: &str, words: &[Span]) -> String {
    let parts: Vec<String> = words.iter().map(|span| on_one_line(span.slice(text))).collect();
    parts.join(" ").trim_end_matches(',').to_owned()
}
