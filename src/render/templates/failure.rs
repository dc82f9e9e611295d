//! Diagnostics for pages that a template fails to render.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, SourceLocation, TEMPLATE_FAILED};
use crate::page::Page;
use crate::site::Site;

/// Returns the diagnostic for a page that a template fails to render.
pub(super) fn render_error(
    message: String,
    location: Option<SourceLocation>,
    page: &Page,
    site: &Site,
) -> Diagnostic {
    let help = if message.contains("more") || message.contains("larger") {
        "look for nested loops"
    } else {
        "check that the value exists, as in `{% if x %}…{% endif %}`, or set it"
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
    let mut first_index: BTreeMap<(String, Option<SourceLocation>), usize> = BTreeMap::new();
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
