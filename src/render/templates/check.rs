//! Checks that every name a template uses is a variable or field that exists. In a condition, Tera treats an unknown field
//! as false, so a misspelt name would go unnoticed; here it is an error before anything is rendered.

use rustc_hash::FxHashMap;

use super::expression::{Scope, TemplateExpression};
use super::label::label_calls;
use super::lexer::{TemplateTag, TemplateToken, TemplateTokenKind, tags};
use super::template_name;
use crate::diagnostic::{Diagnostic, SourceLocation, TEMPLATE_SYNTAX, UNKNOWN_FIELD};
use crate::labels::PageLabels;
use crate::render::view::{GLOBAL_NAMES, Shape, TEMPLATES, TemplateNames};
use crate::text::{Source, Span, nearest};

/// Maximum depth of templates that extend or include each other. Deeper ones form a cycle, which Tera reports.
const MAX_DEPTH: usize = 32;

/// Checks every template that a page is rendered with, and the templates it extends and includes.
pub(super) struct TemplateChecker<'a> {
    sources: &'a FxHashMap<&'a str, &'a Source>,
    labels: &'a PageLabels,
    tags: FxHashMap<&'a str, Vec<TemplateTag<'a>>>,
    /// Names of the templates visited.
    reached: Vec<&'a str>,
    used_labels: Vec<&'a str>,
    diagnostics: Vec<Diagnostic>,
}

/// The diagnostics, and the names of the templates and labels in use.
pub(super) struct TemplateCheck<'a> {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) reached: Vec<&'a str>,
    pub(super) used_labels: Vec<&'a str>,
}

/// Whether a template is the one a page is rendered with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TemplateRole {
    /// Rendered as a page: every variable it uses must exist.
    Page,
    /// Included or extended by several pages: it may test for variables that only some pages have.
    Shared,
}

/// Checks all templates, given by name.
pub(super) fn check_templates<'a>(
    sources: &'a FxHashMap<&'a str, &'a Source>,
    labels: &'a PageLabels,
) -> TemplateCheck<'a> {
    let tags_by_name = sources.iter().map(|(name, source)| (*name, tags(&source.text))).collect();
    let mut checker = TemplateChecker {
        sources,
        labels,
        tags: tags_by_name,
        reached: Vec::new(),
        used_labels: Vec::new(),
        diagnostics: Vec::new(),
    };
    for (name, names) in TEMPLATES {
        let mut scope = Scope::new(GLOBAL_NAMES.iter().chain(*names).map(|(name, shape)| (*name, shape())));
        checker.check_template(name, names, &mut scope, 0);
    }
    TemplateCheck {
        diagnostics: checker.diagnostics,
        reached: checker.reached,
        used_labels: checker.used_labels,
    }
}

/// Returns the template that has a variable of this name, and the variable's shape.
fn known_elsewhere(name: &str) -> Option<(&'static str, Shape)> {
    let known =
        TEMPLATES.iter().flat_map(|(template, names)| names.iter().map(move |known| (*template, known)));
    known.into_iter().find(|(_, (known, _))| *known == name).map(|(template, (_, shape))| (template, shape()))
}

impl<'a> TemplateChecker<'a> {
    /// Checks one template. The template it extends is checked first, because blocks see the variables set there.
    fn check_template(&mut self, name: &str, names: TemplateNames, scope: &mut Scope<'a>, depth: usize) {
        let Some((name, source)) = self.sources.get_key_value(name) else { return };
        if depth > MAX_DEPTH {
            return;
        }
        if !self.reached.contains(name) {
            self.reached.push(name);
        }
        let Some(tags) = self.tags.remove(name) else { return };
        if let Some(parent) = tags.iter().find_map(extended_template) {
            self.check_template(parent, names, scope, depth + 1);
        }
        let is_page = TEMPLATES.iter().any(|(root, known)| root == name && std::ptr::eq(*known, names));
        let role = if is_page { TemplateRole::Page } else { TemplateRole::Shared };
        for tag in &tags {
            self.check_tag(tag, source, names, scope, role, depth);
        }
        scope.leave_all();
        self.tags.insert(name, tags);
    }

