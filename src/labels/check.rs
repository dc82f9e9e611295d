//! Checks a site's message file: syntax, names of labels and variables, and labels that it lacks.

use fluent_syntax::parser::ParserError;
use rustc_hash::FxHashSet;

use super::messages::{LabelReference, LabelReferenceKind, MessageFile};
use super::{file_language, own_file};
use crate::diagnostic::{
    Diagnostic, INTERFACE_LANGUAGE, LABEL_SYNTAX, MISSING_LABEL, SourceLocation, UNKNOWN_LABEL,
    UNUSED_TEMPLATE,
};
use crate::text::{Source, Span, nearest};

/// Variables that a label may use although the English one does not.
const OPTIONAL_VARIABLES: [(&str, &[&str]); 3] = [
    ("date-interval-in-year", &["start", "startWithoutYear", "endWithoutYear"]),
    ("date-interval-in-month", &["start", "startDay", "endDay"]),
    ("date-short-interval-in-month", &["start", "startDay", "endDay"]),
];
/// Maximum number of open braces.
const MAX_DEPTH: usize = 100;
/// Maximum number of missing labels that a diagnostic names.
const MAX_NAMED: usize = 5;

/// Returns diagnostics for the syntax errors of a file.
pub(super) fn syntax_errors(source: &Source, errors: &[ParserError]) -> Vec<Diagnostic> {
    let diagnostic = |error: &ParserError| {
        let kind = error.kind.to_string().replace('"', "`");
        let message = format!("invalid label: {}", lowercase_first(&kind));
        let end = error.pos.end.min(source.text.len());
        let span = on_char_boundaries(&source.text, error.pos.start.min(end), end);
        Diagnostic::new(&LABEL_SYNTAX, message)
            .at(SourceLocation::new(source, span))
            .help("write `id = text` on one line, or indent the lines after the first; a brace in a text is `{ \"{\" }`")
    };
    errors.iter().map(diagnostic).collect()
}

fn lowercase_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Returns a diagnostic for braces that are nested too deeply, which the parser reads by recursion.
pub(super) fn deep_nesting(source: &Source) -> Option<Diagnostic> {
    let (mut depth, mut in_literal, mut escaped) = (0_usize, false, false);
    for (offset, byte) in source.text.bytes().enumerate() {
        match byte {
            b'"' if depth > 0 && !escaped => in_literal = !in_literal,
            b'\n' => in_literal = false,
            b'{' if !in_literal => depth += 1,
            b'}' if !in_literal => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = byte == b'\\' && in_literal && !escaped;
        if depth > MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} braces are open");
            return Some(
                Diagnostic::new(&LABEL_SYNTAX, message)
                    .at(SourceLocation::new(source, Span::new(offset, offset + 1)))
                    .help("close each `{` with a `}`"),
            );
        }
    }
    None
}

fn on_char_boundaries(text: &str, mut start: usize, mut end: usize) -> Span {
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}

/// Returns diagnostics for variables, labels and terms that a file refers to and that do not exist.
pub(super) fn unknown_references(
    source: &Source,
    own: &MessageFile,
    english: &MessageFile,
) -> Vec<Diagnostic> {
    let check = |id: &str| -> Vec<Diagnostic> {
        let unknown = own.references(id).iter().filter_map(|name| unknown_reference(id, name, own, english));
        unknown.map(|(diagnostic, span)| diagnostic.at(SourceLocation::new(source, span))).collect()
    };
    own.ids().flat_map(check).collect()
}

fn unknown_reference(
    id: &str,
    reference: &LabelReference,
    own: &MessageFile,
    english: &MessageFile,
) -> Option<(Diagnostic, Span)> {
    let name = &reference.name;
    let (message, known) = match reference.kind {
        LabelReferenceKind::Variable => {
            let known = known_variables(id, english)?;
            (!known.contains(&&**name)).then(|| (format!("label `{id}` has no variable `${name}`"), known))?
        }
        LabelReferenceKind::Message if own.has(name) => return None,
        LabelReferenceKind::Message => (format!("unknown label `{name}`"), own.ids().collect()),
        LabelReferenceKind::Term if own.has_term(name) => return None,
        LabelReferenceKind::Term => (format!("unknown term `-{name}`"), Vec::new()),
        LabelReferenceKind::Function => (format!("unknown function `{name}`"), Vec::new()),
    };
    let sign = if reference.kind == LabelReferenceKind::Variable { "$" } else { "" };
    let diagnostic = Diagnostic::new(&UNKNOWN_LABEL, message);
    let diagnostic = match nearest(name, known.iter().copied()) {
        Some(nearest) => diagnostic
            .label(format!("did you mean `{sign}{nearest}`?"))
            .help(format!("write `{sign}{nearest}`")),
        None if reference.kind == LabelReferenceKind::Variable && !known.is_empty() => {
            diagnostic.help(format!("use one of: ${}", known.join(", $")))
        }
        None => diagnostic.help("write the text instead"),
    };
    Some((diagnostic, reference.span))
}

