//! `facts --stream`: texts in, what is found in them out, one JSON object a line.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::args::Stream;
use super::{Console, Exit};
use crate::facts::names::{self, Gazetteer, Registry, labelled};
use crate::facts::timex::Reader;
use crate::facts::timex::stream::{self, Document};
use crate::facts::token::{Token, tokens_into};
use crate::text::visible_line;
use crate::world::{Line, Lines, MOST_TEXT, World};

/// A text and when it was published.
#[derive(Deserialize)]
struct Dated {
    id: String,
    dct: String,
    text: String,
}

/// A text.
#[derive(Deserialize)]
struct Text {
    id: String,
    text: String,
}

/// What is found in it.
#[derive(Serialize)]
struct Named {
    id: String,
    entities: Vec<Entity>,
}

/// A name; offsets in code points.
#[derive(Serialize)]
struct Entity {
    start: usize,
    end: usize,
    label: &'static str,
    entity: u32,
}

/// Answers every line of standard input before the next is read. A line that cannot be read is named by its number, and
/// the next ones are answered all the same.
pub(super) fn stream(what: Stream, world: &dyn World, console: &mut Console<'_>) -> Exit {
    match what {
        Stream::Dates => {
            let reader = Reader::english();
            let mut stream = stream::Stream::new(&reader);
            each(world, console, |Dated { id, dct, text }| stream.document(&Document { id, dct, text }))
        }
        Stream::Names => {
            let (tables, registry) = (Gazetteer::built_in(), Registry::default());
            let mut tokens = Vec::new();
            each(world, console, |text| named(text, &tables, &registry, &mut tokens))
        }
    }
}

fn named(
    Text { id, text }: Text,
    tables: &Gazetteer,
    registry: &Registry,
    tokens: &mut Vec<Token>,
) -> Result<String, String> {
    tokens_into(&text, tokens);
    let found = labelled(&text, &names::read(&text, tokens, registry, tables));
    let entities = found.into_iter().map(|found| Entity {
        start: found.start,
        end: found.end,
        label: found.label,
        entity: found.entity,
    });
    let named = Named { id, entities: entities.collect() };
    serde_json::to_string(&named).map(|line| line + "\n").map_err(|error| error.to_string())
}

/// Writes what is found in each line. Ends where nobody reads the answers any more.
fn each<T: DeserializeOwned>(
    world: &dyn World,
    console: &mut Console<'_>,
    mut read: impl FnMut(T) -> Result<String, String>,
) -> Exit {
    let unreadable = |error| format!("standard input cannot be read: {error}");
    let mut lines = match world.input() {
        Ok(input) => Lines::new(input, MOST_TEXT as usize),
        Err(error) => return console.fail(&unreadable(error)),
    };
    let mut exit = Exit::Good;
    loop {
        let line = match lines.next_line() {
            Ok(Some(line)) => line,
            Ok(None) => return exit,
            Err(error) => return console.fail(&unreadable(error)),
        };
        match object(&line).and_then(|object| object.map_or(Ok(String::new()), &mut read)) {
            Ok(answer) => {
                if console.answer(&answer).is_err() {
                    return exit;
                }
            }
            Err(message) => {
                console.tell(&format!("error: line {}: {}\n", line.number, visible_line(&message)));
                exit = Exit::Errors;
            }
        }
    }
}

/// What a line holds; none where it is blank.
fn object<T: DeserializeOwned>(line: &Line<'_>) -> Result<Option<T>, String> {
    let bytes =
        line.bytes.ok_or_else(|| format!("a line may have {} MB, and this has more", MOST_TEXT >> 20))?;
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
