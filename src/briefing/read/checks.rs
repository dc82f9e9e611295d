//! What can be told to be wrong of a briefing by itself.

use jiff::tz::TimeZone;
use rustc_hash::FxHashMap;

use crate::briefing::{Briefing, Role};
use crate::data::MappingReader;
use crate::diagnostic::{
    DUPLICATE_KEY, Diagnostic, REVERSED_TERM, SourceLocation, UNKNOWN_SOURCE, UNSOURCED_STATEMENT,
    UPDATED_BEFORE_PUBLISHED,
};
use crate::facts::{Date, Reference};
use crate::text::{NameIndex, Span, Spanned, some_of};

/// Checks what one briefing says against itself.
pub(super) fn check_briefing(briefing: &Briefing, reader: &mut MappingReader<'_>) {
    let ids = collect_source_ids(briefing, reader);
    let dates = briefing.dates.iter().filter_map(|date| date.source.as_ref());
    let statements = briefing.statements.iter().filter_map(|statement| statement.source.as_ref());
    let unknown = |source: &&Reference| !ids.contains_key(&*source.value);
    let unknown: Vec<&Reference> = dates.chain(statements).filter(unknown).collect();
    if !unknown.is_empty() {
        let known = NameIndex::of(ids.keys().copied());
        unknown.into_iter().for_each(|source| report_unknown_source(source, &known, reader));
    }
    let first = ids.keys().min();
    for statement in briefing.statements.iter().filter(|statement| statement.source.is_none()) {
        let note = Diagnostic::new(&UNSOURCED_STATEMENT, "this statement names no source");
        let help = match first {
            Some(id) => format!("add `source: {id}`, or the id of another entry of `sources`"),
            None => "add an entry with an `id` to `sources`, and `source:` with that id here".to_owned(),
        };
        reader.report(note.help(help), statement.says.span);
    }
    let stated = briefing.updated.iter().map(|date| ("`updated`", date));
    let changes = briefing.changes.iter().map(|change| ("a change", &change.when));
    for (name, date) in stated.chain(changes) {
        check_updated(briefing, name, date, reader);
    }
}

fn collect_source_ids<'b>(
    briefing: &'b Briefing,
    reader: &mut MappingReader<'_>,
) -> FxHashMap<&'b str, Span> {
    let mut ids = FxHashMap::default();
    for id in briefing.sources.iter().filter_map(|source| source.id.as_ref()) {
        if let Some(first) = ids.insert(&*id.value, id.span) {
            let note = Diagnostic::new(&DUPLICATE_KEY, format!("two sources have the id `{}`", id.value));
            let first = SourceLocation::new(reader.source(), first);
            reader.report(note.related(first, "first here").help("give one of them another `id`"), id.span);
        }
    }
    ids
}

fn report_unknown_source(source: &Reference, known: &NameIndex<()>, reader: &mut MappingReader<'_>) {
    let note =
        Diagnostic::new(&UNKNOWN_SOURCE, format!("no entry of `sources` has the id `{}`", source.value));
    let help = match known.nearest(&source.value) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => format!("add an entry with `id: {}` to `sources`", source.value),
        None => format!("the ids are {}", some_of(known.names(), ", ")),
    };
    reader.report(note.help(help), source.span);
}

fn check_updated(briefing: &Briefing, name: &str, updated: &Spanned<Date>, reader: &mut MappingReader<'_>) {
    let published = briefing.published.value.start(&TimeZone::UTC);
    // A plain day counts to its end: an update of the same day is no mistake.
    if updated.value.start(&TimeZone::UTC) < published && updated.value.end(&TimeZone::UTC) <= published {
        let message = format!("{name} is before `published`");
        let note = Diagnostic::new(&UPDATED_BEFORE_PUBLISHED, message);
        let published = SourceLocation::new(reader.source(), briefing.published.span);
        reader.report(
            note.related(published, "published here").help("put the two right, or take this one out"),
            updated.span,
        );
    }
}

/// Checks that an office begins before it ends.
pub(super) fn check_term(role: &Role, reader: &mut MappingReader<'_>) {
    let (Some(from), Some(to)) = (&role.from, &role.to) else { return };
    if to.value.end(&TimeZone::UTC) < from.value.start(&TimeZone::UTC) {
        let note = Diagnostic::new(
            &REVERSED_TERM,
            format!("the office of {} ends before it begins", role.title.value),
        );
        let begins = SourceLocation::new(reader.source(), from.span);
        reader.report(note.related(begins, "begins here").help("change `from` and `to`"), to.span);
    }
}
