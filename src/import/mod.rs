//! Imports of other programs' sites.
//!
//! Takes the files of a site of Hugo, Jekyll, Zola, Eleventy, MkDocs, Quartz, Obsidian or WordPress, and returns the files of
//! a new site with a report. Pure: it reads neither disk nor clock.

mod collections;
mod config;
mod content;
mod dialect;
mod edits;
mod emoji;
mod emphasis;
mod foreign_comments;
mod formulas;
mod front;
mod glob;
mod headings;
mod html;
mod icons;
mod index;
mod inline_marks;
mod kind;
mod kramdown;
mod languages;
mod links;
mod liquid;
mod lists;
mod meta;
mod notes;
mod old_urls;
mod page_values;
mod pages;
mod profiles;
mod references;
mod report;
mod settings_file;
mod shortcode;
mod snippets;
mod spans;
mod tree;
mod unpublished;
mod urls;
mod usual_zone;
mod when;
mod wordpress;
mod yaml_text;

pub use kind::SiteKind;
pub use lists::{ImportedKind, ImportedList, import_list};
pub use report::{ImportReport, ReportKind};
pub use shortcode::{ShortcodeRules, read_rules};
pub use tree::{ImportedFile, SourceTree};

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use serde_json::{Map, Value};

use crate::settings::read_settings;
use crate::text::Source;

use config::SourceConfig;
use index::{LinkIndex, LinkSources};
use links::LinkedBody;
use liquid::LiquidSite;
use old_urls::OldUrls;
use pages::{ImportedPage, PageContext, PageRole, author_names, convert_all};
use profiles::{Topics, topic_file, topic_slug, topics};
use report::Rejected;
use usual_zone::usual_zone;
use yaml_text::FrontMatterText;

/// The folder for files that cannot be imported.
pub const NOT_IMPORTED: &str = "not-imported";
/// The file of the report.
pub const REPORT_FILE: &str = "import-report.md";

/// How a site is imported.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The program it was written for; detected if absent.
    pub kind: Option<SiteKind>,
    /// The zone of times without one; that of the site, or UTC, if absent.
    pub time_zone: Option<String>,
    /// The current day; briefings older than a year get `found: off`.
    pub today: Date,
    /// Markdown for shortcodes, by name.
    pub shortcodes: ShortcodeRules,
    /// The title of the new site, if its settings state none.
    pub title: String,
}

/// The files of the new site.
#[derive(Clone, Debug)]
pub struct ImportedSite {
    /// The program that the source was written for.
    pub kind: SiteKind,
    /// All files by path, among them the report.
    pub files: BTreeMap<String, ImportedFile>,
    /// What was done and what is left.
    pub report: ImportReport,
    /// The number of pages by kind: briefings, standalone pages, profiles of authors and topics.
    pub counts: [usize; 4],
}

/// Imports a site. The error says which option is wrong.
pub fn import(tree: &SourceTree, options: &ImportOptions) -> Result<ImportedSite, String> {
    let kind = options.kind.unwrap_or_else(|| SiteKind::detect(tree));
    if kind != SiteKind::WordPress {
        return import_tree(tree, kind, Vec::new(), options);
    }
    let (unpacked, rejected) = wordpress::unpacked(tree);
    import_tree(&unpacked, kind, rejected, options)
}

/// Imports a tree of pages. `rejected` is what could not be unpacked, with the reason.
fn import_tree(
    tree: &SourceTree,
    kind: SiteKind,
    mut rejected: Vec<Rejected>,
    options: &ImportOptions,
) -> Result<ImportedSite, String> {
    let (config, invalid) = config::read(tree, kind);
    rejected.extend(invalid.into_iter().map(|(path, reason)| (path, ReportKind::NotRead, reason)));
    let stated_zone = options.time_zone.clone().or_else(|| config.time_zone.clone());
    let usual_zone = if stated_zone.is_none() { usual_zone(tree) } else { None };
    let zone_name = stated_zone.or_else(|| usual_zone.as_ref().map(|(name, _)| name.clone()));
    let zone_name = zone_name.unwrap_or_else(|| "UTC".to_owned());
    let zone = TimeZone::get(&zone_name)
        .map_err(|_| format!("`{zone_name}` is not a time zone, such as `Europe/Rome`"))?;
    let settings_text = settings_file::text(&config, &zone_name, &options.title);
    let settings = read_settings(&Source::new("site.toml", settings_text.as_str())).value;
    let settings = settings.ok_or("the settings of the source cannot be used")?;
    let context = PageContext {
        tree,
        kind,
        config: &config,
        zone,
        rules: &options.shortcodes,
        liquid: liquid_site(tree, &config, kind),
        formulas: formulas::marks(&config, kind),
        has_emoji: emoji::are_named(&config, kind),
        has_macros: kind == SiteKind::MkDocs
            && ["macros", "include-markdown"].iter().any(|plugin| config.lists("plugins", plugin)),
    };
    let (mut pages, rejected_pages) = convert_all(&context);
    rejected.extend(rejected_pages);
    let topics = topics(&pages);
    let surroundings =
        LinkSources { tree, config: &config, settings: &settings, topics: &topics, today: options.today };
    update_ids(&mut pages, &surroundings, kind);
    let index = LinkIndex::new(&pages, &surroundings);
    let linked: Vec<LinkedBody> = pages.par_iter().map(|page| links::rewrite(page, &index, kind)).collect();
    let mut site = NewSite { tree, options, files: BTreeMap::new(), report: ImportReport::default() };
    site.files.insert("site.toml".to_owned(), ImportedFile::Text(settings_text));
    site.add_rejected(&rejected);
    site.add_inferred_settings(&config, usual_zone);
    let counts = site.add_pages(&pages, linked, &author_names(&pages, &config), &topics);
    site.add_unused();
    let heading = format!("Import of a site of {}", kind.name());
    let report = site.report.markdown(&heading);
    site.files.insert(REPORT_FILE.to_owned(), ImportedFile::Text(report));
    Ok(ImportedSite { kind, files: site.files, report: site.report, counts })
}

