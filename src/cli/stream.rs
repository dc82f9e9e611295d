//! `facts --stream`: texts in, what is found in them out, one JSON object a line.

use serde::Deserialize;

use super::args::Stream;
use super::{Console, Exit};
use crate::facts::timex::Reader;
use crate::facts::timex::stream::{self, Document};
use crate::world::World;

/// A text and when it was published.
#[derive(Deserialize)]
struct Dated {
    id: String,
    dct: String,
    text: String,
}

/// Reads every line of standard input; a line that cannot be read ends it, named by its number.
pub(super) fn stream(what: Stream, world: &dyn World, console: &mut Console<'_>) -> Exit {
    let input = match world.input() {
        Ok(input) => input,
        Err(error) => return console.fail(&format!("standard input cannot be read: {error}")),
    };
    let found = match what {
        Stream::Dates => dates(&input),
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
    let mut found = String::new();
    for (number, line) in input.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let at = |error: String| format!("line {}: {error}", number + 1);
        let Dated { id, dct, text } = serde_json::from_str(line).map_err(|error| at(error.to_string()))?;
        found.push_str(&stream.document(&Document { id, dct, text }).map_err(at)?);
    }
    Ok(found)
}
