//! Templates: those of the theme, each of which a site may override with a template of the same name.
//!
//! All templates are parsed, and every field they use is checked, before a page is rendered. Templates only see values;
//! nothing here reads from disk.

mod bounds;
mod check;
mod expression;
mod failure;
mod hashes;
mod joining;
mod label;
mod lexer;
mod preview;
mod short_links;
mod syntax;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tera::{Context, ErrorKind, ReportError, Tera};

pub use failure::each_failure_once;
pub use hashes::TemplateHash;

use bounds::{PageBuffer, RangeCounts};
use failure::{RenderFailure, render_error};
use hashes::TemplateHashes;
use short_links::shorten_links;
use syntax::{error_span, syntax_error};

use super::theme::TEMPLATES;
use super::view::View;
use super::view_builder::{RenderContext, ViewBuilder};
use crate::diagnostic::{Diagnostic, Outcome, SourceLocation, UNUSED_TEMPLATE};
use crate::labels::PageLabels;
use crate::page::Page;
use crate::site::Site;
use crate::text::{Source, nearest};

/// The folder of a site's own templates.
const FOLDER: &str = "templates/";

/// The checked templates of a site.
pub struct Templates {
    tera: Tera,
    sources: Vec<Source>,
    counts: RangeCounts,
    hashes: TemplateHashes,
    /// The errors that were found before anything is rendered.
    errors: Arc<[Diagnostic]>,
}

impl Templates {
    /// Checks and loads the templates of the theme and the site, which show these labels. If one is invalid, the theme's templates are used alone, so
    /// that the rest of the site can still be checked.
    pub fn load(site_templates: &[Source], labels: &Arc<PageLabels>) -> Outcome<Self> {
        let (sources, counts) = (merge_templates(site_templates), RangeCounts::new());
        let mut diagnostics: Vec<Diagnostic> = sources.iter().filter_map(syntax_error).collect();
        let is_syntax_sound = diagnostics.is_empty();
        if is_syntax_sound {
            diagnostics = check_all(site_templates, &sources, labels);
        }
        let tera = build_tera(&sources, &counts, labels).unwrap_or_else(|found| {
            // An error without a location, or at the location of a known diagnostic, was likely reported before.
            let failed = diagnostics.iter().any(Diagnostic::is_error);
            let is_known = |diagnostic: &Diagnostic| match diagnostic
                .location
                .as_ref()
                .and_then(|location| location.span)
            {
                Some(_) => diagnostics.iter().any(|known| overlaps(known, diagnostic)),
                None => failed,
            };
            let new = found.into_iter().filter(|diagnostic| !is_known(diagnostic));
            let new: Vec<Diagnostic> = new.filter(|_| is_syntax_sound).collect();
            diagnostics.extend(new);
            build_tera(&merge_templates(&[]), &counts, labels).unwrap_or_default()
        });
        let hashes = TemplateHashes::new(&sources);
        let errors = diagnostics.iter().filter(|found| found.is_error()).cloned().collect();
        Outcome::new(Self { tera, sources, counts, hashes, errors }, diagnostics)
    }

    /// Returns the sources of the templates, for excerpts.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Returns a copy with the variable `site` for every template.
    #[must_use]
    pub fn for_site(&self, views: &ViewBuilder<'_>) -> Self {
        let mut tera = self.tera.clone();
        tera.global_context().insert_value("site", views.site_view().value());
        let (sources, counts) = (self.sources.clone(), self.counts.clone());
        Self { tera, sources, counts, hashes: self.hashes.clone(), errors: self.errors.clone() }
    }

    /// Returns whether an error was reported for the place where a page failed to render.
    pub fn has_reported(&self, failure: &Diagnostic) -> bool {
        self.errors.iter().any(|known| overlaps(known, failure))
    }

    /// Returns the hash of a template and all that it may use; `None` if there is no such template.
    pub fn hash_of(&self, template: &str) -> Option<TemplateHash> {
        self.hashes.of(template)
    }

