//! Templates: those of the look, each of which a site may override with one of its own of the same name.
//!
//! Takes the site's template files. Gives what turns a page's values into bytes. Every template is parsed and every field
//! it names is checked before anything is rendered. Templates see values only: nothing here reads a disk.

mod check;
mod expression;
mod lex;

use rustc_hash::FxHashMap;
use tera::{Context, ErrorKind, ReportError, Tera};

use super::look::TEMPLATES;
use super::show::{Show, Shown};
use super::view::View;
use crate::diagnostic::{Diagnostic, Outcome, Place, TEMPLATE_FAILED, TEMPLATE_SYNTAX, UNUSED_TEMPLATE};
use crate::page::Page;
use crate::site::Site;
use crate::text::{Source, Span};

/// Where a site keeps its own templates.
const FOLDER: &str = "templates/";

/// All templates of a site, checked.
pub struct Templates {
    tera: Tera,
    sources: Vec<Source>,
}

impl Templates {
    /// Checks and joins the look's templates and the site's own. Where something is wrong, the look alone stands in, so
    /// that what else is wrong can be found too.
    pub fn load(own: &[Source]) -> Outcome<Self> {
        let sources = joined(own);
        let mut notes: Vec<Diagnostic> = sources.iter().filter_map(syntax).collect();
        if notes.is_empty() {
            notes = checked(own, &sources);
        }
        let tera = match tera(&sources) {
            Ok(tera) => tera,
            Err(note) => {
                // What Tera finds in all templates together was likely found, with its place, before.
                if !notes.iter().any(Diagnostic::is_error) {
                    notes.push(note);
                }
                tera(&joined(&[])).unwrap_or_default()
            }
        };
        Outcome::new(Self { tera, sources }, notes)
    }

    /// The files the templates stand in, for excerpts.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// With the site where every template sees it.
    #[must_use]
    pub fn for_site(&self, show: &Show<'_>) -> Self {
        let mut tera = self.tera.clone();
        tera.global_context().insert_value("site", show.site_view().value());
        Self { tera, sources: self.sources.clone() }
    }

    /// The bytes of a page. The error names the place in the template and the file the page is made from.
    pub fn render(&self, shown: Shown, page: &Page, site: &Site) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut context = Context::new();
        for (name, value) in shown.names {
            context.insert_value(name, value);
        }
        let mut bytes = Vec::with_capacity(16 * 1024);
        match self.tera.render_to(shown.template, &context, &mut bytes) {
            Ok(()) => Ok(bytes),
            Err(error) => Err(Box::new(self.failed(&error, page, site))),
        }
    }

    fn failed(&self, error: &tera::Error, page: &Page, site: &Site) -> Diagnostic {
        let (message, place) = match error.kind() {
            ErrorKind::RenderingError(report) => (report.message().to_owned(), self.place(report)),
            other => (first_line(&other.to_string()), None),
        };
        let note =
            Diagnostic::new(&TEMPLATE_FAILED, format!("`{}` cannot be rendered: {message}", page.file)).mend(
                "test for the value first, as in `{% if x %}…{% endif %}`, or give it where it is missing",
            );
        match (place, page.kind.place(site)) {
            (Some(place), Some(of)) => note.at(place).also(of, "the page is made from this"),
            (Some(place), None) | (None, Some(place)) => note.at(place),
            (None, None) => note,
        }
    }

    fn place(&self, report: &ReportError) -> Option<Place> {
        let source = self.sources.iter().find(|source| name(source) == report.filename())?;
        Some(Place::of(source, span(report)))
    }
}

/// The look's templates without those the site has of its own, then those.
fn joined(own: &[Source]) -> Vec<Source> {
    let path = |name: &str| format!("{FOLDER}{name}");
    let built_in = TEMPLATES.iter().filter(|(name, _)| !own.iter().any(|source| *source.path == path(name)));
    built_in.map(|(name, text)| Source::new(path(name), *text)).chain(own.iter().cloned()).collect()
}

/// A template's name: its path below the folder of templates.
fn name(source: &Source) -> &str {
    source.path.strip_prefix(FOLDER).unwrap_or(&source.path)
}

/// What is wrong with one template by itself.
fn syntax(source: &Source) -> Option<Diagnostic> {
    let mut alone = Tera::new();
    let error = alone.add_raw_template(name(source), &source.text).err()?;
    let ErrorKind::SyntaxError(report) = error.kind() else { return None };
    let message = report.message().trim_end_matches('.');
    let note = Diagnostic::new(&TEMPLATE_SYNTAX, format!("this is no valid template: {message}"));
    Some(note.at(Place::of(source, span(report))).mend("docs/templates.md shows how tags are written"))
}

fn span(report: &ReportError) -> Span {
    Span::from(report.span().range.clone())
}

/// What is wrong with templates as pages use them, and which of the site's own no page uses.
fn checked(own: &[Source], all: &[Source]) -> Vec<Diagnostic> {
    let by_name: FxHashMap<&str, &Source> = all.iter().map(|source| (name(source), source)).collect();
    let checked = check::check(&by_name);
    let mut notes = checked.notes;
    let defines = |source: &Source| source.text.contains("{% component ");
    for source in own.iter().filter(|source| !checked.met.contains(&name(source)) && !defines(source)) {
        let message = format!("no page uses the template `{}`", name(source));
        let note = Diagnostic::new(&UNUSED_TEMPLATE, message).at(Place::file(source.path.clone()));
        notes.push(
            note.mend("include or extend it, give it the name of a template of the look, or delete it"),
        );
    }
    notes
}

fn tera(sources: &[Source]) -> Result<Tera, Diagnostic> {
    let mut tera = Tera::new();
    let named = sources.iter().map(|source| (name(source), &*source.text));
    match tera.add_raw_templates(named) {
        Ok(()) => Ok(tera),
        Err(error) => Err(Diagnostic::new(&TEMPLATE_SYNTAX, first_line(&error.to_string()))
            .at(Place::file(FOLDER.trim_end_matches('/')))
            .mend("docs/templates.md shows how templates extend and include each other")),
    }
}

/// The first line of a message, as the house writes them.
fn first_line(words: &str) -> String {
    let line = words.lines().next().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::expression::{FILTERS, TESTS};
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
    fn the_look_itself_is_sound() {
        assert_eq!(Templates::load(&[]).diagnostics, []);
    }

    /// What is said of a site whose own `home.html` is this text.
    fn said(text: &str) -> Vec<String> {
        let own = [Source::new("templates/home.html", text)];
        let notes = Templates::load(&own).diagnostics;
        let word = |note: &Diagnostic| {
            note.place.as_ref().map_or("", |place| place.span.map_or("", |span| span.slice(text))).to_owned()
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
            let found: Vec<String> = said(text)
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
