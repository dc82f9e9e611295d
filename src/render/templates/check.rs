//! Follows every name a template uses to a field that exists. Tera takes a field that does not exist for false in a
//! condition, so a slip of the pen would show nothing and say nothing; here it is an error before anything is rendered.

use rustc_hash::FxHashMap;

use super::expression::{Expression, Scope};
use super::lex::{Kind, Tag, Token, tags};
use crate::diagnostic::{Diagnostic, Place, TEMPLATE_SYNTAX, UNKNOWN_FIELD};
use crate::render::view::{EVERYWHERE, Names, Shape, TEMPLATES};
use crate::text::{Source, Span, nearest};

/// Templates that extend or include each other deeper than this go round; Tera says so at its place.
const DEEPEST: usize = 32;

/// Checks every template a page is rendered with, and all it extends and includes.
pub(super) struct Checker<'a> {
    sources: &'a FxHashMap<&'a str, &'a Source>,
    cut: FxHashMap<&'a str, Vec<Tag<'a>>>,
    /// Names of templates that were met on the way.
    met: Vec<&'a str>,
    notes: Vec<Diagnostic>,
}

/// What was found, and which templates are in use.
pub(super) struct Checked<'a> {
    pub(super) notes: Vec<Diagnostic>,
    pub(super) met: Vec<&'a str>,
}

/// Checks all templates by name.
pub(super) fn check<'a>(sources: &'a FxHashMap<&'a str, &'a Source>) -> Checked<'a> {
    let cut = sources.iter().map(|(name, source)| (*name, tags(&source.text))).collect();
    let mut checker = Checker { sources, cut, met: Vec::new(), notes: Vec::new() };
    for (name, names) in TEMPLATES {
        let mut scope = Scope::new(EVERYWHERE.iter().chain(*names).map(|(name, shape)| (*name, shape())));
        checker.template(name, names, &mut scope, 0);
    }
    Checked { notes: checker.notes, met: checker.met }
}

/// The name by which another template knows what this one does not.
fn elsewhere(name: &str) -> Option<(&'static str, Shape)> {
    let known =
        TEMPLATES.iter().flat_map(|(template, names)| names.iter().map(move |known| (*template, known)));
    known.into_iter().find(|(_, (known, _))| *known == name).map(|(template, (_, shape))| (template, shape()))
}

impl<'a> Checker<'a> {
    /// Walks one template; what it extends comes first, because its blocks see what was set there.
    fn template(&mut self, name: &str, names: Names, scope: &mut Scope<'a>, depth: usize) {
        let Some((name, source)) = self.sources.get_key_value(name) else { return };
        if depth > DEEPEST {
            return;
        }
        if !self.met.contains(name) {
            self.met.push(name);
        }
        let Some(cut) = self.cut.remove(name) else { return };
        if let Some(parent) = cut.iter().find_map(extended) {
            self.template(parent, names, scope, depth + 1);
        }
        // The template whose name pages ask for must have all it names; what it shares with others may test for more.
        let own = TEMPLATES.iter().any(|(root, known)| root == name && std::ptr::eq(*known, names));
        for tag in &cut {
            self.tag(tag, source, names, scope, own, depth);
        }
        scope.leave_all();
        self.cut.insert(name, cut);
    }

    fn tag(
        &mut self,
        tag: &Tag<'a>,
        source: &'a Source,
        names: Names,
        scope: &mut Scope<'a>,
        own: bool,
        depth: usize,
    ) {
        let tokens = without_dashes(&tag.tokens);
        if !tag.statement {
            return self.expression(tokens, source, scope, own);
        }
        match word(tokens, 0) {
            Some("for") => self.enter_loop(tokens, source, scope, own),
            Some("set" | "set_global") => self.set(tokens, source, scope, own),
            Some("if" | "elif") => self.expression(&tokens[1..], source, scope, own),
            Some("filter") => self.expression(&tokens[1..], source, &scope.for_filter(), own),
            Some("component") => scope.enter(parameters(tokens)),
            Some("endfor" | "endcomponent") => scope.leave(),
            Some("include") => self.include(tokens, source, names, scope, depth),
            Some(_) => {}
            None => self.expression(tokens, source, scope, own),
        }
    }

