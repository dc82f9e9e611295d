//! Resolves the names in a template expression to fields of the view.

use super::lexer::{TemplateToken, TemplateTokenKind};
use crate::diagnostic::{Code, TEMPLATE_SYNTAX, UNKNOWN_FIELD};
use crate::render::view::{Record, Shape};
use crate::text::Span;

/// Keywords of the expression language.
const KEYWORDS: [&str; 13] =
    ["and", "or", "not", "is", "in", "if", "else", "true", "false", "True", "False", "none", "None"];
/// The filters of Tera; a test compares this list with Tera.
pub(super) const FILTERS: [&str; 37] = [
    "safe",
    "default",
    "upper",
    "lower",
    "wordcount",
    "escape",
    "escape_html",
    "escape_xml",
    "newlines_to_br",
    "pluralize",
    "trim",
    "trim_start",
    "trim_end",
    "replace",
    "capitalize",
    "title",
    "truncate",
    "indent",
    "str",
    "int",
    "float",
    "length",
    "reverse",
    "split",
    "abs",
    "round",
    "first",
    "last",
    "nth",
    "join",
    "sort",
    "unique",
    "get",
    "values",
    "keys",
    "pairs",
    "group_by",
];
/// The tests of Tera; a test compares this list with Tera.
pub(super) const TESTS: [&str; 17] = [
    "string",
    "number",
    "map",
    "bool",
    "array",
    "integer",
    "float",
    "none",
    "iterable",
    "defined",
    "undefined",
    "odd",
    "even",
    "divisible_by",
    "starting_with",
    "ending_with",
    "containing",
];
/// The functions of Tera, `label` and `list`; a test compares this list with Tera.
pub(super) const FUNCTIONS: [&str; 5] = ["range", "throw", "super", "label", "list"];
/// Filters whose output has the shape of their input.
const LIST_FILTERS: [&str; 4] = ["reverse", "sort", "unique", "default"];
/// Filters that return one item of a list.
const ELEMENT_FILTERS: [&str; 3] = ["first", "last", "nth"];

