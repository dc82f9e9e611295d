//! Values that a page has without its front matter: those of settings and data files, and those of its file name.

use serde_json::{Map, Value};

use super::config::SourceConfig;
use super::kind::SiteKind;
use super::liquid::{self, LiquidSite};
use super::pages::page_name;
use super::report::FileLog;
use super::unpublished::PageSettings;
use super::urls::default_value;
use super::when::day_of_name;

/// Adds the authors and topics that Jekyll's settings state for the folder of a page.
pub(super) fn add_defaults(
    values: &mut Map<String, Value>,
    path: &str,
    config: &SourceConfig,
    kind: SiteKind,
) {
    const KEYS: [&str; 4] = ["author", "category", "categories", "tags"];
    if kind != SiteKind::Jekyll || !config.values.contains_key("defaults") {
        return;
    }
    for key in KEYS {
        let value = default_value(path, config, key).filter(|_| !values.contains_key(key));
        values.extend(value.map(|value| (key.to_owned(), value.into())));
    }
}

/// Returns the variables of a page for templates: its values, and the day and name in its file name.
pub(super) fn variables(values: &Map<String, Value>, relative: &str) -> Map<String, Value> {
    let name = page_name(relative);
    let (day, rest) = day_of_name(&name).unzip();
    let slug = rest.filter(|rest| !rest.is_empty()).unwrap_or(&name);
    let mut variables = values.clone();
    if let Some(day) = day {
        variables.entry("date").or_insert_with(|| day.to_string().into());
    }
    for key in ["slug", "fileSlug"] {
        variables.entry(key).or_insert_with(|| slug.into());
    }
    variables
}

/// Returns the URL of a page of Eleventy that a template states, in its front matter or a data file.
pub(super) fn templated_url(
    page: &PageSettings<'_>,
    variables: &Map<String, Value>,
    site: &LiquidSite<'_>,
) -> Option<String> {
    let own = page.values.get("permalink").cloned();
    let template = own.or_else(|| page.eleventy_data("permalink").map(|(_, value)| value))?;
    let template = template.as_str()?;
    let mut log = FileLog::new();
    let url = liquid::run(template, page.path, variables, site, &mut log);
    let is_known = log.is_empty() && !url.contains(['{', '}']) && !url.trim().is_empty();
    is_known.then(|| url.trim().to_owned())
}