/// Returns the variables that a label may use; `None` for a label of the site alone.
fn known_variables<'e>(id: &str, english: &'e MessageFile) -> Option<Vec<&'e str>> {
    let mut known: Vec<&str> = english.variables(id)?.iter().map(String::as_str).collect();
    let optional = OPTIONAL_VARIABLES.iter().find(|(label, _)| *label == id);
    known.extend(optional.into_iter().flat_map(|(_, names)| names.iter().copied()));
    Some(known)
}

/// Returns a hint that names the labels that a file lacks.
pub(super) fn missing_labels(
    source: &Source,
    own: &MessageFile,
    english: &MessageFile,
) -> Option<Diagnostic> {
    let missing: Vec<&str> = english.ids().filter(|id| !own.has(id)).collect();
    let named: Vec<String> = missing.iter().take(MAX_NAMED).map(|id| format!("`{id}`")).collect();
    let message = match missing.len() {
        0 => return None,
        1 => format!("1 label is in English: {}", named.join("")),
        count if count <= MAX_NAMED => format!("{count} labels are in English: {}", named.join(", ")),
        count => {
            format!("{count} labels are in English: {} and {} more", named.join(", "), count - MAX_NAMED)
        }
    };
    let help = "add them to this file; docs/labels.md lists all labels";
    Some(Diagnostic::new(&MISSING_LABEL, message).at(SourceLocation::file(source.path.clone())).help(help))
}

/// Returns a warning that a site in this language has English labels; `location` is that of its language.
pub fn untranslated_labels(language: &str, location: SourceLocation) -> Diagnostic {
    let message = format!("the labels of pages are in English, but `language` is `{language}`");
    Diagnostic::new(&INTERFACE_LANGUAGE, message).at(location).help(format!(
        "translate them in `templates/labels/{language}.ftl` (see docs/how-to/another-language.md), \
         or set `interface-language = \"off\"` under `[rules]`"
    ))
}

/// Returns diagnostics for files of other languages than that of the site.
pub(super) fn unused_files(files: &[Source], language: &str) -> Vec<Diagnostic> {
    let used = own_file(files, language);
    let primary = super::primary_language(language);
    let is_other = |file: &&Source| {
        used.is_none_or(|used| used.path != file.path) && !file_language(file).eq_ignore_ascii_case(primary)
    };
    let diagnostic = |file: &Source| {
        let message = format!("these labels are not used: `language` is `{language}`");
        Diagnostic::new(&UNUSED_TEMPLATE, message)
            .at(SourceLocation::file(file.path.clone()))
            .help(format!("rename the file to `{language}.ftl`, or set `language` in `site.toml`"))
    };
    files.iter().filter(is_other).map(diagnostic).collect()
}

/// Returns diagnostics for labels of a file that nothing uses.
pub(super) fn unused_labels(
    source: &Source,
    own: &MessageFile,
    english: &MessageFile,
    used: &[&str],
) -> Vec<Diagnostic> {
    let names = own.ids().flat_map(|id| own.references(id));
    let referenced = names.filter(|name| name.kind == LabelReferenceKind::Message).map(|name| &*name.name);
    let used: FxHashSet<&str> = used.iter().copied().chain(referenced).collect();
    let unused = own.ids().filter(|id| !english.has(id) && !used.contains(id));
    let diagnostic = |id: &str| {
        let diagnostic = Diagnostic::new(&UNKNOWN_LABEL, format!("nothing uses the label `{id}`"));
        let diagnostic = match nearest(id, english.ids()) {
            Some(nearest) => {
                diagnostic.label(format!("did you mean `{nearest}`?")).help(format!("write `{nearest}`"))
            }
            None => diagnostic.help("use it in a template, or remove it"),
        };
        Some(diagnostic.at(SourceLocation::new(source, own.span(id)?)))
    };
    unused.filter_map(diagnostic).collect()
}
