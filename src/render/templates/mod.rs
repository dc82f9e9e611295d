//! Templates: those of the look, each of which a site may override with one of its own of the same name.
//!
//! Takes the site's template files. Gives what turns a page's values into bytes. Every template is parsed and every field
//! it names is checked before anything is rendered. Templates see values only: nothing here reads a disk.

mod bounds;
mod check;
mod expression;
mod joining;
mod lexer;
mod preview;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use tera::{Context, ErrorKind, ReportError, Tera};

use bounds::{Counts, Written};

use super::theme::TEMPLATES;
use super::view::View;
use super::view_builder::{RenderContext, ViewBuilder};
use crate::diagnostic::{
    Diagnostic, Outcome, SourceLocation, TEMPLATE_FAILED, TEMPLATE_SYNTAX, UNUSED_TEMPLATE,
};
use crate::page::Page;
use crate::site::Site;
use crate::text::{Source, Span, nearest};

/// Where a site keeps its own templates.
const FOLDER: &str = "templates/";

/// All templates of a site, checked.
pub struct Templates {
    tera: Tera,
    sources: Vec<Source>,
    counts: Counts,
}

impl Templates {
    /// Checks and joins the look's templates and the site's own. Where something is wrong, the look alone stands in, so
    /// that what else is wrong can be found too.
    pub fn load(site_templates: &[Source]) -> Outcome<Self> {
        let (sources, counts) = (merge_templates(site_templates), Counts::new());
        let mut notes: Vec<Diagnostic> = sources.iter().filter_map(syntax_error).collect();
        let is_syntax_sound = notes.is_empty();
        if is_syntax_sound {
            notes = check_all(site_templates, &sources);
        }
        let tera = build_tera(&sources, &counts).unwrap_or_else(|found| {
            // What has no place, or the place of a finding, was likely found before.
            let failed = notes.iter().any(Diagnostic::is_error);
            let is_known = |note: &Diagnostic| match note.location.as_ref().and_then(|place| place.span) {
                Some(_) => notes.iter().any(|known| is_at_one_place(known, note)),
                None => failed,
            };
            let new = found.into_iter().filter(|note| !is_known(note));
            let new: Vec<Diagnostic> = new.filter(|_| is_syntax_sound).collect();
            notes.extend(new);
            build_tera(&merge_templates(&[]), &counts).unwrap_or_default()
        });
        Outcome::new(Self { tera, sources, counts }, notes)
    }

    /// The files the templates stand in, for excerpts.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// With the site where every template sees it.
    #[must_use]
    pub fn for_site(&self, show: &ViewBuilder<'_>) -> Self {
        let mut tera = self.tera.clone();
        tera.global_context().insert_value("site", show.site_view().value());
        Self { tera, sources: self.sources.clone(), counts: self.counts.clone() }
    }

    /// The bytes of a page. The error names the place in the template and the file the page is made from.
    pub fn render(&self, shown: RenderContext, page: &Page, site: &Site) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut context = Context::new();
        for (name, value) in shown.values {
            context.insert_value(name, value);
        }
        let mut written = Written::new();
        self.counts.begin();
        match self.tera.render_to(shown.template, &context, &mut written) {
            Ok(()) if site.preview => Ok(preview::unlisted(written.bytes)),
            Ok(()) => Ok(written.bytes),
            Err(_) if written.is_full => {
                let template = SourceLocation::file(format!("{FOLDER}{}", shown.template));
                Err(Box::new(render_error(Written::words(), Some(template), page, site)))
            }
            Err(error) => {
                let (message, place) = match error.kind() {
                    ErrorKind::RenderingError(report) => {
                        (report.message().to_owned(), self.error_location(report))
                    }
                    other => (first_line(&other.to_string()), None),
                };
                Err(Box::new(render_error(message, place, page, site)))
            }
        }
    }

    fn error_location(&self, report: &ReportError) -> Option<SourceLocation> {
        let source = self.sources.iter().find(|source| template_name(source) == report.filename())?;
        Some(SourceLocation::new(source, error_span(report)))
    }
}