/// The variables in scope index one position of a template.
#[derive(Clone, Default)]
pub(super) struct Scope<'a> {
    names: Vec<(&'a str, Shape)>,
    /// Number of names outside each open loop or component.
    outer_lengths: Vec<usize>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(names: impl Iterator<Item = (&'a str, Shape)>) -> Self {
        Self { names: names.collect(), outer_lengths: Vec::new() }
    }

    pub(super) fn enter(&mut self, names: Vec<(&'a str, Shape)>) {
        self.outer_lengths.push(self.names.len());
        self.names.extend(names);
    }

    pub(super) fn leave(&mut self) {
        if let Some(outside) = self.outer_lengths.pop() {
            self.names.truncate(outside);
        }
    }

    /// Leaves all scopes that an invalid template left open.
    pub(super) fn leave_all(&mut self) {
        while !self.outer_lengths.is_empty() {
            self.leave();
        }
    }

    pub(super) fn set(&mut self, name: &'a str, shape: Shape) {
        self.names.push((name, shape));
    }

    /// Returns the scope with the names of filters, because the first word of `{% filter … %}` is a filter, not a variable.
    pub(super) fn with_filter_names(&self) -> Self {
        let mut scope = self.clone();
        FILTERS.iter().for_each(|name| scope.set(name, Shape::Anything));
        scope
    }

    fn find(&self, name: &str) -> Option<Shape> {
        self.names.iter().rev().find(|(known, _)| *known == name).map(|(_, shape)| *shape)
    }

    /// Returns the scope with the variables that `[x.a for x in xs]` binds inside the expression.
    pub(super) fn with_comprehensions(&self, tokens: &[TemplateToken<'a>]) -> Self {
        let mut scope = self.clone();
        for three in tokens.windows(3) {
            if let [
                TemplateTokenKind::Word("for"),
                TemplateTokenKind::Word(name),
                TemplateTokenKind::Symbol(",") | TemplateTokenKind::Word("in"),
            ] = [three[0].kind, three[1].kind, three[2].kind]
            {
                scope.set(name, Shape::Anything);
            }
        }
        scope
    }

    /// Returns the shape of an expression that is a path, optionally followed by filters with a known output shape.
    pub(super) fn shape_of(&self, tokens: &[TemplateToken<'a>]) -> Option<Shape> {
        let expression = TemplateExpression::new(tokens, self);
        let (mut shape, mut index) = expression.follow_path(0).ok()?;
        while index < tokens.len() {
            let (TemplateTokenKind::Symbol("|"), Some(TemplateTokenKind::Word(filter))) =
                (tokens[index].kind, tokens.get(index + 1).map(|token| token.kind))
            else {
                return None;
            };
            shape = filtered_shape(filter, shape)?;
            index = expression.after_arguments(index + 2);
        }
        Some(shape)
    }
}

fn filtered_shape(filter: &str, shape: Shape) -> Option<Shape> {
    match shape {
        _ if LIST_FILTERS.contains(&filter) => Some(shape),
        Shape::List(item) if ELEMENT_FILTERS.contains(&filter) => Some(Shape::Maybe(item)),
        _ => None,
    }
}

/// A name that does not resolve.
pub(super) struct UnknownName<'a> {
    pub(super) code: &'static Code,
    pub(super) message: String,
    pub(super) name: &'a str,
    pub(super) span: Span,
    pub(super) candidates: Vec<&'a str>,
    is_top_level: bool,
}

impl<'a> UnknownName<'a> {
    /// Returns the name if it is a variable and not a field.
    pub(super) fn name_only(&self) -> Option<&'a str> {
        self.is_top_level.then_some(self.name)
    }

    /// Returns a help that lists the valid names.
    pub(super) fn candidate_list(&self) -> String {
        if self.candidates.is_empty() {
            return "remove the field".to_owned();
        }
        format!("use one of: {}", self.candidates.join(", "))
    }
}

/// The tokens of an expression and the variables in scope.
pub(super) struct TemplateExpression<'t, 'a> {
    tokens: &'t [TemplateToken<'a>],
    scope: &'t Scope<'a>,
}

impl<'t, 'a> TemplateExpression<'t, 'a> {
    pub(super) fn new(tokens: &'t [TemplateToken<'a>], scope: &'t Scope<'a>) -> Self {
        Self { tokens, scope }
    }

    /// Returns every name of the expression that does not resolve.
    pub(super) fn unknown_names(&self) -> Vec<UnknownName<'a>> {
        let mut unknown = Vec::new();
        let mut index = 0;
        while index < self.tokens.len() {
            let TemplateTokenKind::Word(word) = self.tokens[index].kind else {
                index += 1;
                continue;
            };
            index = match self.role_of(index, word) {
                WordRole::Path => match self.follow_path(index) {
                    // An expression in brackets after a path is checked by a later iteration.
                    Ok(_) => self.after_fields(index + 1),
                    Err(name) => {
                        unknown.push(*name);
                        self.after_fields(index + 1)
                    }
                },
                WordRole::Filter => self.check_builtin(index, word, "filter", &FILTERS, &mut unknown),
                WordRole::Test => self.check_builtin(index, word, "test", &TESTS, &mut unknown),
                WordRole::Other => index + 1,
            };
        }
        unknown
    }

    fn check_builtin(
        &self,
        index: usize,
        word: &'a str,
        what: &str,
        all: &[&'static str],
        unknown: &mut Vec<UnknownName<'a>>,
    ) -> usize {
        if !all.contains(&word) {
            unknown.push(UnknownName {
                code: &TEMPLATE_SYNTAX,
                message: format!("unknown {what} `{word}`"),
                name: word,
                span: self.tokens[index].span,
                candidates: all.to_vec(),
                is_top_level: false,
            });
        }
        index + 1
    }

    /// Returns the role of the word at `index`.
    fn role_of(&self, index: usize, word: &str) -> WordRole {
        let kind =
            |index: Option<usize>| index.and_then(|index| self.tokens.get(index)).map(|token| token.kind);
        let (before, after) = (kind(index.checked_sub(1)), kind(Some(index + 1)));
        match (before, after) {
            (Some(TemplateTokenKind::Symbol("|")), _) => WordRole::Filter,
            (Some(TemplateTokenKind::Word("is")), _) if word != "not" => WordRole::Test,
            (Some(TemplateTokenKind::Word("not")), _)
                if kind(index.checked_sub(2)) == Some(TemplateTokenKind::Word("is")) =>
            {
                WordRole::Test
            }
            (Some(TemplateTokenKind::Symbol("." | "?." | "</")), _) => WordRole::Other,
            (Some(TemplateTokenKind::Symbol("<")), _) if self.begins_component(index - 1) => WordRole::Other,
            // Tera checks functions and the names of arguments.
            (_, Some(TemplateTokenKind::Symbol("(" | "="))) => WordRole::Other,
            _ if KEYWORDS.contains(&word) || word == "for" => WordRole::Other,
            _ => WordRole::Path,
        }
    }

    /// Returns whether the `<` at `index` begins a component. After a value, it is a comparison.
    fn begins_component(&self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1).map(|index| self.tokens[index].kind) else { return true };
        match before {
            TemplateTokenKind::Word(word) => KEYWORDS.contains(&word),
            TemplateTokenKind::Symbol(symbol) => !matches!(symbol, ")" | "]"),
            TemplateTokenKind::Quoted(_) | TemplateTokenKind::Number => false,
        }
    }

    /// Resolves the path that begins at `index`. Returns its shape and the index after it.
    fn follow_path(&self, index: usize) -> Result<(Shape, usize), Box<UnknownName<'a>>> {
        let Some(TemplateToken { kind: TemplateTokenKind::Word(name), span }) =
            self.tokens.get(index).copied()
        else {
            return Ok((Shape::Anything, index));
        };
        if name == "loop" {
            return Ok((Shape::Anything, self.after_fields(index + 1)));
        }
        let Some(mut shape) = self.scope.find(name) else { return Err(self.unknown_name(name, span)) };
        let mut index = index + 1;
        loop {
            match (self.symbol_at(index), self.tokens.get(index + 1).map(|token| token.kind)) {
                (Some("." | "?."), Some(TemplateTokenKind::Word(field))) => {
                    shape = field_shape(shape, field, self.tokens[index + 1].span)?;
                    index += 2;
                }
                (Some("[" | "?["), Some(TemplateTokenKind::Quoted(field)))
                    if self.symbol_at(index + 2) == Some("]") =>
                {
                    shape = field_shape(shape, field, self.tokens[index + 1].span)?;
                    index += 3;
                }
                (Some("[" | "?["), _) => {
                    let end = self.after_bracket(index);
                    let slice = self.tokens[index..end]
                        .iter()
                        .any(|token| token.kind == TemplateTokenKind::Symbol(":"));
                    shape = if slice { shape } else { element_shape(shape) };
                    index = end;
                }
                _ => return Ok((shape, index)),
            }
        }
    }

    fn symbol_at(&self, index: usize) -> Option<&'a str> {
        match self.tokens.get(index)?.kind {
            TemplateTokenKind::Symbol(symbol) => Some(symbol),
            _ => None,
        }
    }

    /// Returns the index after the bracket that closes the one at `index`.
    fn after_bracket(&self, index: usize) -> usize {
        let mut depth = 0_usize;
        for (closing, token) in self.tokens.iter().enumerate().skip(index) {
            match token.kind {
                TemplateTokenKind::Symbol("[" | "?[" | "(") => depth += 1,
                TemplateTokenKind::Symbol("]" | ")") if depth <= 1 => return closing + 1,
                TemplateTokenKind::Symbol("]" | ")") => depth -= 1,
                _ => {}
            }
        }
        self.tokens.len()
    }

    fn after_arguments(&self, index: usize) -> usize {
        if self.symbol_at(index) == Some("(") { self.after_bracket(index) } else { index }
    }

    /// Returns the index after fields such as `.a.b`, up to the first bracket.
    fn after_fields(&self, mut index: usize) -> usize {
        while matches!(self.symbol_at(index), Some("." | "?.")) {
            index += 2;
        }
        index
    }

    fn unknown_name(&self, name: &'a str, span: Span) -> Box<UnknownName<'a>> {
        let mut candidates: Vec<&str> = self.scope.names.iter().map(|(name, _)| *name).collect();
        candidates.sort_unstable();
        candidates.dedup();
        let message = format!("unknown variable `{name}`");
        Box::new(UnknownName { code: &UNKNOWN_FIELD, message, name, span, candidates, is_top_level: true })
    }
}

