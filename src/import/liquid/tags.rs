//! The structure of Liquid tags: ends of blocks, branches, parameters of includes.

use serde_json::{Map, Value};

use super::Scopes;
use super::expression::{LiquidTerm, as_text, terms, value_of};
use super::lexer::Piece;

/// Returns the index of the tag that ends the block beginning at `start`; `None` if it is no block.
pub(super) fn block_end(pieces: &[Piece<'_>], start: usize) -> Option<usize> {
    let Piece::Tag(_, _, length) = pieces[start] else { return None };
    Some(start + length).filter(|end| length > 0 && *end < pieces.len())
}

/// A branch of `if` or `case`.
pub(super) struct Branch<'p, 't> {
    /// `else`, `elsif`, `when`, or empty for the first branch.
    pub(super) name: &'t str,
    /// Its condition.
    pub(super) arguments: &'t str,
    /// What it contains.
    pub(super) pieces: &'p [Piece<'t>],
}

/// Splits the content of a block at the tags of its own level.
pub(super) fn branches<'p, 't>(pieces: &'p [Piece<'t>], separators: &[&str]) -> Vec<Branch<'p, 't>> {
    let (mut found, mut start, mut head) = (Vec::new(), 0, ("", ""));
    let mut index = 0;
    while index < pieces.len() {
        if let Piece::Tag(name, arguments, _) = pieces[index] {
            if separators.contains(&name) {
                found.push(Branch { name: head.0, arguments: head.1, pieces: &pieces[start..index] });
                (head, start) = ((name, arguments), index + 1);
            } else if let Some(end) = block_end(pieces, index) {
                index = end;
            }
        }
        index += 1;
    }
    found.push(Branch { name: head.0, arguments: head.1, pieces: &pieces[start..] });
    found
}

/// The file and the parameters of an include.
pub(super) struct IncludeCall {
    pub(super) file: String,
    pub(super) parameters: Map<String, Value>,
}

/// Reads `file.html key="value" other=variable`, or `"file.html", key: value`.
pub(super) fn include_call(arguments: &str, scopes: &Scopes<'_>) -> IncludeCall {
    let arguments = arguments.trim();
    let (file, rest) = match arguments.strip_prefix(['"', '\'']) {
        Some(inner) => inner.split_once(['"', '\'']).unwrap_or((inner, "")),
        None => arguments.split_at(arguments.find(char::is_whitespace).unwrap_or(arguments.len())),
    };
    let file = match file.strip_prefix("{{").and_then(|file| file.strip_suffix("}}")) {
        Some(variable) => as_text(&value_of(&LiquidTerm::Word(variable.trim().to_owned()), scopes)),
        None => file.to_owned(),
    };
    let terms: Vec<LiquidTerm> =
        terms(rest).into_iter().filter(|term| *term != LiquidTerm::Mark(",")).collect();
    let mut parameters = Map::new();
    for part in terms.windows(3) {
        if let (LiquidTerm::Word(key), LiquidTerm::Mark(":" | "=")) = (&part[0], &part[1]) {
            parameters.insert(key.clone(), value_of(&part[2], scopes));
        }
    }
    IncludeCall { file, parameters }
}