    /// Returns the paths of a template and of all that it may use; none if there is no such template.
    pub fn used_by(&self, template: &str) -> &[Arc<str>] {
        self.hashes.paths(template)
    }

    /// Renders a page. The error has the location in the template and the source of the page.
    pub fn render(
        &self,
        page_context: RenderContext,
        page: &Page,
        site: &Site,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut context = Context::new();
        for (name, value) in page_context.values {
            context.insert_value(name, value);
        }
        let mut buffer = PageBuffer::new(preview::page_start(site));
        self.counts.begin();
        match self.tera.render_to(page_context.template, &context, &mut buffer) {
            Ok(()) => Ok(shorten_links(buffer.bytes, &page.file)),
            Err(_) if buffer.is_full => {
                let template = SourceLocation::file(format!("{FOLDER}{}", page_context.template));
                let failure = RenderFailure::Limit(PageBuffer::too_large_message());
                Err(Box::new(render_error(failure, Some(template), page, site)))
            }
            Err(error) => {
                let (message, location) = match error.kind() {
                    ErrorKind::RenderingError(report) => {
                        (report.message().to_owned(), self.error_location(report))
                    }
                    other => (first_line(&other.to_string()), None),
                };
                let failure = match self.counts.is_exceeded() {
                    true => RenderFailure::Limit(message),
                    false => RenderFailure::Value(message),
                };
                Err(Box::new(render_error(failure, location, page, site)))
            }
        }
    }

    fn error_location(&self, report: &ReportError) -> Option<SourceLocation> {
        let source = self.sources.iter().find(|source| template_name(source) == report.filename())?;
        Some(SourceLocation::new(source, error_span(report)))
    }
}

/// Returns whether the spans of two diagnostics overlap.
fn overlaps(one: &Diagnostic, other: &Diagnostic) -> bool {
    let span = |diagnostic: &Diagnostic| {
        diagnostic.location.clone().and_then(|location| Some((location.path, location.span?)))
    };
    span(one).zip(span(other)).is_some_and(|((path, span), (other_path, other_span))| {
        path == other_path && span.start < other_span.end && other_span.start < span.end
    })
}

/// Returns the theme's templates followed by the site's own. A template that the site overrides, or names so, is also
/// `theme/NAME`, so that a template of the site can extend it.
fn merge_templates(own: &[Source]) -> Vec<Source> {
    let is_own = |path: &str| own.iter().any(|source| *source.path == *path);
    let is_named = |name: &str| own.iter().any(|source| source.text.contains(name));
    let built_in = TEMPLATES.iter().flat_map(|(name, text)| {
        let (path, of_theme) = (format!("{FOLDER}{name}"), format!("theme/{name}"));
        let needs_both = is_own(&path) || is_named(&of_theme);
        let of_theme = needs_both.then(|| Source::new(format!("{FOLDER}{of_theme}"), *text));
        let of_site = (!is_own(&path)).then(|| Source::new(path, *text));
        of_theme.into_iter().chain(of_site)
    });
    built_in.chain(own.iter().cloned()).collect()
}

/// Returns the name of a template: its path relative to the folder of templates.
fn template_name(source: &Source) -> &str {
    source.path.strip_prefix(FOLDER).unwrap_or(&source.path)
}

/// Returns the diagnostics for unknown names, and for templates of the site that no page uses.
fn check_all(own: &[Source], all: &[Source], labels: &PageLabels) -> Vec<Diagnostic> {
    let by_name: FxHashMap<&str, &Source> =
        all.iter().map(|source| (template_name(source), source)).collect();
    let checked = check::check_templates(&by_name, labels);
    let mut diagnostics = checked.diagnostics;
    diagnostics.extend(labels.unused(&checked.used_labels));
    let defines = |source: &Source| source.text.contains("{% component ");
    for source in
        own.iter().filter(|source| !checked.reached.contains(&template_name(source)) && !defines(source))
    {
        let message = format!("template `{}` is not used by any page", template_name(source));
        let diagnostic =
            Diagnostic::new(&UNUSED_TEMPLATE, message).at(SourceLocation::file(source.path.clone()));
        let of_theme = TEMPLATES.iter().map(|(name, _)| *name);
        diagnostics.push(match nearest(template_name(source), of_theme) {
            Some(nearest) => diagnostic.help(format!("rename it to `{nearest}`, or include or extend it")),
            None => diagnostic
                .help("include or extend it, give it the name of a template of the theme, or delete it"),
        });
    }
    diagnostics
}

