//! Diagnostics for templates that fail to render.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, SourceLocation, TEMPLATE_FAILED};
use crate::page::Page;
use crate::site::Site;
use crate::text::SharedText;

/// Why a template failed to render, with Tera's message or that of the limit.
pub(super) enum RenderFailure {
    /// The page or a `range` is larger than its limit.
    Limit(String),
    /// A value is missing or has another type.
    Value(String),
}

/// Returns the diagnostic for a page that a template fails to render.
pub(super) fn render_error(
    failure: RenderFailure,
    location: Option<SourceLocation>,
    page: &Page,
    site: &Site,
) -> Diagnostic {
    let (message, help) = match failure {
        RenderFailure::Limit(message) => (message, "look for nested loops"),
        RenderFailure::Value(message) => {
            (message, "check that the value exists, as in `{% if x %}…{% endif %}`, or set it")
        }
    };
    let page_source = page.kind.location(site);
    let diagnostic = Diagnostic::new(
        &TEMPLATE_FAILED,
        format!("template failed to render: {}", message.trim_end_matches('.')),
    );
    let diagnostic = diagnostic.label(format!("on `{}`", page.file)).help(help);
    match (location, page_source) {
        (Some(location), Some(page_source)) => {
            diagnostic.at(location).related(page_source, "source of the page")
        }
        (Some(location), None) | (None, Some(location)) => diagnostic.at(location),
        (None, None) => diagnostic,
    }
}

/// Merges failures of templates that have the same message and location. The first is kept and counts the other pages.
pub fn each_failure_once(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<(Diagnostic, usize)> = Vec::new();
    let mut first_index: BTreeMap<(SharedText, Option<SourceLocation>), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        if *diagnostic.code != TEMPLATE_FAILED {
            kept.push((diagnostic, 0));
            continue;
        }
        match first_index.get(&(diagnostic.message.clone(), diagnostic.location.clone())) {
            Some(index) => kept[*index].1 += 1,
            None => {
                first_index.insert((diagnostic.message.clone(), diagnostic.location.clone()), kept.len());
                kept.push((diagnostic, 0));
            }
        }
    }
    let counted = |(diagnostic, more): (Diagnostic, usize)| match more {
        0 => diagnostic,
        1 => Diagnostic { label: format!("{} and on 1 more page", diagnostic.label), ..diagnostic },
        _ => Diagnostic { label: format!("{} and on {more} more pages", diagnostic.label), ..diagnostic },
    };
    kept.into_iter().map(counted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_reported_once_for_all_pages() {
        let diagnostic = |message: &str, page: usize| {
            let location = SourceLocation::file("templates/briefing.html");
            Diagnostic::new(&TEMPLATE_FAILED, message).at(location).label(format!("on `{page}`"))
        };
        let diagnostics = vec![
            diagnostic("one", 1),
            diagnostic("one", 2),
            diagnostic("two", 3),
            diagnostic("one", 4),
            diagnostic("two", 5),
        ];
        let labels: Vec<String> =
            each_failure_once(diagnostics).into_iter().map(|diagnostic| diagnostic.label).collect();
        assert_eq!(labels, ["on `1` and on 2 more pages", "on `3` and on 1 more page"]);
    }
}
