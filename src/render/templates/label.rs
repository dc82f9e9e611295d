//! The functions `label` and `list` of templates, and the check of the calls of `label`.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::lexer::{TemplateToken, TemplateTokenKind};
use crate::diagnostic::{Diagnostic, UNKNOWN_LABEL};
use crate::labels::{LabelValue, PageLabels};
use crate::render::html::HtmlWriter;
use crate::text::{Span, nearest};

/// Counts below this are resolved once.
const CACHED_COUNTS: usize = 256;
/// Stands for HTML while a label is formatted: a code point that is never a char of a text. The next ones stand for more.
const FIRST_PLACEHOLDER: u32 = 0xfdd0;
/// Maximum number of values with HTML.
const MAX_HTML_VALUES: u32 = 16;

/// Registers the functions.
pub(super) fn register(tera: &mut Tera, labels: &Arc<PageLabels>) {
    let resolved = Arc::new(ResolvedLabels::new(labels.clone()));
    tera.register_function("label", move |arguments: Kwargs, _: &State| resolved.label(&arguments));
    let labels = labels.clone();
    tera.register_function("list", move |arguments: Kwargs, _: &State| list(&labels, &arguments));
}

/// Labels as values of templates. Those that are the same on many pages are made once.
struct ResolvedLabels {
    labels: Arc<PageLabels>,
    constants: FxHashMap<String, Value>,
    /// Labels whose only variable is `count`.
    counted: FxHashMap<String, Vec<OnceLock<Value>>>,
}

impl ResolvedLabels {
    fn new(labels: Arc<PageLabels>) -> Self {
        let (mut constants, mut counted) = (FxHashMap::default(), FxHashMap::default());
        for id in labels.ids() {
            match labels.variables(id) {
                Some([only]) if only == "count" => {
                    counted.insert(id.to_owned(), vec![OnceLock::new(); CACHED_COUNTS]);
                }
                Some([]) => {
                    constants.insert(id.to_owned(), Value::from(labels.get(id)));
                }
                _ => {}
            }
        }
        Self { labels, constants, counted }
    }

    fn label(&self, arguments: &Kwargs) -> TeraResult<Value> {
        let id: &str = arguments.must_get("id")?;
        if let Some(constant) = self.constants.get(id) {
            return Ok(constant.clone());
        }
        if let Some(counts) = self.counted.get(id)
            && let Some(count) = arguments.get::<&Value>("count")?.and_then(Value::as_u64)
            && let Some(resolved) = usize::try_from(count).ok().and_then(|count| counts.get(count))
        {
            let format = || Value::from(self.labels.format(id, &[("count", count.into())]));
            return Ok(resolved.get_or_init(format).clone());
        }
        if self.labels.variables(id).is_none() {
            return Err(Error::message(format!("unknown label `{id}`")));
        }
        Ok(self.format(id, arguments))
    }

    /// Formats a label. It is HTML if one of its values is; then all other values and its text are escaped.
    fn format(&self, id: &str, arguments: &Kwargs) -> Value {
        let mut html = Vec::new();
        let given = arguments.iter().filter_map(|(name, value)| Some((name.as_str()?, value)));
        let values: Vec<(&str, LabelValue<'_>)> = given
            .filter(|(name, _)| *name != "id")
            .map(|(name, value)| (name, label_value(value, &mut html)))
            .collect();
        let text = self.labels.format(id, &values);
        if html.is_empty() { Value::from(text) } else { Value::safe_string(&with_html(&text, &html)) }
    }
}

/// Returns the value of a variable. HTML is added to `html`, and a placeholder returned.
fn label_value<'v>(value: &'v Value, html: &mut Vec<&'v str>) -> LabelValue<'v> {
    if let Some(number) = value.as_i64() {
        return number.into();
    }
    match value.as_str() {
        Some(markup) if value.is_safe() && html.len() < MAX_HTML_VALUES as usize => {
            html.push(markup);
            placeholder(html.len() - 1).map(String::from).unwrap_or_default().into()
        }
        Some(text) => text.into(),
        None => value.to_string().into(),
    }
}

fn placeholder(index: usize) -> Option<char> {
    char::from_u32(FIRST_PLACEHOLDER + index as u32)
}

/// Escapes a text and replaces the placeholders by HTML.
fn with_html(text: &str, html: &[&str]) -> String {
    let mut writer = HtmlWriter::with_capacity(text.len() + 128);
    let is_placeholder =
        |c: char| (FIRST_PLACEHOLDER..FIRST_PLACEHOLDER + MAX_HTML_VALUES).contains(&u32::from(c));
    let mut rest = text;
    while let Some((start, c)) = rest.char_indices().find(|(_, c)| is_placeholder(*c)) {
        writer.text(&rest[..start]);
        writer.raw_html(html.get((u32::from(c) - FIRST_PLACEHOLDER) as usize).copied().unwrap_or_default());
        rest = &rest[start + c.len_utf8()..];
    }
    writer.text(rest);
    writer.finish().as_str().to_owned()
}

/// Returns the texts of a list as part of a sentence.
fn list(labels: &PageLabels, arguments: &Kwargs) -> TeraResult<String> {
    let items: &[Value] = arguments.must_get("of")?;
    let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
    Ok(labels.sentence_list(&items))
}

/// A call of `label` whose id is a literal.
pub(super) struct LabelCall<'a> {
    pub(super) id: &'a str,
    span: Span,
    values: Vec<(&'a str, Span)>,
}

/// Returns the calls in an expression.
pub(super) fn label_calls<'a>(tokens: &[TemplateToken<'a>]) -> Vec<LabelCall<'a>> {
    let is_call = |index: &usize| {
        let before = index.checked_sub(1).map(|before| tokens[before].kind);
        tokens[*index].kind == TemplateTokenKind::Word("label")
            && tokens.get(index + 1).is_some_and(|next| next.kind == TemplateTokenKind::Symbol("("))
            && !matches!(before, Some(TemplateTokenKind::Symbol("." | "?." | "|")))
    };
    (0..tokens.len()).filter(is_call).filter_map(|index| label_call(&tokens[index + 2..])).collect()
}

