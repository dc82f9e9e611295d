//! The names in an expression of a template, each followed to the field it means.

use super::lexer::{TemplateToken, TemplateTokenKind};
use crate::diagnostic::{Code, TEMPLATE_SYNTAX, UNKNOWN_FIELD};
use crate::render::view::{Record, Shape};
use crate::text::Span;

/// Words of the language itself.
const KEYWORDS: [&str; 13] =
    ["and", "or", "not", "is", "in", "if", "else", "true", "false", "True", "False", "none", "None"];
/// The filters of Tera; a test keeps the list true.
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
/// The tests of Tera; a test keeps the list true.
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
/// The functions of Tera; a test keeps the list true.
pub(super) const FUNCTIONS: [&str; 3] = ["range", "throw", "super"];
/// Filters that give a list of what they take.
const LIST_FILTERS: [&str; 4] = ["reverse", "sort", "unique", "default"];
/// Filters that give one of what they take.
const ELEMENT_FILTERS: [&str; 3] = ["first", "last", "nth"];

/// The names that hold at a place of a template.
#[derive(Clone, Default)]
pub(super) struct Scope<'a> {
    names: Vec<(&'a str, Shape)>,
    /// How many names held outside each loop or component that is open.
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

    /// Leaves whatever a broken template left open.
    pub(super) fn leave_all(&mut self) {
        while !self.outer_lengths.is_empty() {
            self.leave();
        }
    }

    pub(super) fn set(&mut self, name: &'a str, shape: Shape) {
        self.names.push((name, shape));
    }

    /// The first word of `{% filter … %}` is a filter's name and no name of a value.
    pub(super) fn with_filter_names(&self) -> Self {
        let mut scope = self.clone();
        FILTERS.iter().for_each(|name| scope.set(name, Shape::Anything));
        scope
    }

    fn find(&self, name: &str) -> Option<Shape> {
        self.names.iter().rev().find(|(known, _)| *known == name).map(|(_, shape)| *shape)
    }

    /// With the names that `[x.a for x in xs]` makes inside the expression.
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

    /// The shape of an expression that is one path, perhaps with filters whose effect on shapes is known.
    pub(super) fn shape_of(&self, tokens: &[TemplateToken<'a>]) -> Option<Shape> {
        let expression = TemplateExpression::new(tokens, self);
        let (mut shape, mut at) = expression.follow_path(0).ok()?;
        while at < tokens.len() {
            let (TemplateTokenKind::Symbol("|"), Some(TemplateTokenKind::Word(filter))) =
                (tokens[at].kind, tokens.get(at + 1).map(|token| token.kind))
            else {
                return None;
            };
            shape = filtered_shape(filter, shape)?;
            at = expression.after_arguments(at + 2);
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

/// A name that leads nowhere.
pub(super) struct UnknownName<'a> {
    pub(super) code: &'static Code,
    pub(super) message: String,
    pub(super) name: &'a str,
    pub(super) span: Span,
    pub(super) candidates: Vec<&'a str>,
    is_top_level: bool,
}

impl<'a> UnknownName<'a> {
    /// The name, where the mistake is a name at the top and not a field of something.
    pub(super) fn name_only(&self) -> Option<&'a str> {
        self.is_top_level.then_some(self.name)
    }

    /// What could stand there.
    pub(super) fn candidate_list(&self) -> String {
        if self.candidates.is_empty() {
            return "take the field out".to_owned();
        }
        format!("what stands here is one of: {}", self.candidates.join(", "))
    }
}

/// The tokens of an expression and the names it may use.
pub(super) struct TemplateExpression<'t, 'a> {
    tokens: &'t [TemplateToken<'a>],
    scope: &'t Scope<'a>,
}

impl<'t, 'a> TemplateExpression<'t, 'a> {
    pub(super) fn new(tokens: &'t [TemplateToken<'a>], scope: &'t Scope<'a>) -> Self {
        Self { tokens, scope }
    }

    /// Every name in it that leads nowhere.
    pub(super) fn unknown_names(&self) -> Vec<UnknownName<'a>> {
        let mut mistakes = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let TemplateTokenKind::Word(word) = self.tokens[at].kind else {
                at += 1;
                continue;
            };
            at = match self.role_of(at, word) {
                WordRole::Path => match self.follow_path(at) {
                    // What stands in brackets after a path is looked at in its turn.
                    Ok(_) => self.after_fields(at + 1),
                    Err(mistake) => {
                        mistakes.push(*mistake);
                        self.after_fields(at + 1)
                    }
                },
                WordRole::Filter => self.check_word(at, word, "filter", &FILTERS, &mut mistakes),
                WordRole::Test => self.check_word(at, word, "test", &TESTS, &mut mistakes),
                WordRole::Other => at + 1,
            };
        }
        mistakes
    }

    fn check_word(
        &self,
        at: usize,
        word: &'a str,
        what: &str,
        all: &[&'static str],
        mistakes: &mut Vec<UnknownName<'a>>,
    ) -> usize {
        if !all.contains(&word) {
            mistakes.push(UnknownName {
                code: &TEMPLATE_SYNTAX,
                message: format!("there is no {what} `{word}`"),
                name: word,
                span: self.tokens[at].span,
                candidates: all.to_vec(),
                is_top_level: false,
            });
        }
        at + 1
    }

    /// What a word is where it stands.
    fn role_of(&self, at: usize, word: &str) -> WordRole {
        let kind = |at: Option<usize>| at.and_then(|at| self.tokens.get(at)).map(|token| token.kind);
        let (before, after) = (kind(at.checked_sub(1)), kind(Some(at + 1)));
        match (before, after) {
            (Some(TemplateTokenKind::Symbol("|")), _) => WordRole::Filter,
            (Some(TemplateTokenKind::Word("is")), _) if word != "not" => WordRole::Test,
            (Some(TemplateTokenKind::Word("not")), _)
                if kind(at.checked_sub(2)) == Some(TemplateTokenKind::Word("is")) =>
            {
                WordRole::Test
            }
            (Some(TemplateTokenKind::Symbol("." | "?." | "</")), _) => WordRole::Other,
            (Some(TemplateTokenKind::Symbol("<")), _) if self.begins_component(at - 1) => WordRole::Other,
            // Functions and the names of arguments are Tera's to check.
            (_, Some(TemplateTokenKind::Symbol("(" | "="))) => WordRole::Other,
            _ if KEYWORDS.contains(&word) || word == "for" => WordRole::Other,
            _ => WordRole::Path,
        }
    }

    /// Whether a `<` begins a component and compares nothing: only after a value can it compare.
    fn begins_component(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|at| self.tokens[at].kind) else { return true };
        match before {
            TemplateTokenKind::Word(word) => KEYWORDS.contains(&word),
            TemplateTokenKind::Symbol(sign) => !matches!(sign, ")" | "]"),
            TemplateTokenKind::Quoted(_) | TemplateTokenKind::Number => false,
        }
    }

    /// Follows the path that begins at `at`: its shape, and the place after it.
    fn follow_path(&self, at: usize) -> Result<(Shape, usize), Box<UnknownName<'a>>> {
        let Some(TemplateToken { kind: TemplateTokenKind::Word(name), span }) = self.tokens.get(at).copied()
        else {
            return Ok((Shape::Anything, at));
        };
        if name == "loop" {
            return Ok((Shape::Anything, self.after_fields(at + 1)));
        }
        let Some(mut shape) = self.scope.find(name) else { return Err(self.unknown_name(name, span)) };
        let mut at = at + 1;
        loop {
            match (self.symbol_at(at), self.tokens.get(at + 1).map(|token| token.kind)) {
                (Some("." | "?."), Some(TemplateTokenKind::Word(field))) => {
                    shape = field_shape(shape, field, self.tokens[at + 1].span)?;
                    at += 2;
                }
                (Some("[" | "?["), Some(TemplateTokenKind::Quoted(field)))
                    if self.symbol_at(at + 2) == Some("]") =>
                {
                    shape = field_shape(shape, field, self.tokens[at + 1].span)?;
                    at += 3;
                }
                (Some("[" | "?["), _) => {
                    let end = self.after_bracket(at);
                    let slice =
                        self.tokens[at..end].iter().any(|token| token.kind == TemplateTokenKind::Symbol(":"));
                    shape = if slice { shape } else { element_shape(shape) };
                    at = end;
                }
                _ => return Ok((shape, at)),
            }
        }
    }

    fn symbol_at(&self, at: usize) -> Option<&'a str> {
        match self.tokens.get(at)?.kind {
            TemplateTokenKind::Symbol(sign) => Some(sign),
            _ => None,
        }
    }

    /// The place after the bracket that closes the one at `at`.
    fn after_bracket(&self, at: usize) -> usize {
        let mut depth = 0_usize;
        for (place, token) in self.tokens.iter().enumerate().skip(at) {
            match token.kind {
                TemplateTokenKind::Symbol("[" | "?[" | "(") => depth += 1,
                TemplateTokenKind::Symbol("]" | ")") if depth <= 1 => return place + 1,
                TemplateTokenKind::Symbol("]" | ")") => depth -= 1,
                _ => {}
            }
        }
        self.tokens.len()
    }

    fn after_arguments(&self, at: usize) -> usize {
        if self.symbol_at(at) == Some("(") { self.after_bracket(at) } else { at }
    }

    /// The place after `.a.b`, up to the first bracket.
    fn after_fields(&self, mut at: usize) -> usize {
        while matches!(self.symbol_at(at), Some("." | "?.")) {
            at += 2;
        }
        at
    }

    fn unknown_name(&self, name: &'a str, span: Span) -> Box<UnknownName<'a>> {
        let mut candidates: Vec<&str> = self.scope.names.iter().map(|(name, _)| *name).collect();
        candidates.sort_unstable();
        candidates.dedup();
        let message = format!("there is no `{name}` here");
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
        Shape::List(_) => {
            (format!("this is a list and has no `{field}`; go through it with `for`"), Vec::new())
        }
        Shape::Text | Shape::Html => (format!("this is text and has no `{field}`"), Vec::new()),
        Shape::Number => (format!("this is a number and has no `{field}`"), Vec::new()),
        Shape::Flag => (format!("this is true or false and has no `{field}`"), Vec::new()),
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
