//! Checks of a briefing or profile that need no other file.

use jiff::tz::TimeZone;
use rustc_hash::FxHashMap;

use crate::briefing::{Briefing, Role};
use crate::data::MappingReader;
use crate::diagnostic::{
    DUPLICATE_KEY, Diagnostic, REVERSED_TERM, SourceLocation, UNKNOWN_SOURCE, UNSOURCED_STATEMENT,
    UPDATED_BEFORE_PUBLISHED,
};
use crate::facts::{Date, Reference};
use crate::text::{NameIndex, Span, Spanned, join_first};

/// Checks the sources, statements and changes of a briefing.
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
        let diagnostic = Diagnostic::new(&UNSOURCED_STATEMENT, "the statement has no `source`");
        let help = match first {
            Some(id) => format!("add `source: {id}`, or the `id` of another entry of `sources`"),
            None => "add an entry with an `id` to `sources`, and `source:` with that id to the statement"
                .to_owned(),
        };
        reader.report(diagnostic.help(help), statement.says.span);
    }
    let updated = briefing.updated.iter().map(|date| ("`updated`", date));
    let changes = briefing.changes.iter().map(|change| ("`when` of the change", &change.when));
    for (name, date) in updated.chain(changes) {
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
            let diagnostic = Diagnostic::new(
                &DUPLICATE_KEY,
                format!("two entries of `sources` have the id `{}`", id.value),
            );
            let first = SourceLocation::new(reader.source(), first);
            reader.report(
                diagnostic.related(first, "first used here").help("give one of them another `id`"),
                id.span,
            );
        }
    }
    ids
}

fn report_unknown_source(source: &Reference, known: &NameIndex<()>, reader: &mut MappingReader<'_>) {
    let diagnostic =
        Diagnostic::new(&UNKNOWN_SOURCE, format!("no entry of `sources` has the id `{}`", source.value));
    let help = match known.nearest(&source.value) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None if known.is_empty() => format!("add an entry with `id: {}` to `sources`", source.value),
        None => format!("write one of these ids: {}", join_first(known.names(), ", ")),
    };
    reader.report(diagnostic.help(help), source.span);
}

fn check_updated(briefing: &Briefing, name: &str, updated: &Spanned<Date>, reader: &mut MappingReader<'_>) {
    let published = briefing.published.value.start(&TimeZone::UTC);
    // A calendar day lasts to its end, so an update on the day of publication is valid.
    if updated.value.start(&TimeZone::UTC) < published && updated.value.end(&TimeZone::UTC) <= published {
        let message = format!("{name} is before `published`");
        let diagnostic = Diagnostic::new(&UPDATED_BEFORE_PUBLISHED, message);
        let published = SourceLocation::new(reader.source(), briefing.published.span);
        reader.report(
            diagnostic
                .related(published, "published here")
                .help("correct one of the two dates, or remove this one"),
            updated.span,
        );
    }
}

/// Checks that the term of a role begins before it ends.
pub(super) fn check_term(role: &Role, reader: &mut MappingReader<'_>) {
    let (Some(from), Some(to)) = (&role.from, &role.to) else { return };
    if to.value.end(&TimeZone::UTC) < from.value.start(&TimeZone::UTC) {
        let diagnostic = Diagnostic::new(
            &REVERSED_TERM,
            format!("the term of `{}` ends before it begins", role.title.value),
        );
        let begins = SourceLocation::new(reader.source(), from.span);
        reader.report(
            diagnostic.related(begins, "begins here").help("swap `from` and `to`, or correct one of them"),
            to.span,
        );
    }
}
