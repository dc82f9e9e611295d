//! `facts --stream`: texts in, what is found in them out, one JSON object a line.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::args::Stream;
use super::{Console, Exit};
use crate::facts::names::{self, Gazetteer, Registry, labelled};
use crate::facts::timex::Reader;
use crate::facts::timex::stream::{self, Document};
use crate::facts::token::tokens_into;
use crate::world::World;

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

/// Reads every line of standard input; a line that cannot be read ends it, named by its number.
pub(super) fn stream(what: Stream, world: &dyn World, console: &mut Console<'_>) -> Exit {
    let input = match world.input() {
        Ok(input) => input,
        Err(error) => return console.fail(&format!("standard input cannot be read: {error}")),
    };
    let found = match what {
        Stream::Dates => dates(&input),
        Stream::Names => names(&input),
    };
    match found {
        Ok(lines) => {
            console.say(&lines);
            Exit::Good
        }
        Err(message) => console.refuse(&message),
    }
}

fn dates(input: &str) -> Result<String, String> {
    let reader = Reader::english();
    let mut stream = stream::Stream::new(&reader);
    each(input, |Dated { id, dct, text }| stream.document(&Document { id, dct, text }))
}

fn names(input: &str) -> Result<String, String> {
    let (tables, registry) = (Gazetteer::built_in(), Registry::default());
    let mut tokens = Vec::new();
    each(input, |Text { id, text }| {
        tokens_into(&text, &mut tokens);
        let found = labelled(&text, &names::read(&text, &tokens, &registry, &tables));
        let entities = found.into_iter().map(|found| Entity {
            start: found.start,
            end: found.end,
            label: found.label,
            entity: found.entity,
        });
        let named = Named { id, entities: entities.collect() };
        serde_json::to_string(&named).map(|line| line + "\n").map_err(|error| error.to_string())
    })
}

/// What is written for each line of the input; what cannot be read is named by its line.
fn each<T: DeserializeOwned>(
    input: &str,
    mut read: impl FnMut(T) -> Result<String, String>,
) -> Result<String, String> {
    let mut found = String::new();
    for (number, line) in input.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let at = |error: String| format!("line {}: {error}", number + 1);
        let object = serde_json::from_str(line).map_err(|error| at(error.to_string()))?;
        found.push_str(&read(object).map_err(at)?);
    }
    Ok(found)
}