    fn enter_loop(&mut self, tokens: &[Token<'a>], source: &'a Source, scope: &mut Scope<'a>, own: bool) {
        let Some(at) = tokens.iter().position(|token| token.kind == Kind::Word("in")) else { return };
        let list = &tokens[at + 1..];
        self.expression(list, source, scope, own);
        let item = scope.shape(list).map_or(Shape::Anything, item);
        let names = tokens[1..at].iter().filter_map(|token| match token.kind {
            Kind::Word(name) => Some(name),
            _ => None,
        });
        let names: Vec<&str> = names.collect();
        scope.enter(match names[..] {
            [only] => vec![(only, item)],
            _ => names.iter().map(|name| (*name, Shape::Anything)).collect(),
        });
    }

    fn set(&mut self, tokens: &[Token<'a>], source: &'a Source, scope: &mut Scope<'a>, own: bool) {
        let Some(name) = word(tokens, 1) else { return };
        let value =
            tokens.get(3..).filter(|_| tokens.get(2).is_some_and(|sign| sign.kind == Kind::Sign("=")));
        let shape = value.and_then(|value| scope.shape(value)).unwrap_or(Shape::Anything);
        if let Some(value) = value {
            self.expression(value, source, scope, own);
        }
        scope.set(name, shape);
    }

    fn include(
        &mut self,
        tokens: &[Token<'a>],
        source: &Source,
        names: Names,
        scope: &mut Scope<'a>,
        depth: usize,
    ) {
        let Some(Token { kind: Kind::Text(name), span }) = tokens.get(1) else { return };
        if self.sources.contains_key(name) {
            self.template(name, names, &mut scope.clone(), depth + 1);
        } else {
            let known = self.sorted_names();
            let note = Diagnostic::new(&TEMPLATE_SYNTAX, format!("there is no template `{name}`"));
            self.note(suggest(note, name, known), source, *span);
        }
    }

    fn sorted_names(&self) -> Vec<&'a str> {
        let mut known: Vec<&str> = self.sources.keys().copied().collect();
        known.sort_unstable();
        known
    }

    fn expression(&mut self, tokens: &[Token<'a>], source: &Source, scope: &Scope<'a>, own: bool) {
        let scope = scope.with_comprehensions(tokens);
        for mistake in Expression::new(tokens, &scope).mistakes() {
            if let Some((template, _)) = mistake.name_only().and_then(elsewhere).filter(|_| own) {
                let message = format!("`{}` is known to `{template}`, and not here", mistake.word);
                let note = Diagnostic::new(&UNKNOWN_FIELD, message).mend(mistake.known());
                self.note(note, source, mistake.span);
            } else if mistake.name_only().and_then(elsewhere).is_none() {
                let note = Diagnostic::new(mistake.code, mistake.message.clone());
                let note = match nearest(mistake.word, mistake.candidates.iter().copied()) {
                    Some(near) => {
                        note.label(format!("did you mean `{near}`?")).mend(format!("write `{near}`"))
                    }
                    None => note.mend(mistake.known()),
                };
                self.note(note, source, mistake.span);
            }
        }
    }

    fn note(&mut self, note: Diagnostic, source: &Source, span: Span) {
        let note = note.at(Place::of(source, span));
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

fn suggest(note: Diagnostic, word: &str, known: Vec<&str>) -> Diagnostic {
    match nearest(word, known.iter().copied()) {
        Some(near) => note.label(format!("did you mean `{near}`?")).mend(format!("write `{near}`")),
        None => note.mend(format!("the templates are {}", known.join(", "))),
    }
}

/// The template a tag extends.
fn extended<'a>(tag: &Tag<'a>) -> Option<&'a str> {
    match without_dashes(&tag.tokens) {
        [Token { kind: Kind::Word("extends"), .. }, Token { kind: Kind::Text(name), .. }] => Some(name),
        _ => None,
    }
}

/// The tokens without the dashes that trim blanks.
fn without_dashes<'t, 'a>(tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    let dash = |token: Option<&Token<'_>>| token.is_some_and(|token| token.kind == Kind::Sign("-"));
    let tokens = if dash(tokens.first()) { &tokens[1..] } else { tokens };
    if dash(tokens.last()) { &tokens[..tokens.len() - 1] } else { tokens }
}

fn word<'a>(tokens: &[Token<'a>], at: usize) -> Option<&'a str> {
    match tokens.get(at)?.kind {
        Kind::Word(word) => Some(word),
        _ => None,
    }
}

/// What goes through a list one by one.
fn item(list: Shape) -> Shape {
    match list {
        Shape::List(item) => item(),
        Shape::Maybe(shape) => item(shape()),
        _ => Shape::Anything,
    }
}

/// The parameters of a component: whatever is passed.
fn parameters<'a>(tokens: &[Token<'a>]) -> Vec<(&'a str, Shape)> {
    let mut parameters = Vec::new();
    for (at, token) in tokens.iter().enumerate().skip(2) {
        if let Kind::Word(name) = token.kind
            && matches!(tokens[at - 1].kind, Kind::Sign("(" | "," | "@" | "..."))
        {
            parameters.push((name, Shape::Anything));
        }
    }
    parameters.push(("body", Shape::Anything));
    parameters
}