/// Reads the ids of headings again where links in headings change their text.
fn update_ids(pages: &mut [ImportedPage], sources: &LinkSources<'_>, kind: SiteKind) {
    let has_links = |page: &ImportedPage| {
        page.body.lines().any(|line| line.starts_with('#') && (line.contains("![") || line.contains("[[")))
    };
    let index = LinkIndex::new(pages, sources);
    let changed: Vec<(usize, LinkedBody)> = pages
        .par_iter()
        .enumerate()
        .filter(|(_, page)| has_links(page))
        .map(|(number, page)| (number, links::rewrite(page, &index, kind)))
        .collect();
    for (number, body) in changed {
        pages[number].set_ids(&body.text);
    }
}

fn liquid_site<'a>(tree: &'a SourceTree, config: &SourceConfig, kind: SiteKind) -> LiquidSite<'a> {
    let mut site = config.values.clone();
    if let Some(own) = config.values.get("site").and_then(Value::as_object) {
        site.extend(own.clone());
    }
    // Links are paths below the root, so that they are resolved whatever the URL of the site is.
    for key in ["url", "baseurl", "host", "base_url"] {
        site.insert(key.to_owned(), Value::from(""));
    }
    if kind == SiteKind::Jekyll {
        site.extend(collections::collections(tree, config));
    }
    let mut values: Map<String, Value> = config.values.clone();
    values.insert("site".to_owned(), Value::Object(site));
    values.insert("jekyll".to_owned(), serde_json::json!({ "environment": "production" }));
    if kind == SiteKind::MkDocs {
        let extra = config.values.get("extra").and_then(Value::as_object).cloned();
        values.extend(extra.unwrap_or_default());
        values.insert("config".to_owned(), Value::Object(config.values.clone()));
    }
    let folders = ["_includes/", "templates/", "templates/includes/", "src/_includes/", ""];
    let texts = tree.texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    LiquidSite { texts, include_folders: folders.map(str::to_owned).to_vec(), values }
}

/// The new site while it is made.
struct NewSite<'a> {
    tree: &'a SourceTree,
    options: &'a ImportOptions,
    files: BTreeMap<String, ImportedFile>,
    report: ImportReport,
}