    fn check_tag(
        &mut self,
        tag: &TemplateTag<'a>,
        source: &'a Source,
        names: TemplateNames,
        scope: &mut Scope<'a>,
        role: TemplateRole,
        depth: usize,
    ) {
        let tokens = without_dashes(&tag.tokens);
        if !tag.is_statement {
            return self.check_expression(tokens, source, scope, role);
        }
        match word_at(tokens, 0) {
            Some("for") => self.enter_loop(tokens, source, scope, role),
            Some("set" | "set_global") => self.check_set(tokens, source, scope, role),
            Some("if" | "elif") => self.check_expression(&tokens[1..], source, scope, role),
            // The word after `filter` is its name, which Tera checks.
            Some("filter") => {
                self.check_expression(tokens.get(2..).unwrap_or_default(), source, scope, role);
            }
            Some("component") => scope.enter(component_parameters(tokens)),
            Some("endfor" | "endcomponent") => scope.leave(),
            Some("include") => self.check_include(tokens, source, names, scope, depth),
            Some("extends") => self.check_extends(tokens, source),
            Some(_) => {}
            None => self.check_expression(tokens, source, scope, role),
        }
    }

    fn enter_loop(
        &mut self,
        tokens: &[TemplateToken<'a>],
        source: &'a Source,
        scope: &mut Scope<'a>,
        role: TemplateRole,
    ) {
        let Some(position) = tokens.iter().position(|token| token.kind == TemplateTokenKind::Word("in"))
        else {
            return;
        };
        let list = &tokens[position + 1..];
        self.check_expression(list, source, scope, role);
        let item = scope.shape_of(list).map_or(Shape::Anything, item_shape);
        let names = tokens[1..position].iter().filter_map(|token| match token.kind {
            TemplateTokenKind::Word(name) => Some(name),
            _ => None,
        });
        let names: Vec<&str> = names.collect();
        scope.enter(match names[..] {
            [only] => vec![(only, item)],
            _ => names.iter().map(|name| (*name, Shape::Anything)).collect(),
        });
    }

    fn check_set(
        &mut self,
        tokens: &[TemplateToken<'a>],
        source: &'a Source,
        scope: &mut Scope<'a>,
        role: TemplateRole,
    ) {
        let Some(name) = word_at(tokens, 1) else { return };
        let value = tokens
            .get(3..)
            .filter(|_| tokens.get(2).is_some_and(|token| token.kind == TemplateTokenKind::Symbol("=")));
        let shape = value.and_then(|value| scope.shape_of(value)).unwrap_or(Shape::Anything);
        if let Some(value) = value {
            self.check_expression(value, source, scope, role);
        }
        scope.set(name, shape);
    }

    fn check_include(
        &mut self,
        tokens: &[TemplateToken<'a>],
        source: &Source,
        names: TemplateNames,
        scope: &mut Scope<'a>,
        depth: usize,
    ) {
        let Some(TemplateToken { kind: TemplateTokenKind::Quoted(name), span }) = tokens.get(1) else {
            return;
        };
        if self.sources.contains_key(name) {
            self.check_template(name, names, &mut scope.clone(), depth + 1);
        } else {
            let known = self.sorted_names();
            let diagnostic = Diagnostic::new(&TEMPLATE_SYNTAX, format!("unknown template `{name}`"));
            self.report(with_suggestion(diagnostic, name, known), source, *span);
        }
    }

    fn check_extends(&mut self, tokens: &[TemplateToken<'a>], source: &Source) {
        let Some(TemplateToken { kind: TemplateTokenKind::Quoted(name), span }) = tokens.get(1) else {
            return;
        };
        if *name == template_name(source) {
            let diagnostic = Diagnostic::new(&TEMPLATE_SYNTAX, "a template cannot extend itself");
            self.report(
                diagnostic.help(format!("write `theme/{name}` for the template of the theme")),
                source,
                *span,
            );
        } else if !self.sources.contains_key(name) {
            let known: Vec<String> = self
                .sorted_names()
                .into_iter()
                .map(|name| format!("theme/{}", name.trim_start_matches("theme/")))
                .collect();
            let known = known.iter().map(String::as_str).chain(self.sorted_names()).collect();
            let diagnostic = Diagnostic::new(&TEMPLATE_SYNTAX, format!("unknown template `{name}`"));
            self.report(with_suggestion(diagnostic, name, known), source, *span);
        }
    }

    fn sorted_names(&self) -> Vec<&'a str> {
        let mut known: Vec<&str> = self.sources.keys().copied().collect();
        known.sort_unstable();
        known
    }

    fn check_expression(
        &mut self,
        tokens: &[TemplateToken<'a>],
        source: &Source,
        scope: &Scope<'a>,
        role: TemplateRole,
    ) {
        self.check_labels(tokens, source);
        let scope = scope.with_comprehensions(tokens);
        for unknown in TemplateExpression::new(tokens, &scope).unknown_names() {
            if let Some((template, _)) =
                unknown.name_only().and_then(known_elsewhere).filter(|_| role == TemplateRole::Page)
            {
                let message =
                    format!("`{}` is not available here; it is a variable of `{template}`", unknown.name);
                let diagnostic = Diagnostic::new(&UNKNOWN_FIELD, message).help(unknown.candidate_list());
                self.report(diagnostic, source, unknown.span);
            } else if unknown.name_only().and_then(known_elsewhere).is_none() {
                let diagnostic = Diagnostic::new(&UNKNOWN_FIELD, unknown.message.clone());
                let diagnostic = match nearest(unknown.name, unknown.candidates.iter().copied()) {
                    Some(nearest) => diagnostic
                        .label(format!("did you mean `{nearest}`?"))
                        .help(format!("write `{nearest}`")),
                    None => diagnostic.help(unknown.candidate_list()),
                };
                self.report(diagnostic, source, unknown.span);
            }
        }
    }

    fn check_labels(&mut self, tokens: &[TemplateToken<'a>], source: &Source) {
        for call in label_calls(tokens) {
            self.used_labels.push(call.id);
            for (diagnostic, span) in call.check(self.labels) {
                self.report(diagnostic, source, span);
            }
        }
    }

    fn report(&mut self, diagnostic: Diagnostic, source: &Source, span: Span) {
        let diagnostic = diagnostic.at(SourceLocation::new(source, span));
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }
}

fn with_suggestion(diagnostic: Diagnostic, word: &str, known: Vec<&str>) -> Diagnostic {
    match nearest(word, known.iter().copied()) {
        Some(nearest) => {
            diagnostic.label(format!("did you mean `{nearest}`?")).help(format!("write `{nearest}`"))
        }
        None => diagnostic.help(format!("use one of: {}", known.join(", "))),
    }
}

/// Returns the name of the template that an `extends` tag names.
fn extended_template<'a>(tag: &TemplateTag<'a>) -> Option<&'a str> {
    match without_dashes(&tag.tokens) {
        [
            TemplateToken { kind: TemplateTokenKind::Word("extends"), .. },
            TemplateToken { kind: TemplateTokenKind::Quoted(name), .. },
        ] => Some(name),
        _ => None,
    }
}

/// Returns the tokens without the dashes that trim white space.
fn without_dashes<'t, 'a>(tokens: &'t [TemplateToken<'a>]) -> &'t [TemplateToken<'a>] {
    let dash = |token: Option<&TemplateToken<'_>>| {
        token.is_some_and(|token| token.kind == TemplateTokenKind::Symbol("-"))
    };
    let tokens = if dash(tokens.first()) { &tokens[1..] } else { tokens };
    if dash(tokens.last()) { &tokens[..tokens.len() - 1] } else { tokens }
}

fn word_at<'a>(tokens: &[TemplateToken<'a>], index: usize) -> Option<&'a str> {
    match tokens.get(index)?.kind {
        TemplateTokenKind::Word(word) => Some(word),
        _ => None,
    }
}

/// Returns the shape of an item of a list.
fn item_shape(list: Shape) -> Shape {
    match list {
        Shape::List(item) => item(),
        Shape::Maybe(shape) => item_shape(shape()),
        _ => Shape::Anything,
    }
}

/// Returns the parameters of a component; they may have any shape.
fn component_parameters<'a>(tokens: &[TemplateToken<'a>]) -> Vec<(&'a str, Shape)> {
    let mut parameters = Vec::new();
    for (index, token) in tokens.iter().enumerate().skip(2) {
        if let TemplateTokenKind::Word(name) = token.kind
            && matches!(tokens[index - 1].kind, TemplateTokenKind::Symbol("(" | "," | "@" | "..."))
        {
            parameters.push((name, Shape::Anything));
        }
    }
    parameters.push(("body", Shape::Anything));
    parameters
}
