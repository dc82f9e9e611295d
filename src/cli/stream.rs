//! `facts --stream`: texts in, what is found in them out, one JSON object a line.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::args::StreamKind;
use super::{Console, ExitStatus};
use crate::facts::names::{self, DeclaredNames, Gazetteer, labelled_ranges};
use crate::facts::timex::TimexReader;
use crate::facts::timex::stream::{self, StreamDocument};
use crate::facts::token::{Token, tokenize_into};
use crate::text::visible_line;
use crate::world::{Line, Lines, MAX_TEXT_BYTES, World};

/// A text and when it was published.
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

/// What is found in it.
#[derive(Serialize)]
struct TextEntities {
    id: String,
    entities: Vec<EntitySpan>,
}

/// A name; offsets in code points.
#[derive(Serialize)]
struct EntitySpan {
    start: usize,
    end: usize,
    label: &'static str,
    entity: u32,
}

/// Answers every line of standard input before the next is read. A line that cannot be read is named by its number, and
/// the next ones are answered all the same.
pub(super) fn annotate_stream(what: StreamKind, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    match what {
        StreamKind::Dates => {
            let reader = TimexReader::english();
            let mut stream = stream::TimexStream::new(&reader);
            map_lines(world, console, |DatedText { id, dct, text }| {
                stream.annotate(&StreamDocument { id, dct, text })
            })
        }
        StreamKind::Names => {
            let (tables, registry) = (Gazetteer::built_in(), DeclaredNames::default());
            let mut tokens = Vec::new();
            map_lines(world, console, |text| named(text, &tables, &registry, &mut tokens))
        }
    }
}

fn named(
    UndatedText { id, text }: UndatedText,
    tables: &Gazetteer,
    registry: &DeclaredNames,
    tokens: &mut Vec<Token>,
) -> Result<String, String> {
    tokenize_into(&text, tokens);
    let found = labelled_ranges(&text, &names::read_mentions(&text, tokens, registry, tables));
    let entities = found.into_iter().map(|found| EntitySpan {
        start: found.start,
        end: found.end,
        label: found.label,
        entity: found.entity,
    });
    let named = TextEntities { id, entities: entities.collect() };
    serde_json::to_string(&named).map(|line| line + "\n").map_err(|error| error.to_string())
}

/// Writes what is found in each line. Ends where nobody reads the answers any more.
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
            Ok(answer) => {
                if console.answer(&answer).is_err() {
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

/// What a line holds; none where it is blank.
fn object<T: DeserializeOwned>(line: &Line<'_>) -> Result<Option<T>, String> {
    let bytes = line
        .bytes
        .ok_or_else(|| format!("a line may have {} MB, and this has more", MAX_TEXT_BYTES >> 20))?;
    let text = std::str::from_utf8(bytes)
        .map_err(|error| format!("byte {} of the line is not UTF-8", error.valid_up_to() + 1))?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    serde_json::from_str(text).map(Some).map_err(|error| {
        let words = error.to_string();
        // Every line is the first one to the JSON reader.
        let what = words.rsplit_once(" at line ").map_or(&*words, |(what, _)| what);
        format!("{what}, column {}", error.column())
    })
}
