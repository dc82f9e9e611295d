//! Reads documents, `{id, dct, text}` a line, and writes the dates found in them, `{id, start, end, type, value}` a line.
//! With `--time` it writes the speed instead.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a program of its own"
)]

use std::io::{self, BufRead, Write};
use std::time::Instant;

use dateline::facts::timex::Reader;
use dateline::facts::timex::stream::{Document, Stream};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::english();
    let mut documents = Vec::new();
    for line in io::stdin().lock().lines() {
        let line: serde_json::Value = serde_json::from_str(&line?)?;
        let field = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        documents.push(Document { id: field("id"), dct: field("dct"), text: field("text") });
    }
    let mut stream = Stream::new(&reader);
    if std::env::args().any(|argument| argument == "--time") {
        return time(&mut stream, &documents);
    }
    for document in &documents {
        io::stdout().write_all(stream.document(document)?.as_bytes())?;
    }
    Ok(())
}

fn time(stream: &mut Stream<'_>, documents: &[Document]) -> Result<(), Box<dyn std::error::Error>> {
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let start = Instant::now();
    let mut rounds = 0;
    while start.elapsed().as_secs_f64() < 2.0 {
        for document in documents {
            stream.document(document)?;
        }
        rounds += 1;
    }
    println!("{:.1} MB/s", (bytes * rounds) as f64 / start.elapsed().as_secs_f64() / 1e6);
    Ok(())
}