impl NewSite<'_> {
    /// Reports the settings that the source does not state.
    fn add_inferred_settings(&mut self, config: &SourceConfig, usual_zone: Option<(String, usize)>) {
        let zone = usual_zone
            .map(|(name, count)| format!("time zone {name}: from the UTC offsets of dates, {count}"));
        let title = settings_file::title(config).is_none();
        let title = title.then(|| format!("title of the site {}: no settings state one", self.options.title));
        let language = config.language.is_none().then_some("language of the site en: no settings state one");
        let inferred = [zone, title, language.map(str::to_owned)];
        for detail in inferred.into_iter().flatten() {
            self.report.add(ReportKind::Inferred, &detail, "site.toml");
        }
        let other = config.language.as_deref().filter(|tag| settings_file::language(tag).is_none());
        if let Some(tag) = other {
            self.report.add(ReportKind::DroppedValue, &format!("language {tag}: no labels"), "site.toml");
        }
    }

    /// Reports what cannot be imported, and keeps a copy of it outside the content.
    fn add_rejected(&mut self, rejected: &[Rejected]) {
        for (path, reason) in &self.tree.unread {
            self.report.add(ReportKind::NotRead, reason, path);
        }
        for (path, kind, reason) in rejected {
            self.report.add(*kind, reason, path);
            if *kind == ReportKind::InvalidFrontMatter {
                self.files.insert(format!("{NOT_IMPORTED}/{path}"), ImportedFile::CopyOf(path.clone()));
            }
        }
    }

    /// Adds all pages and topics, and returns their number by kind.
    fn add_pages(
        &mut self,
        pages: &[ImportedPage],
        linked: Vec<LinkedBody>,
        authors: &BTreeMap<String, String>,
        topics: &Topics,
    ) -> [usize; 4] {
        let topic_paths: Vec<String> =
            topics.keys().map(|slug| format!("content/topics/{slug}.md")).collect();
        let outputs = pages.iter().map(|page| &*page.output).chain(topic_paths.iter().map(String::as_str));
        let mut old_urls = OldUrls::new(outputs);
        let mut counts = [0; 4];
        for (page, body) in pages.iter().zip(linked) {
            counts[page.role as usize] += 1;
            self.report.add_log(page.log.clone(), &page.source);
            self.report.add_log(body.log, &page.source);
            self.files
                .extend(body.files.into_iter().map(|(output, path)| (output, ImportedFile::CopyOf(path))));
            let kept = old_urls.take(page.urls.iter().chain(&page.meta.old_urls));
            self.report.add_log(kept.dropped, &page.source);
            let text = self.page_text(page, &body.text, &kept.kept, authors);
            self.files.insert(page.output.clone(), ImportedFile::Text(text));
        }
        for ((slug, topic), path) in topics.iter().zip(topic_paths) {
            counts[3] += 1;
            let kept = old_urls.take(topic.old_urls.iter());
            self.report.add_log(kept.dropped, slug);
            self.files.insert(path, ImportedFile::Text(topic_file(topic, &kept.kept)));
        }
        counts
    }

    /// Returns the file of a page.
    fn page_text(
        &mut self,
        page: &ImportedPage,
        body: &str,
        urls: &[String],
        authors: &BTreeMap<String, String>,
    ) -> String {
        let meta = &page.meta;
        let mut front = FrontMatterText::default();
        let title = meta.title.as_deref().unwrap_or("Untitled");
        if page.role == PageRole::Author {
            front.text("name", title);
            front.plain("kind", "person");
        } else {
            front.text("title", title);
        }
        if page.role == PageRole::Briefing {
            self.briefing_keys(page, &mut front, authors);
        }
        front.text("summary", meta.summary.as_deref().unwrap_or_default());
        front.list(if page.role == PageRole::Author { "old_addresses" } else { "aliases" }, urls);
        front.text("language", meta.language.as_deref().unwrap_or_default());
        if meta.is_draft {
            front.plain("draft", "true");
        }
        let dropped = front.extra(&self.extra(page));
        for key in dropped {
            self.report.add(ReportKind::DroppedValue, &format!("{key}: too long"), &page.source);
        }
        front.with_body(body)
    }

    /// Writes the keys that only briefings have.
    fn briefing_keys(
        &mut self,
        page: &ImportedPage,
        front: &mut FrontMatterText,
        authors: &BTreeMap<String, String>,
    ) {
        let meta = &page.meta;
        let Some(published) = meta.published else { return };
        front.plain("published", &published.text());
        if let Some(updated) = meta.updated {
            front.plain("updated", &updated.text());
        }
        if let Some(embargo) = meta.embargo {
            front.plain("embargo", &embargo.text());
        }
        let names = meta.authors.iter().map(|author| authors.get(author).unwrap_or(author).clone());
        front.list("byline", &names.collect::<Vec<_>>());
        let mut seen = BTreeSet::new();
        let slugs = meta.topics.iter().map(|(name, _)| topic_slug(name)).filter(|slug| !slug.is_empty());
        front.list("topics", &slugs.filter(|slug| seen.insert(slug.clone())).collect::<Vec<_>>());
        let year_ago = self.options.today.checked_sub(1.year());
        if year_ago.is_ok_and(|limit| published.day() < limit) {
            front.plain("found", "off");
            self.report.add(ReportKind::FoundOff, "older than a year", &page.source);
        }
    }

    /// Returns what is kept under `extra`.
    fn extra(&mut self, page: &ImportedPage) -> Map<String, Value> {
        let mut extra = page.meta.extra.clone();
        if page.role != PageRole::Briefing {
            let topics: Vec<Value> = page.meta.topics.iter().map(|(name, _)| name.as_str().into()).collect();
            let authors: Vec<Value> = page.meta.authors.iter().map(|name| name.as_str().into()).collect();
            let lists =
                [("topics", topics), ("authors", authors)].into_iter().filter(|(_, list)| !list.is_empty());
            extra.extend(lists.map(|(key, list)| (key.to_owned(), Value::Array(list))));
            if let Some(date) = page.meta.published {
                extra.insert("date".to_owned(), date.text().into());
            }
        }
        if !page.meta.names.is_empty() {
            extra.insert("names".to_owned(), page.meta.names.clone().into());
        }
        for key in extra.keys() {
            self.report.add(ReportKind::Extra, key, &page.source);
        }
        extra
    }

    /// Reports the files that no page uses, by extension.
    fn add_unused(&mut self) {
        let used: BTreeSet<&str> = self
            .files
            .values()
            .filter_map(|file| match file {
                ImportedFile::CopyOf(path) => Some(path.as_str()),
                ImportedFile::Text(_) => None,
            })
            .collect();
        let unused: Vec<&String> =
            self.tree.others.keys().filter(|path| !used.contains(path.as_str())).collect();
        for path in unused {
            let extension = tree::extension(path);
            self.report.add(
                ReportKind::UnusedFile,
                if extension.is_empty() { "no extension" } else { &extension },
                path,
            );
        }
    }
}
