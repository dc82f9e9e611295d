//! Follows every name a template uses to a field that exists. Tera takes a field that does not exist for false in a
//! condition, so a slip of the pen would show nothing and say nothing; here it is an error before anything is rendered.

use rustc_hash::FxHashMap;

use super::expression::{Scope, TemplateExpression};
use super::lexer::{TemplateTag, TemplateToken, TemplateTokenKind, tags};
use crate::diagnostic::{Diagnostic, SourceLocation, TEMPLATE_SYNTAX, UNKNOWN_FIELD};
use crate::render::view::{GLOBAL_NAMES, Shape, TEMPLATES, TemplateNames};
use crate::text::{Source, Span, nearest};

/// Templates that extend or include each other deeper than this go round; Tera says so at its place.
const MAX_DEPTH: usize = 32;

/// Checks every template a page is rendered with, and all it extends and includes.
pub(super) struct TemplateChecker<'a> {
    sources: &'a FxHashMap<&'a str, &'a Source>,
    tags: FxHashMap<&'a str, Vec<TemplateTag<'a>>>,
    /// Names of templates that were met on the way.
    reached: Vec<&'a str>,
    diagnostics: Vec<Diagnostic>,
}

/// What was found, and which templates are in use.
pub(super) struct TemplateCheck<'a> {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) reached: Vec<&'a str>,
}

/// Checks all templates by name.
pub(super) fn check_templates<'a>(sources: &'a FxHashMap<&'a str, &'a Source>) -> TemplateCheck<'a> {
    let cut = sources.iter().map(|(name, source)| (*name, tags(&source.text))).collect();
    let mut checker = TemplateChecker { sources, tags: cut, reached: Vec::new(), diagnostics: Vec::new() };
    for (name, names) in TEMPLATES {
        let mut scope = Scope::new(GLOBAL_NAMES.iter().chain(*names).map(|(name, shape)| (*name, shape())));
        checker.check_template(name, names, &mut scope, 0);
    }
    TemplateCheck { diagnostics: checker.diagnostics, reached: checker.reached }
}

/// The name by which another template knows what this one does not.
fn known_elsewhere(name: &str) -> Option<(&'static str, Shape)> {
    let known =
        TEMPLATES.iter().flat_map(|(template, names)| names.iter().map(move |known| (*template, known)));
    known.into_iter().find(|(_, (known, _))| *known == name).map(|(template, (_, shape))| (template, shape()))
}

impl<'a> TemplateChecker<'a> {
    /// Walks one template; what it extends comes first, because its blocks see what was set there.
    fn check_template(&mut self, name: &str, names: TemplateNames, scope: &mut Scope<'a>, depth: usize) {
        let Some((name, source)) = self.sources.get_key_value(name) else { return };
        if depth > MAX_DEPTH {
            return;
        }
        if !self.reached.contains(name) {
            self.reached.push(name);
        }
        let Some(cut) = self.tags.remove(name) else { return };
        if let Some(parent) = cut.iter().find_map(extended_template) {
            self.check_template(parent, names, scope, depth + 1);
        }
        // The template whose name pages ask for must have all it names; what it shares with others may test for more.
        let own = TEMPLATES.iter().any(|(root, known)| root == name && std::ptr::eq(*known, names));
        for tag in &cut {
            self.check_tag(tag, source, names, scope, own, depth);
        }
        scope.leave_all();
        self.tags.insert(name, cut);
    }

    fn check_tag(
        &mut self,
        tag: &TemplateTag<'a>,
        source: &'a Source,
        names: TemplateNames,
        scope: &mut Scope<'a>,
        own: bool,
        depth: usize,
    ) {
        let tokens = without_dashes(&tag.tokens);
        if !tag.is_statement {
            return self.check_expression(tokens, source, scope, own);
        }
        match word_at(tokens, 0) {
            Some("for") => self.enter_loop(tokens, source, scope, own),
            Some("set" | "set_global") => self.check_set(tokens, source, scope, own),
            Some("if" | "elif") => self.check_expression(&tokens[1..], source, scope, own),
            Some("filter") => self.check_expression(&tokens[1..], source, &scope.with_filter_names(), own),
            Some("component") => scope.enter(component_parameters(tokens)),
            Some("endfor" | "endcomponent") => scope.leave(),
            Some("include") => self.check_include(tokens, source, names, scope, depth),
            Some(_) => {}
            None => self.check_expression(tokens, source, scope, own),
        }
    }