/// A page that a template fails on.
fn render_error(message: String, place: Option<SourceLocation>, page: &Page, site: &Site) -> Diagnostic {
    let help = if message.contains("more") {
        "look for a loop in a loop"
    } else {
        "test for the value first, as in `{% if x %}…{% endif %}`, or give it where it is missing"
    };
    let of = page.kind.location(site);
    let note =
        Diagnostic::new(&TEMPLATE_FAILED, format!("a template fails: {}", message.trim_end_matches('.')));
    let note = note.label(format!("on `{}`", page.file)).help(help);
    match (place, of) {
        (Some(place), Some(of)) => note.at(place).related(of, "the page is made from this"),
        (Some(place), None) | (None, Some(place)) => note.at(place),
        (None, None) => note,
    }
}

/// Failures of templates, each told once with the first page it is met on, however many pages it is met on.
pub fn each_failure_once(notes: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<(Diagnostic, usize)> = Vec::new();
    let mut met: BTreeMap<(String, Option<SourceLocation>), usize> = BTreeMap::new();
    for note in notes {
        if *note.code != TEMPLATE_FAILED {
            kept.push((note, 0));
            continue;
        }
        match met.get(&(note.message.clone(), note.location.clone())) {
            Some(at) => kept[*at].1 += 1,
            None => {
                met.insert((note.message.clone(), note.location.clone()), kept.len());
                kept.push((note, 0));
            }
        }
    }
    let counted = |(note, more): (Diagnostic, usize)| match more {
        0 => note,
        1 => Diagnostic { label: format!("{} and on 1 more page", note.label), ..note },
        _ => Diagnostic { label: format!("{} and on {more} more pages", note.label), ..note },
    };
    kept.into_iter().map(counted).collect()
}

/// Whether two findings are about parts of a file that meet.
fn is_at_one_place(one: &Diagnostic, other: &Diagnostic) -> bool {
    let part = |note: &Diagnostic| note.location.clone().and_then(|place| Some((place.path, place.span?)));
    part(one).zip(part(other)).is_some_and(|((path, part), (other_path, other_part))| {
        path == other_path && part.start < other_part.end && other_part.start < part.end
    })
}

/// The look's templates without those the site has of its own, then those.
fn merge_templates(own: &[Source]) -> Vec<Source> {
    let path = |name: &str| format!("{FOLDER}{name}");
    let built_in = TEMPLATES.iter().filter(|(name, _)| !own.iter().any(|source| *source.path == path(name)));
    built_in.map(|(name, text)| Source::new(path(name), *text)).chain(own.iter().cloned()).collect()
}

/// A template's name: its path below the folder of templates.
fn template_name(source: &Source) -> &str {
    source.path.strip_prefix(FOLDER).unwrap_or(&source.path)
}

/// What is wrong with one template by itself.
fn syntax_error(source: &Source) -> Option<Diagnostic> {
    let mut alone = Tera::new();
    let error = alone.add_raw_template(template_name(source), &source.text).err()?;
    let ErrorKind::SyntaxError(report) = error.kind() else { return None };
    let message = report.message().trim_end_matches('.');
    let note = Diagnostic::new(&TEMPLATE_SYNTAX, format!("this is no valid template: {message}"));
    Some(
        note.at(SourceLocation::new(source, error_span(report)))
            .help("docs/templates.md shows how tags are written"),
    )
}

fn error_span(report: &ReportError) -> Span {
    Span::from(report.span().range.clone())
}

/// What is wrong with templates as pages use them, and which of the site's own no page uses.
fn check_all(own: &[Source], all: &[Source]) -> Vec<Diagnostic> {
    let by_name: FxHashMap<&str, &Source> =
        all.iter().map(|source| (template_name(source), source)).collect();
    let checked = check::check_templates(&by_name);
    let mut notes = checked.diagnostics;
    let defines = |source: &Source| source.text.contains("{% component ");
    for source in
        own.iter().filter(|source| !checked.reached.contains(&template_name(source)) && !defines(source))
    {
        let message = format!("no page uses the template `{}`", template_name(source));
        let note = Diagnostic::new(&UNUSED_TEMPLATE, message).at(SourceLocation::file(source.path.clone()));
        let of_look = TEMPLATES.iter().map(|(name, _)| *name);
        notes.push(match nearest(template_name(source), of_look) {
            Some(near) => note.help(format!("did you mean `{near}`? Rename it, or include or extend it")),
            None => {
                note.help("include or extend it, give it the name of a template of the look, or delete it")
            }
        });
    }
    notes
}

