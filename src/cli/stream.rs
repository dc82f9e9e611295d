//! `dateline facts --stream`: annotates texts as JSON Lines.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::args::StreamKind;
use super::{Console, ExitStatus};
use crate::facts::languages::Language;
use crate::facts::names::{self, DeclaredNames, labelled_ranges};
use crate::facts::quote::stream::StatementStream;
use crate::facts::timex::stream::{self, StreamDocument};
use crate::facts::token::{Token, tokenize_into};
use crate::text::visible_line;
use crate::world::{Line, Lines, MAX_TEXT_BYTES, World};

/// A text and its publication time.
#[derive(Deserialize)]
struct DatedText {
    id: String,
    dct: String,
    text: String,
}

/// A text.
#[derive(Deserialize)]
struct UndatedText {
    id: String,
    text: String,
}

/// The entities found in a text.
#[derive(Serialize)]
struct TextEntities {
    id: String,
    entities: Vec<EntitySpan>,
}

/// A name. Offsets count code points.
#[derive(Serialize)]
struct EntitySpan {
    start: usize,
    end: usize,
    label: &'static str,
    entity: u32,
    grade: &'static str,
}

/// Annotates each line of standard input before reading the next. An invalid line is reported with its number and skipped.
pub(super) fn annotate_stream(kind: StreamKind, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    let language = Language::english();
    match kind {
        StreamKind::Statements => {
            let mut stream = StatementStream::new(&language);
            map_lines(world, console, |UndatedText { id, text }| Ok(stream.annotate(&id, &text)))
        }
        StreamKind::Dates => {
            let mut stream = stream::TimexStream::new(&language);
            map_lines(world, console, |DatedText { id, dct, text }| {
                stream.annotate(&StreamDocument { id, dct, text })
            })
        }
        StreamKind::Names => {
            let registry = DeclaredNames::default();
            let mut tokens = Vec::new();
            map_lines(world, console, |text| entities_json(text, &language, &registry, &mut tokens))
        }
    }
}

fn entities_json(
    UndatedText { id, text }: UndatedText,
    language: &Language,
    registry: &DeclaredNames,
    tokens: &mut Vec<Token>,
) -> Result<String, String> {
    tokenize_into(&text, language, tokens);
    let mentions = match language.is_language_of(&text, tokens) {
        true => names::read_mentions(&text, tokens, registry, language),
        false => Vec::new(),
    };
    let found = labelled_ranges(&text, &mentions);
    let entities = found.into_iter().map(|found| EntitySpan {
        start: found.start,
        end: found.end,
        label: found.label,
        entity: found.entity,
        grade: found.grade.as_str(),
    });
    let result = TextEntities { id, entities: entities.collect() };
    serde_json::to_string(&result).map(|line| line + "\n").map_err(|error| error.to_string())
}

/// Prints the result for each line. Stops when the reader has closed the pipe.
fn map_lines<T: DeserializeOwned>(
    world: &dyn World,
    console: &mut Console<'_>,
    mut read: impl FnMut(T) -> Result<String, String>,
) -> ExitStatus {
    let unreadable = |error| format!("standard input cannot be read: {error}");
    let mut lines = match world.input() {
        Ok(input) => Lines::new(input, MAX_TEXT_BYTES as usize),
        Err(error) => return console.disk_error(&unreadable(error)),
    };
    let mut exit = ExitStatus::Success;
    loop {
        let line = match lines.next_line() {
            Ok(Some(line)) => line,
            Ok(None) => return exit,
            Err(error) => return console.disk_error(&unreadable(error)),
        };
        match object(&line).and_then(|object| object.map_or(Ok(String::new()), &mut read)) {
            Ok(result) => {
                if console.print_part(&result).is_err() {
                    return exit;
                }
            }
            Err(message) => {
                console.eprint(&format!("error: line {}: {}\n", line.number, visible_line(&message)));
                exit = ExitStatus::Errors;
            }
        }
    }
}

/// Parses a line, or returns `None` if it is blank.
fn object<T: DeserializeOwned>(line: &Line<'_>) -> Result<Option<T>, String> {
    let bytes = line
        .bytes
        .ok_or_else(|| format!("the line is larger than {} MB, the limit", MAX_TEXT_BYTES >> 20))?;
    let text = std::str::from_utf8(bytes)
        .map_err(|error| format!("byte {} of the line is not UTF-8", error.valid_up_to() + 1))?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    serde_json::from_str(text).map(Some).map_err(|error| {
        let text = error.to_string();
        // The JSON reader sees one line only, so its line number is always 1.
        let message = text.rsplit_once(" at line ").map_or(&*text, |(message, _)| message);
        format!("{message}, column {}", error.column())
    })
}