    fn enter_loop(
        &mut self,
        tokens: &[TemplateToken<'a>],
        source: &'a Source,
        scope: &mut Scope<'a>,
        own: bool,
    ) {
        let Some(at) = tokens.iter().position(|token| token.kind == TemplateTokenKind::Word("in")) else {
            return;
        };
        let list = &tokens[at + 1..];
        self.check_expression(list, source, scope, own);
        let item = scope.shape_of(list).map_or(Shape::Anything, item_shape);
        let names = tokens[1..at].iter().filter_map(|token| match token.kind {
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
        own: bool,
    ) {
        let Some(name) = word_at(tokens, 1) else { return };
        let value = tokens
            .get(3..)
            .filter(|_| tokens.get(2).is_some_and(|sign| sign.kind == TemplateTokenKind::Symbol("=")));
        let shape = value.and_then(|value| scope.shape_of(value)).unwrap_or(Shape::Anything);
        if let Some(value) = value {
            self.check_expression(value, source, scope, own);
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
            let note = Diagnostic::new(&TEMPLATE_SYNTAX, format!("there is no template `{name}`"));
            self.report(with_suggestion(note, name, known), source, *span);
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
        own: bool,
    ) {
        let scope = scope.with_comprehensions(tokens);
        for mistake in TemplateExpression::new(tokens, &scope).unknown_names() {
            if let Some((template, _)) = mistake.name_only().and_then(known_elsewhere).filter(|_| own) {
                let message = format!("`{}` is known to `{template}`, and not here", mistake.name);
                let note = Diagnostic::new(&UNKNOWN_FIELD, message).help(mistake.candidate_list());
                self.report(note, source, mistake.span);
            } else if mistake.name_only().and_then(known_elsewhere).is_none() {
                let note = Diagnostic::new(mistake.code, mistake.message.clone());
                let note = match nearest(mistake.name, mistake.candidates.iter().copied()) {
                    Some(near) => {
                        note.label(format!("did you mean `{near}`?")).help(format!("write `{near}`"))
                    }
                    None => note.help(mistake.candidate_list()),
                };
                self.report(note, source, mistake.span);
            }
        }
    }

    fn report(&mut self, note: Diagnostic, source: &Source, span: Span) {
        let note = note.at(SourceLocation::new(source, span));
        if !self.diagnostics.contains(&note) {
            self.diagnostics.push(note);
        }
    }
}

fn with_suggestion(note: Diagnostic, word: &str, known: Vec<&str>) -> Diagnostic {
    match nearest(word, known.iter().copied()) {
        Some(near) => note.label(format!("did you mean `{near}`?")).help(format!("write `{near}`")),
        None => note.help(format!("the templates are {}", known.join(", "))),
    }
}

/// The template a tag extends.
fn extended_template<'a>(tag: &TemplateTag<'a>) -> Option<&'a str> {
    match without_dashes(&tag.tokens) {
        [
            TemplateToken { kind: TemplateTokenKind::Word("extends"), .. },
            TemplateToken { kind: TemplateTokenKind::Quoted(name), .. },
        ] => Some(name),
        _ => None,
    }
}

/// The tokens without the dashes that trim blanks.
fn without_dashes<'t, 'a>(tokens: &'t [TemplateToken<'a>]) -> &'t [TemplateToken<'a>] {
    let dash = |token: Option<&TemplateToken<'_>>| {
        token.is_some_and(|token| token.kind == TemplateTokenKind::Symbol("-"))
    };
    let tokens = if dash(tokens.first()) { &tokens[1..] } else { tokens };
    if dash(tokens.last()) { &tokens[..tokens.len() - 1] } else { tokens }
}

fn word_at<'a>(tokens: &[TemplateToken<'a>], at: usize) -> Option<&'a str> {
    match tokens.get(at)?.kind {
        TemplateTokenKind::Word(word) => Some(word),
        _ => None,
    }
}

/// What goes through a list one by one.
fn item_shape(list: Shape) -> Shape {
    match list {
        Shape::List(item) => item(),
        Shape::Maybe(shape) => item_shape(shape()),
        _ => Shape::Anything,
    }
}

/// The parameters of a component: whatever is passed.
fn component_parameters<'a>(tokens: &[TemplateToken<'a>]) -> Vec<(&'a str, Shape)> {
    let mut parameters = Vec::new();
    for (at, token) in tokens.iter().enumerate().skip(2) {
        if let TemplateTokenKind::Word(name) = token.kind
            && matches!(tokens[at - 1].kind, TemplateTokenKind::Symbol("(" | "," | "@" | "..."))
        {
            parameters.push((name, Shape::Anything));
        }
    }
    parameters.push(("body", Shape::Anything));
    parameters
}