fn build_tera(
    sources: &[Source],
    counts: &RangeCounts,
    labels: &Arc<PageLabels>,
) -> Result<Tera, Vec<Diagnostic>> {
    let mut tera = Tera::new();
    counts.register(&mut tera);
    label::register(&mut tera, labels);
    let named = sources.iter().map(|source| (template_name(source), &*source.text));
    match tera.add_raw_templates(named) {
        Ok(()) => Ok(tera),
        Err(error) => Err(joining::error_diagnostics(&error.to_string(), sources)),
    }
}

/// Returns the first line of an error, without Tera's prefix and final stop.
fn first_line(error: &str) -> String {
    let line = error.lines().next().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::joining::{FILTERS, FUNCTIONS, TESTS};
    use super::*;

    #[test]
    fn tera_has_every_filter_and_test_that_is_suggested() {
        for filter in FILTERS {
            assert!(
                Tera::new().add_raw_template("a", &format!("{{{{ x | {filter} }}}}")).is_ok(),
                "{filter}"
            );
        }
        for test in TESTS {
            assert!(
                Tera::new().add_raw_template("a", &format!("{{% if x is {test} %}}{{% endif %}}")).is_ok()
            );
        }
    }

    fn load(own: &[Source]) -> Outcome<Templates> {
        Templates::load(own, &Arc::new(PageLabels::english()))
    }

    #[test]
    fn tera_has_every_function_that_is_suggested() {
        for function in FUNCTIONS {
            let text = format!("{{% block a %}}{{{{ {function}() }}}}{{% endblock %}}");
            let mut tera = Tera::new();
            label::register(&mut tera, &Arc::new(PageLabels::english()));
            assert!(tera.add_raw_template("a", &text).is_ok(), "{function}");
        }
    }

    #[test]
    fn unknown_names_are_reported_in_unused_templates_too() {
        let own = [
            Source::new("templates/home.html", "a\n{{ now() }} {{ raneg(end=3) }}\n{{ <nope /> }}"),
            Source::new(
                "templates/hom.html",
                "é {{ 1 | firts }}\n{% if 1 is evne %}{% endif %}\n{% include \"hoem.html\" %}",
            ),
        ];
        let actual = load(&own).diagnostics.into_iter().map(|diagnostic| {
            let location = diagnostic.location.expect("a location");
            let source = own.iter().find(|source| source.path == location.path).expect("the file");
            let (line, column) = location.span.map_or((0, 0), |span| {
                let start = source.position(span.start);
                (start.line, start.column)
            });
            (
                diagnostic.code.id,
                format!("{}:{line}:{column}", location.path),
                diagnostic.message.to_string(),
                diagnostic.label,
            )
        });
        let actual: Vec<_> = actual.collect();
        let expect = |code: &'static str, position: &str, message: &str, label: &str| {
            (code, format!("templates/{position}"), message.to_owned(), label.to_owned())
        };
        let expected = [
            expect("T004", "hom.html:0:0", "template `hom.html` is not used by any page", ""),
            expect("T001", "hom.html:1:10", "unknown filter `firts`", "did you mean `first`?"),
            expect("T001", "hom.html:2:12", "unknown test `evne`", "did you mean `even`?"),
            expect("T001", "hom.html:3:13", "unknown template `hoem.html`", "did you mean `home.html`?"),
            expect("T001", "home.html:2:4", "unknown function `now`", ""),
            expect("T001", "home.html:2:16", "unknown function `raneg`", "did you mean `range`?"),
            expect("T001", "home.html:3:5", "unknown component `nope`", ""),
        ];
        assert_eq!(actual, expected);
    }

    #[test]
    fn the_theme_has_no_diagnostics() {
        assert_eq!(load(&[]).diagnostics, []);
    }

    /// Returns the codes and words of the diagnostics for a site whose `home.html` is this text.
    fn messages_for_home(text: &str) -> Vec<String> {
        let own = [Source::new("templates/home.html", text)];
        let diagnostics = load(&own).diagnostics;
        let word = |diagnostic: &Diagnostic| {
            diagnostic
                .location
                .as_ref()
                .map_or("", |location| location.span.map_or("", |span| span.slice(text)))
                .to_owned()
        };
        diagnostics.iter().map(|diagnostic| format!("{} {}", diagnostic.code.id, word(diagnostic))).collect()
    }

    #[test]
    fn every_name_resolves_to_a_field() {
        let cases: [(&str, &[&str]); 26] = [
            ("{{ home.lead.title }}{{ page.title }}{{ root }}{{ site.language }}", &[]),
            ("{% if home.laed %}x{% endif %}", &["T002 laed"]),
            ("{% if page.nope and not site.tilte %}x{% endif %}", &["T002 nope", "T002 tilte"]),
            (
                "{% for day in home.days %}{% for card in day.cards %}{{ card.titel }}{% endfor %}{% endfor %}",
                &["T002 titel"],
            ),
            ("{% for day in home.days | reverse %}{{ day.dat }}{% endfor %}", &["T002 dat"]),
            (
                "{% for day in home.days %}{{ loop.index }}{{ day.date.text }}{% endfor %}{{ day.date }}",
                &["T002 day"],
            ),
            ("{% set card = home.lead %}{{ card.hrev }}", &["T002 hrev"]),
            ("{% set first = home.days | first %}{{ first.date.texd }}", &["T002 texd"]),
            ("{{ home[\"lead\"][\"no\"] }}", &["T002 \"no\""]),
            ("{{ home.days[0].cards[0].titl }}", &["T002 titl"]),
            ("{{ briefing.title }}", &["T002 briefing"]),
            ("{{ home.days.title }}", &["T002 title"]),
            ("{{ page.title.length }}", &["T002 length"]),
            ("{{ home.lead | frist }}", &["T001 frist"]),
            ("{% if home.lead is definde %}{% endif %}", &["T001 definde"]),
            ("{% if home.lead is not none %}{% endif %}", &[]),
            ("{% include \"footer.html\" %}", &["T001 \"footer.html\""]),
            ("{{ [card.title for card in home.days] | join(sep=\", \") }}", &[]),
            ("{{ \"a\" if home.count < 3 else home.cuont }}", &["T002 cuont"]),
            ("{% raw %}{{ nope }}{% endraw %}{# {{ nope }} #}", &[]),
            ("{% if %}", &["T001 "]),
            ("{{ label(id=\"latest\") }}{{ label(id=\"latets\") }}", &["T007 \"latets\""]),
            ("{% set a = label(id=\"page-of\", page=1) %}", &["T007 \"page-of\""]),
            ("{% if label(id=\"page-number\", page=home.cuont) %}{% endif %}", &["T002 cuont"]),
            ("{{ label(id=\"page-number\", page=(1), pgae=2) }}", &["T007 pgae"]),
            (
                "{% component tag(name) %}{{ name.x }}{{ nome }}{% endcomponent tag %}{{ <tag name={home.count} /> }}",
                &["T002 nome"],
            ),
        ];
        for (text, expected) in cases {
            let found: Vec<String> = messages_for_home(text)
                .into_iter()
                .map(|line| match line.strip_prefix("T001 ") {
                    Some(_) if expected == ["T001 "] => "T001 ".to_owned(),
                    _ => line,
                })
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
