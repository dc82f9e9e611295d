//! The hints of `check` at proposals: names without a page, and statements of actors of the site.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use crate::briefing::yaml;
use crate::diagnostic::{Diagnostic, SourceLocation, UNLISTED_NAMES, UNLISTED_STATEMENT};
use crate::facts::Grade;
use crate::site::ResolvedBriefing;
use crate::text::{is_slug, slugify};

use super::super::initials::find_full_names;
use super::{Proposal, ProposalKind, ProposedName};

/// Maximum number of names in a hint.
const MAX_LISTED_NAMES: usize = 20;

/// A name without a page, with the briefings that have it.
struct UnlistedName<'p> {
    kind: ProposalKind,
    name: &'p str,
    /// The entry of the first briefing; of the first that states a role, if one does.
    line: &'p str,
    /// Paths of the briefings.
    briefings: BTreeSet<Arc<str>>,
    location: SourceLocation,
}

type UnlistedNames<'p> = BTreeMap<(ProposalKind, String), UnlistedName<'p>>;

/// Returns the hints at the proposals of briefings: one at each statement that is sure or likely, and one at all names
/// without a page that are sure, most frequent first. `proposals` are those of `briefings`.
pub fn proposal_diagnostics(briefings: &[&ResolvedBriefing], proposals: &[Vec<Proposal>]) -> Vec<Diagnostic> {
    let all = briefings.iter().zip(proposals);
    let all: Vec<(SourceLocation, &Proposal)> =
        all.flat_map(|(briefing, proposals)| located(briefing, proposals)).collect();
    let mut diagnostics: Vec<Diagnostic> = all.iter().filter_map(unlisted_statement).collect();
    diagnostics.extend(unlisted_names(&all));
    diagnostics
}

fn located<'p>(
    briefing: &ResolvedBriefing,
    proposals: &'p [Proposal],
) -> impl Iterator<Item = (SourceLocation, &'p Proposal)> {
    let source = &briefing.briefing.meta.source;
    proposals.iter().map(|proposal| (SourceLocation::new(source, proposal.text.span), proposal))
}

fn unlisted_statement((location, proposal): &(SourceLocation, &Proposal)) -> Option<Diagnostic> {
    let speaker = proposal.about.as_ref().filter(|speaker| speaker.slug.is_some())?;
    if proposal.kind != ProposalKind::Statement || proposal.grade == Grade::Doubtful {
        return None;
    }
    let help = format!("if it is relevant, add it to front matter\n{}", proposal.lines());
    let message = format!("a quotation of {} is not listed in `statements`", speaker.name);
    Some(Diagnostic::new(&UNLISTED_STATEMENT, message).at(location.clone()).help(help))
}

fn unlisted_names(all: &[(SourceLocation, &Proposal)]) -> Option<Diagnostic> {
    let mut names = UnlistedNames::new();
    for (location, proposal) in all {
        let Some(name) = name_without_page(proposal) else { continue };
        let key = (proposal.kind, slugify(&name.name));
        let known = names.entry(key).or_insert_with(|| UnlistedName {
            kind: proposal.kind,
            name: &name.name,
            line: &proposal.line,
            briefings: BTreeSet::new(),
            location: location.clone(),
        });
        known.briefings.insert(location.path.clone());
        if !known.line.starts_with('{') && proposal.line.starts_with('{') {
            known.line = &proposal.line;
        }
    }
    join_acronyms(&mut names);
    let mut names: Vec<UnlistedName<'_>> = names.into_values().collect();
    names.sort_by(|one, other| {
        let by_count = other.briefings.len().cmp(&one.briefings.len());
        by_count.then_with(|| one.name.cmp(other.name)).then(one.kind.cmp(&other.kind))
    });
    let location = names.first()?.location.clone();
    let message = match &names[..] {
        [only] => format!("`{}` is named in the text but has no page", only.name),
        several => format!("{} names in the text have no page", several.len()),
    };
    Some(Diagnostic::new(&UNLISTED_NAMES, message).at(location).help(names_help(&names)))
}

/// Adds acronyms to the only name with their initials: `UN` to `United Nations`.
fn join_acronyms(names: &mut UnlistedNames<'_>) {
    let keys: Vec<_> = names.keys().cloned().collect();
    let full_names = find_full_names(names.iter().map(|((kind, _), name)| (*kind, name.name)));
    let joined = full_names.iter().zip(&keys).filter_map(|(full, key)| Some((key, &keys[(*full)?])));
    for (short, target) in joined {
        if let Some(joined) = names.remove(short)
            && let Some(known) = names.get_mut(target)
        {
            known.briefings.extend(joined.briefings);
        }
    }
}

/// Returns an entry that a comment may follow: after an unquoted text that is no slug it would count as part of the text.
fn before_comment(line: &str) -> Cow<'_, str> {
    let needs_quotes = !line.starts_with(['{', '"']) && !is_slug(line);
    if needs_quotes { Cow::Owned(yaml::double_quoted(line)) } else { Cow::Borrowed(line) }
}

fn name_without_page(proposal: &Proposal) -> Option<&ProposedName> {
    let is_name = matches!(proposal.kind, ProposalKind::Actor | ProposalKind::Venue);
    let name = proposal.about.as_ref().filter(|name| name.slug.is_none());
    name.filter(|_| is_name && proposal.grade == Grade::Sure)
}

fn names_help(names: &[UnlistedName<'_>]) -> String {
    let mut help = "add those that should have a page to front matter".to_owned();
    for kind in [ProposalKind::Actor, ProposalKind::Venue] {
        let mut listed = names.iter().take(MAX_LISTED_NAMES).filter(|name| name.kind == kind).peekable();
        if listed.peek().is_some() {
            let _ = write!(help, "\n{}:", kind.list().as_str());
        }
        for UnlistedName { line, briefings, .. } in listed {
            let count = match briefings.len() {
                1 => "1 briefing".to_owned(),
                count => format!("{count} briefings"),
            };
            let _ = write!(help, "\n  - {}  # in {count}", before_comment(line));
        }
    }
    if names.len() > MAX_LISTED_NAMES {
        let _ = write!(help, "\nand {} more", names.len() - MAX_LISTED_NAMES);
    }
    help
}