/// Reads a call from the token after its bracket.
fn label_call<'a>(tokens: &[TemplateToken<'a>]) -> Option<LabelCall<'a>> {
    let (mut id, mut values, mut depth) = (None, Vec::new(), 0_usize);
    for (index, token) in tokens.iter().enumerate() {
        let next = tokens.get(index + 1).map(|next| next.kind);
        match token.kind {
            TemplateTokenKind::Symbol("(" | "[" | "?[" | "{") => depth += 1,
            TemplateTokenKind::Symbol(")") if depth == 0 => break,
            TemplateTokenKind::Symbol(")" | "]" | "}") => depth = depth.saturating_sub(1),
            TemplateTokenKind::Word("id") if depth == 0 && next == Some(TemplateTokenKind::Symbol("=")) => {
                id = tokens.get(index + 2).and_then(|value| match value.kind {
                    TemplateTokenKind::Quoted(id) => Some((id, value.span)),
                    _ => None,
                });
            }
            TemplateTokenKind::Word(name) if depth == 0 && next == Some(TemplateTokenKind::Symbol("=")) => {
                values.push((name, token.span));
            }
            _ => {}
        }
    }
    id.map(|(id, span)| LabelCall { id, span, values })
}

impl LabelCall<'_> {
    /// Returns the diagnostics of the call with their spans: an unknown label, missing values and unknown ones.
    pub(super) fn check(&self, labels: &PageLabels) -> Vec<(Diagnostic, Span)> {
        let Some(variables) = labels.variables(self.id) else {
            let diagnostic = Diagnostic::new(&UNKNOWN_LABEL, format!("unknown label `{}`", self.id));
            let help = "use a label of docs/labels.md, or add it to a file under `templates/labels/`";
            return vec![(suggest(diagnostic, self.id, labels.ids(), help), self.span)];
        };
        let missing = variables.iter().filter(|name| !self.values.iter().any(|(given, _)| given == name));
        let missing = missing.map(|name| {
            let message = format!("label `{}` needs a value for `{name}`", self.id);
            let help = format!("add `{name}=…` to the call");
            (Diagnostic::new(&UNKNOWN_LABEL, message).help(help), self.span)
        });
        let unknown = self.values.iter().filter(|(given, _)| !variables.iter().any(|name| name == given));
        let unknown = unknown.map(|(given, span)| {
            let message = format!("label `{}` has no variable `{given}`", self.id);
            let known = variables.iter().map(String::as_str);
            (suggest(Diagnostic::new(&UNKNOWN_LABEL, message), given, known, "remove the value"), *span)
        });
        missing.chain(unknown).collect()
    }
}

fn suggest<'k>(
    diagnostic: Diagnostic,
    word: &str,
    known: impl Iterator<Item = &'k str>,
    help: &str,
) -> Diagnostic {
    match nearest(word, known) {
        Some(nearest) => {
            diagnostic.label(format!("did you mean `{nearest}`?")).help(format!("write `{nearest}`"))
        }
        None => diagnostic.help(help),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::Context;

    fn render(template: &str) -> String {
        let (mut tera, mut context) = (Tera::default(), Context::new());
        register(&mut tera, &Arc::new(PageLabels::english()));
        tera.add_raw_template("a.html", template).expect("a template");
        context.insert_value("date", Value::safe_string("<time>19 April</time>"));
        context.insert_value(
            "names",
            Value::from(vec![Value::from("A & B"), Value::from("C"), Value::from("D")]),
        );
        tera.render("a.html", &context).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn labels_are_escaped_and_values_may_be_html() {
        let cases = [
            ("{{ label(id=\"archive\") }}", "Archive"),
            ("{{ label(id=\"briefing-count\", count=1) }}", "1 briefing"),
            ("{{ label(id=\"briefing-count\", count=2 + 5000) }}", "5002 briefings"),
            ("{{ label(id=\"updated-on\", date=date) }}", "Updated <time>19 April</time>"),
            ("{{ label(id=\"byline\", names=list(of=names)) }}", "By A &amp; B, C and D"),
            ("{{ label(id=\"filter-shown\", count=\"<#>\", name=\"@\") }}", "&lt;#&gt; shown: @"),
            (
                "{{ label(id=\"filter-shown\", count=\"<#>\", name=date) }}",
                "&lt;#&gt; shown: <time>19 April</time>",
            ),
            (
                "{% set a %}<b>{{ names[0] }}</b>{% endset %}{{ label(id=\"updated-on\", date=a) }}",
                "Updated <b>A &amp; B</b>",
            ),
            ("<p title=\"{{ label(id=\"status\", status=\"denied\") }}\">", "<p title=\"denied\">"),
        ];
        for (template, expected) in cases {
            assert_eq!(render(template), expected, "{template}");
        }
        assert!(render("{{ label(id=\"ar\" ~ \"chiv\") }}").contains("unknown label `archiv`"));
    }
}
