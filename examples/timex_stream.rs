//! Reads documents, one `{id, dct, text}` per line, and writes their time expressions, one `{id, start, end, type, value}`
//! per line. With `--time`, it prints the speed instead.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a program of its own"
)]

use std::io::{self, BufRead, Write};
use std::time::Instant;

use dateline::facts::languages::Language;
use dateline::facts::timex::stream::{StreamDocument, TimexStream};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let language = Language::english();
    let mut documents = Vec::new();
    for line in io::stdin().lock().lines() {
        let line: serde_json::Value = serde_json::from_str(&line?)?;
        let field = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        documents.push(StreamDocument { id: field("id"), dct: field("dct"), text: field("text") });
    }
    let mut stream = TimexStream::new(&language);
    if std::env::args().any(|argument| argument == "--time") {
        return print_speed(&mut stream, &documents);
    }
    for document in &documents {
        io::stdout().write_all(stream.annotate(document)?.as_bytes())?;
    }
    Ok(())
}

fn print_speed(
    stream: &mut TimexStream<'_>,
    documents: &[StreamDocument],
) -> Result<(), Box<dyn std::error::Error>> {
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let start = Instant::now();
    let mut rounds = 0;
    while start.elapsed().as_secs_f64() < 2.0 {
        for document in documents {
            stream.annotate(document)?;
        }
        rounds += 1;
    }
    println!("{:.1} MB/s", (bytes * rounds) as f64 / start.elapsed().as_secs_f64() / 1e6);
    Ok(())
}
