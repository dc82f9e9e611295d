//! Content items and readings of prose in the cache on disk, each with the hash of the text that it was made from.
//!
//! They are divided into files by path, so that a changed source changes one file.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::briefing::{Briefing, ContentItem};
use crate::cache::CacheFolder;
use crate::diagnostic::Outcome;
use crate::site::{BasisHash, DatedReading, IndexMemo, Unpublished};
use crate::text::Source;

use super::source_memo::{ItemMemo, ReadItem};

/// Number of files.
const FILES: usize = 64;

/// What a file has besides its items.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
struct FileHead {
    /// The hash of the options of front matter.
    options: Option<[u8; 32]>,
    /// The hash of what the readings depend on.
    readings: Option<BasisHash>,
    /// The hash of the paths and texts of its items, and of the instants of their readings.
    items: [u8; 32],
}

/// A stored item: path, hash of the text, what was read from it, and the reading of its prose.
type StoredItem = (String, [u8; 32], Outcome<Option<ContentItem>>, Option<DatedReading>);
/// A stored item that is written.
type ItemToStore<'a> = (&'a str, [u8; 32], &'a Outcome<Option<ContentItem>>, Option<&'a DatedReading>);

/// The heads of all files; `None` for one without items, which does not exist.
#[derive(Default, PartialEq, Serialize, Deserialize)]
pub(super) struct StoredHeads(Vec<Option<FileHead>>);

/// The name of the file with the heads.
const HEADS: &str = "items";

fn file_name(index: usize) -> String {
    format!("items-{index:02}")
}

fn file_of(path: &str) -> usize {
    usize::from(blake3::hash(path.as_bytes()).as_bytes()[0]) % FILES
}

/// Reads the items and readings of all sources that still have the same text.
pub(super) fn load(
    folder: &CacheFolder<'_>,
    sources: &[Source],
    index: &mut IndexMemo,
) -> (ItemMemo, StoredHeads) {
    let sources: FxHashMap<&str, &Source> = sources.iter().map(|source| (&*source.path, source)).collect();
    let StoredHeads(mut heads) = folder.read(HEADS).unwrap_or_default();
    let first = heads.iter().flatten().next().cloned().unwrap_or_default();
    let is_same = |head: &FileHead| (head.options, head.readings) == (first.options, first.readings);
    let read = |(index, head): (usize, &mut Option<FileHead>)| {
        let expected = head.as_ref().filter(|head| is_same(head))?;
        let file: Option<(FileHead, Vec<StoredItem>)> = folder.read(&file_name(index));
        let file = file.filter(|(found, _)| found == expected);
        *head = file.as_ref().map(|(head, _)| head.clone());
        file.map(|(_, items)| items)
    };
    let items: Vec<Vec<StoredItem>> =
        heads.par_iter_mut().with_max_len(1).enumerate().filter_map(read).collect();
    let items = items.into_iter().flatten().collect::<Vec<_>>();
    let known: Vec<_> = items.into_par_iter().filter_map(|item| with_source(item, &sources)).collect();
    let mut readings = Vec::new();
    let mut memo = ItemMemo { known: Vec::new(), options: first.options };
    for ((source, outcome), reading) in known {
        if let (Some(ContentItem::Briefing(briefing)), Some(reading)) = (&outcome.value, reading) {
            readings.push((briefing.clone(), reading));
        }
        memo.known.push((source, outcome));
    }
    memo.known.sort_unstable_by(|one, other| one.0.path.cmp(&other.0.path));
    if let Some(hash) = first.readings {
        index.add_stored(hash, readings);
    }
    (memo, StoredHeads(heads))
}

/// Returns an item with its source; `None` if the text has changed.
fn with_source(
    (path, hash, outcome, reading): StoredItem,
    sources: &FxHashMap<&str, &Source>,
) -> Option<(ReadItem, Option<DatedReading>)> {
    let source = (*sources.get(&*path)?).clone();
    let is_same = source.text_hash() == hash;
    is_same.then(|| {
        let value = outcome.value.map(|item| item.with_source(source.clone()));
        ((source, Outcome::new(value, outcome.diagnostics)), reading)
    })
}

/// Writes the files whose items have changed. Unpublished items are not stored, because the staging folder has nothing that is
/// not public.
pub(super) fn save(
    folder: &CacheFolder<'_>,
    (memo, index): (&ItemMemo, &IndexMemo),
    unpublished: &[Unpublished],
    last: &StoredHeads,
) {
    let unpublished: FxHashSet<&str> = unpublished.iter().map(|file| &*file.path).collect();
    let basis = (memo.options, index.readings_hash());
    let mut files: Vec<Vec<&ReadItem>> = (0..FILES).map(|_| Vec::new()).collect();
    let is_public = |item: &&ReadItem| !unpublished.contains(&*item.0.path);
    let known = memo.known.iter().filter(is_public);
    known.for_each(|item| files[file_of(&item.0.path)].push(item));
    let store = |(number, items): (usize, &Vec<&ReadItem>)| {
        let items: Vec<ItemToStore<'_>> = items.iter().map(|item| to_store(item, index)).collect();
        let head = FileHead { options: basis.0, readings: basis.1, items: items_hash(&items) };
        let head = Some(head).filter(|_| !items.is_empty());
        let last = last.0.get(number).and_then(Option::as_ref);
        match &head {
            Some(head) if last == Some(head) => {}
            Some(head) => folder.write(&file_name(number), &(head, items)),
            None if last.is_some() => folder.remove(&file_name(number)),
            None => {}
        }
        head
    };
    let heads = StoredHeads(files.par_iter().with_max_len(1).enumerate().map(store).collect());
    if heads != *last {
        folder.write(HEADS, &heads);
    }
}

fn to_store<'a>((source, outcome): &'a ReadItem, index: &'a IndexMemo) -> ItemToStore<'a> {
    let briefing: Option<&Arc<Briefing>> = match &outcome.value {
        Some(ContentItem::Briefing(briefing)) => Some(briefing),
        _ => None,
    };
    let reading = briefing.and_then(|briefing| index.reading(briefing));
    (&source.path, source.text_hash(), outcome, reading)
}

fn items_hash(items: &[ItemToStore<'_>]) -> [u8; 32] {
    let keys: Vec<_> = items
        .iter()
        .map(|(path, text, _, reading)| (path, text, reading.map(DatedReading::read_at)))
        .collect();
    *blake3::hash(&postcard::to_stdvec(&keys).unwrap_or_default()).as_bytes()
}
