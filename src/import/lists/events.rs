//! Events, as the dates of one draft.

use jiff::civil::Date as Day;

use super::{FlatEntry, ImportedList, ListRecord};
use crate::facts::{Date, Status};
use crate::import::yaml_text::FrontMatterText;
use crate::text::title_slug;

/// Adds a draft with a date for each record. Dates stay as precise as they are.
pub(super) fn add(list: &mut ImportedList, records: Vec<ListRecord>, name: &str, today: Day) {
    let mut dates = Vec::new();
    for mut record in records {
        let what = record.take(&["what", "event", "name", "title", "summary"]);
        let when = record.take(&["when", "date", "start", "start_date"]);
        let end = record.take(&["end", "end_date"]);
        let (Some(what), Some(when)) = (what.clone(), when.clone()) else {
            let reason = if what.is_none() { "it has no text" } else { "it has no date" };
            list.skipped.push((what.or(when).unwrap_or_default(), reason));
            continue;
        };
        let Some(when) = date(&when, end.as_deref()) else {
            list.skipped.push((format!("{when} {what}"), "its date is not one of ISO 8601 or EDTF"));
            continue;
        };
        if let Some(end) = end.filter(|end| *end != when && !when.ends_with(&format!("/{end}"))) {
            record.push("end", &end);
        }
        dates.push(entry(&when, &what, &mut record));
        list.count_lost(record);
    }
    list.entries = dates.len();
    if dates.is_empty() {
        return;
    }
    let title = name.replace(['-', '_'], " ");
    let slug = title_slug(&title);
    let slug = if slug.is_empty() { "events".to_owned() } else { slug };
    let mut front = FrontMatterText::default();
    front.text("title", &title);
    front.plain("published", &today.to_string());
    front.list("dates", &dates);
    front.plain("draft", "true");
    let path = format!("content/briefings/{}/{slug}.md", today.year());
    list.files.push((path, front.with_body("")));
}

/// Returns a date, or the interval of two.
fn date(when: &str, end: Option<&str>) -> Option<String> {
    let interval = end.filter(|end| *end != when).map(|end| format!("{when}/{end}"));
    let forms = [interval, Some(when.to_owned()), Some(when.replacen(' ', "T", 1))];
    forms.into_iter().flatten().find(|text| Date::parse(text).is_ok())
}

/// Returns an entry as one text.
fn entry(when: &str, what: &str, record: &mut ListRecord) -> String {
    let venue = record.take(&["where", "venue", "place", "location"]).unwrap_or_default();
    let who = record.take_all(&["who", "actors", "actor", "participants"]);
    let who: Vec<&str> = who
        .iter()
        .flat_map(|names| names.split(';'))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    let entry = FlatEntry::default().required(when).required(what);
    let entry = entry.optional("where", &venue).items("who", &who);
    let status = record.take(&["status"]).unwrap_or_default();
    let known = Status::CHOICES.iter().find(|(name, _)| name.eq_ignore_ascii_case(&status));
    if let Some((name, _)) = known {
        return entry.named("status", name).finish();
    }
    record.push("status", &status);
    entry.finish()
}
