//! The order in which findings are told: by file and place, so that the same input gives the same text.

use super::{Code, Diagnostic, Severity};

/// Sorts findings by path, place, code and message; those about no file come last. Equal ones are told once.
pub fn sort(notes: &mut Vec<Diagnostic>) {
    notes.sort_by(|a, b| key(a).cmp(&key(b)));
    notes.dedup();
}

type Key<'a> = (bool, &'a Option<super::Place>, &'static str, &'a str, &'a Option<String>);

fn key(note: &Diagnostic) -> Key<'_> {
    (note.place.is_none(), &note.place, note.code.id, &note.message, &note.mend)
}

/// Leaves at most `most` hints of each code, and says how many of which were left out.
pub fn fewer_hints(notes: Vec<Diagnostic>, most: usize) -> (Vec<Diagnostic>, Vec<(&'static Code, usize)>) {
    let mut counts: Vec<(&'static Code, usize)> = Vec::new();
    let mut kept = Vec::with_capacity(notes.len());
    for note in notes {
        if note.severity != Severity::Hint {
            kept.push(note);
            continue;
        }
        let count = match counts.iter_mut().find(|(code, _)| std::ptr::eq(*code, note.code)) {
            Some((_, count)) => count,
            None => {
                counts.push((note.code, 0));
                let Some((_, count)) = counts.last_mut() else { continue };
                count
            }
        };
        *count += 1;
        if *count <= most {
            kept.push(note);
        }
    }
    let left_out =
        counts.into_iter().filter(|(_, count)| *count > most).map(|(code, count)| (code, count - most));
    (kept, left_out.collect())
}