fn build_tera(sources: &[Source], counts: &Counts) -> Result<Tera, Vec<Diagnostic>> {
    let mut tera = Tera::new();
    counts.register(&mut tera);
    let named = sources.iter().map(|source| (template_name(source), &*source.text));
    match tera.add_raw_templates(named) {
        Ok(()) => Ok(tera),
        Err(error) => Err(joining::findings(&error.to_string(), sources)),
    }
}

/// The first line of a message, as the house writes them.
fn first_line(words: &str) -> String {
    let line = words.lines().next().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::expression::{FILTERS, FUNCTIONS, TESTS};
    use super::*;

    #[test]
    fn tera_has_every_filter_and_test_that_is_known() {
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

    #[test]
    fn tera_has_every_function_that_is_known() {
        for function in FUNCTIONS {
            let text = format!("{{% block a %}}{{{{ {function}() }}}}{{% endblock %}}");
            assert!(Tera::new().add_raw_template("a", &text).is_ok(), "{function}");
        }
    }

    #[test]
    fn names_nobody_has_are_found_in_templates_no_page_uses_too() {
        let own = [
            Source::new("templates/home.html", "a\n{{ now() }} {{ raneg(end=3) }}\n{{ <nope /> }}"),
            Source::new(
                "templates/hom.html",
                "é {{ 1 | firts }}\n{% if 1 is evne %}{% endif %}\n{% include \"hoem.html\" %}",
            ),
        ];
        let told = Templates::load(&own).diagnostics.into_iter().map(|note| {
            let place = note.location.expect("a place");
            let source = own.iter().find(|source| source.path == place.path).expect("the file");
            let at = place.span.map_or((0, 0), |span| {
                let at = source.position(span.start);
                (at.line, at.column)
            });
            (note.code.id, format!("{}:{}:{}", place.path, at.0, at.1), note.message, note.label)
        });
        let told: Vec<_> = told.collect();
        let of = |code: &'static str, place: &str, message: &str, label: &str| {
            (code, format!("templates/{place}"), message.to_owned(), label.to_owned())
        };
        let expected = [
            of("T004", "hom.html:0:0", "no page uses the template `hom.html`", ""),
            of("T001", "hom.html:1:10", "there is no filter `firts`", "did you mean `first`?"),
            of("T001", "hom.html:2:12", "there is no test `evne`", "did you mean `even`?"),
            of("T001", "hom.html:3:13", "there is no template `hoem.html`", "did you mean `home.html`?"),
            of("T001", "home.html:2:4", "there is no function `now`", ""),
            of("T001", "home.html:2:16", "there is no function `raneg`", "did you mean `range`?"),
            of("T001", "home.html:3:5", "there is no component `nope`", ""),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_failure_is_told_once_for_all_pages() {
        let note = |message: &str, page: usize| {
            let place = SourceLocation::file("templates/briefing.html");
            Diagnostic::new(&TEMPLATE_FAILED, message).at(place).label(format!("on `{page}`"))
        };
        let notes = vec![note("one", 1), note("one", 2), note("two", 3), note("one", 4), note("two", 5)];
        let labels: Vec<String> = each_failure_once(notes).into_iter().map(|note| note.label).collect();
        assert_eq!(labels, ["on `1` and on 2 more pages", "on `3` and on 1 more page"]);
    }

    #[test]
    fn the_look_itself_is_sound() {
        assert_eq!(Templates::load(&[]).diagnostics, []);
    }

    /// What is said of a site whose own `home.html` is this text.
    fn messages_for_home(text: &str) -> Vec<String> {
        let own = [Source::new("templates/home.html", text)];
        let notes = Templates::load(&own).diagnostics;
        let word = |note: &Diagnostic| {
            note.location
                .as_ref()
                .map_or("", |place| place.span.map_or("", |span| span.slice(text)))
                .to_owned()
        };
        notes.iter().map(|note| format!("{} {}", note.code.id, word(note))).collect()
    }

    #[test]
    fn every_name_leads_to_a_field() {
        let cases: [(&str, &[&str]); 22] = [
            ("{{ home.lead.title }}{{ page.title }}{{ root }}{{ site.as_of.text }}", &[]),
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