enum WordRole {
    Path,
    Filter,
    Test,
    Other,
}

fn field_shape<'a>(shape: Shape, field: &'a str, span: Span) -> Result<Shape, Box<UnknownName<'a>>> {
    let (message, candidates) = match shape {
        Shape::Anything => return Ok(Shape::Anything),
        Shape::Maybe(inner) => return field_shape(inner(), field, span),
        Shape::Record(record) => match record.fields.iter().find(|known| known.name == field) {
            Some(known) => return Ok((known.shape)()),
            None => unknown_field(record, field),
        },
        Shape::List(_) => (format!("a list has no field `{field}`; loop over it with `for`"), Vec::new()),
        Shape::Text | Shape::Html => (format!("a text has no field `{field}`"), Vec::new()),
        Shape::Number => (format!("a number has no field `{field}`"), Vec::new()),
        Shape::Flag => (format!("a Boolean value has no field `{field}`"), Vec::new()),
    };
    Err(Box::new(UnknownName {
        code: &UNKNOWN_FIELD,
        message,
        name: field,
        span,
        candidates,
        is_top_level: false,
    }))
}

fn unknown_field(record: &'static Record, field: &str) -> (String, Vec<&'static str>) {
    let candidates = record.fields.iter().map(|known| known.name).collect();
    (format!("`{}` has no field `{field}`", record.name), candidates)
}

fn element_shape(shape: Shape) -> Shape {
    match shape {
        Shape::List(item) => item(),
        Shape::Maybe(inner) => element_shape(inner()),
        _ => Shape::Anything,
    }
}
