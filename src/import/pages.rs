//! The pages of the source: which files are pages, and their text as Markdown.

use std::collections::{BTreeMap, BTreeSet};

use deunicode::deunicode;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use serde_json::Value;

use super::config::SourceConfig;
use super::content::{ContentSite, content_files, other_formats};
use super::formulas::{self, FormulaMarks};
use super::front::{scalar, split};
use super::html::TextStyle;
use super::kind::SiteKind;
use super::languages::language_path;
use super::liquid::{self, LiquidSite};
use super::meta::{self, PageMeta};
use super::report::{FileLog, Rejected, ReportKind};
use super::shortcode::{self, ShortcodeRules, ShortcodeValues};
use super::tree::{SourceTree, extension, folder, stem};
use super::unpublished::{PageSettings, is_unlisted, unpublished_reason};
use super::urls::{PageFile, clean, default_value, urls};
use super::when::{ImportedDate, day_of_name, day_of_url};
use super::wordpress::PASSWORD_KEY;
use super::{dialect, emoji, emphasis, headings, html, inline_marks, kramdown, notes, page_values};
use crate::document::{scan_body, with_linked_footnotes};
use crate::text::{Source, slugify, title_slug};

/// What a page becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageRole {
    /// A page with a date.
    Briefing,
    /// Any other page.
    Standalone,
    /// The page of an author: a profile.
    Author,
}

/// A page of the source as Markdown; its links are still those of the source.
#[derive(Clone, Debug)]
pub(super) struct ImportedPage {
    pub(super) source: String,
    /// Its file on the new site.
    pub(super) output: String,
    pub(super) role: PageRole,
    pub(super) meta: PageMeta,
    /// Its URLs on the old site without `/` at both ends, the first one first.
    pub(super) urls: Vec<String>,
    pub(super) body: String,
    /// The ids of its headings.
    pub(super) ids: BTreeSet<String>,
    /// The ids by what all rules for them keep: letters and digits.
    pub(super) loose_ids: BTreeMap<String, String>,
    pub(super) log: FileLog,
}

impl ImportedPage {
    /// Reads the ids of the headings of a body.
    pub(super) fn set_ids(&mut self, body: &str) {
        let source = Source::new("content/page.md", body);
        let headings = scan_body(&source, 0).value.headings;
        // Some programs spell out emoji in ids; and a heading may be known by its text besides its own id.
        let by_text =
            headings.iter().rev().map(|heading| (loose_id(&deunicode(&heading.text)), heading.id.clone()));
        self.loose_ids = by_text.filter(|(text, _)| !text.is_empty()).collect();
        self.ids = headings.iter().map(|heading| heading.id.clone()).collect();
        self.loose_ids.extend(self.ids.iter().rev().map(|id| (loose_id(id), id.clone())));
    }

    /// Returns whether the new site shows it: other pages may link to it.
    pub(super) fn is_public(&self, today: Date) -> bool {
        let is_past = self.meta.published.is_none_or(|date| date.day() <= today);
        !self.meta.is_draft && is_past && self.meta.embargo.is_none_or(|date| date.day() <= today)
    }
}

/// What the conversion of all pages shares.
pub(super) struct PageContext<'a> {
    pub(super) tree: &'a SourceTree,
    pub(super) kind: SiteKind,
    pub(super) config: &'a SourceConfig,
    pub(super) zone: TimeZone,
    pub(super) rules: &'a ShortcodeRules,
    pub(super) liquid: LiquidSite<'a>,
    /// The marks of formulas.
    pub(super) formulas: FormulaMarks,
    /// Whether `:name:` is an emoji.
    pub(super) has_emoji: bool,
    /// Whether pages of MkDocs are templates.
    pub(super) has_macros: bool,
}

/// Converts all pages, in the order of their paths.
pub(super) fn convert_all(context: &PageContext<'_>) -> (Vec<ImportedPage>, Vec<Rejected>) {
    let site = ContentSite { tree: context.tree, kind: context.kind, config: context.config };
    let files = content_files(&site);
    let converted: Vec<_> = files.par_iter().map(|(path, relative)| context.page(path, relative)).collect();
    let (mut pages, mut rejected) = (Vec::new(), other_formats(&site));
    for (result, (path, _)) in converted.into_iter().zip(&files) {
        match result {
            Ok(page) => pages.push(*page),
            Err((kind, reason)) => rejected.push((path.clone(), kind, reason)),
        }
    }
    name_files(&mut pages);
    (pages, rejected)
}

impl PageContext<'_> {
    /// Converts one page.
    fn page(&self, path: &str, relative: &str) -> Result<Box<ImportedPage>, (ReportKind, String)> {
        let place = language_path(relative, self.config, self.kind);
        let relative = &*place.relative;
        let text = self.tree.texts.get(path).map_or("", String::as_str);
        let file = split(text).map_err(|reason| (ReportKind::InvalidFrontMatter, reason))?;
        let mut log = FileLog::new();
        let mut values = file.values.unwrap_or_default();
        if let Some(reason) = notes::not_a_note(&values, file.body, self.kind) {
            return Err((ReportKind::NotImported, reason.to_owned()));
        }
        page_values::add_defaults(&mut values, path, self.config, self.kind);
        let variables = page_values::variables(&values, relative);
        let markdown = self.markdown(path, file.body, &variables, &mut log);
        let markdown = emphasis::repaired(markdown, &mut log);
        if self.kind == SiteKind::Eleventy {
            let page = PageSettings { tree: self.tree, config: self.config, path, relative, values: &values };
            let url = page_values::templated_url(&page, &variables, &self.liquid);
            values.extend(url.map(|url| ("permalink".to_owned(), url.into())));
        }
        let is_hidden = self.is_unpublished(path, relative, &mut values, &mut log);
        let mut meta = meta::read(values, self.kind, &self.zone, &mut log);
        let tags = notes::inline_tags(file.body, self.kind).into_iter().map(|tag| (tag, "tags".to_owned()));
        meta.topics.extend(tags);
        meta.is_draft |= is_hidden;
        meta.language = meta.language.or_else(|| place.language.clone());
        self.infer(path, relative, &mut meta, &mut log);
        let title = meta.title.clone().or_else(|| headings::take_title(&markdown).map(|(title, _)| title));
        let title = title.filter(|title| !title.is_empty()).unwrap_or_else(|| title_of_path(relative));
        let body = headings::without_title(&markdown, &title, &mut log).to_owned();
        meta.title = Some(title);
        let made_file = meta.url.as_deref().filter(|url| is_file_url(url));
        if let Some(url) = made_file {
            return Err((ReportKind::NotImported, format!("template of the file {url}")));
        }
        let role = role(relative, &meta, self.kind);
        if self.kind != SiteKind::WordPress && !is_worth_importing(&body, role, path) {
            return Err(without_text(&body, &meta));
        }
        let body = headings::repaired(body, &mut log);
        let file = PageFile { path, relative, day: meta.published.map(ImportedDate::day) };
        let urls = urls(&file, &meta, self.config, self.kind);
        let urls = urls.into_iter().map(|url| format!("{}{url}", place.prefix)).collect();
        let output = output_path(&format!("{}{relative}", place.prefix), role);
        let (ids, loose_ids) = (BTreeSet::new(), BTreeMap::new());
        let source = path.to_owned();
        let mut page =
            ImportedPage { source, output, role, meta, urls, body: String::new(), ids, loose_ids, log };
        page.set_ids(&body);
        page.body = body;
        Ok(Box::new(page))
    }

    /// Returns whether the source does not publish a page, and reports why.
    fn is_unpublished(
        &self,
        path: &str,
        relative: &str,
        values: &mut serde_json::Map<String, Value>,
        log: &mut FileLog,
    ) -> bool {
        let page = PageSettings { tree: self.tree, config: self.config, path, relative, values };
        let reason = unpublished_reason(&page, self.kind);
        if reason.is_none() && is_unlisted(values, self.kind) {
            log.push((ReportKind::Unpublished, "in no list, but published".to_owned()));
        }
        values.shift_remove(PASSWORD_KEY);
        log.extend(reason.iter().map(|reason| (ReportKind::Unpublished, format!("{reason}, now a draft"))));
        reason.is_some()
    }

    /// Returns the body as Markdown without templates, HTML and other dialects.
    fn markdown(
        &self,
        path: &str,
        body: &str,
        values: &serde_json::Map<String, Value>,
        log: &mut FileLog,
    ) -> String {
        let body = if self.kind.has_liquid() || self.has_macros {
            super::references::without_unused(&liquid::run(body, path, values, &self.liquid, log))
        } else {
            body.to_owned()
        };
        let body = match self.kind {
            SiteKind::Hugo | SiteKind::Zola => {
                let site = &self.config.values;
                let values = ShortcodeValues { rules: self.rules, page: values, site };
                shortcode::convert(&body, self.kind, values, log)
            }
            SiteKind::MkDocs => super::snippets::included(&body, self.tree, self.config, log),
            _ => body,
        };
        if self.kind == SiteKind::WordPress {
            return html::to_markdown(&super::wordpress::post_html(&body, log), TextStyle::Plain, log);
        }
        if extension(path) == "html" {
            return html::to_markdown(&body, TextStyle::Linked, log);
        }
        let body = if self.kind == SiteKind::Jekyll { kramdown::without_extensions(&body) } else { body };
        let body = without_more_mark(&notes::without_queries(&body, self.kind, log));
        let body = with_linked_footnotes(&body).unwrap_or(body);
        let body = formulas::rewritten(&body, self.formulas, log);
        let body = inline_marks::rewrite(&body, self.kind, log);
        let body = dialect::rewrite(&body, self.kind, log);
        let body = kramdown::separated(&body, self.kind, log);
        let body = if self.has_emoji { emoji::replaced(&body, log) } else { body };
        html::convert_mixed(&body, log)
    }

    /// Fills in what the front matter does not state, from the path.
    fn infer(&self, path: &str, relative: &str, meta: &mut PageMeta, log: &mut FileLog) {
        if meta.published.is_none() && !stem(path).starts_with("_index") {
            let name = if matches!(stem(relative), "index") {
                stem(folder(relative).trim_end_matches('/'))
            } else {
                stem(relative)
            };
            let day = day_of_name(name).map(|(day, _)| (day, "date from the file name"));
            let from_url = || meta.url.as_deref().and_then(day_of_url).map(|day| (day, "date from the URL"));
            if let Some((day, how)) = day.or_else(from_url) {
                meta.published = Some(ImportedDate::Day(day));
                log.push((ReportKind::Inferred, how.to_owned()));
            }
        }
        if path.contains("_drafts/") {
            meta.is_draft = true;
        }
        if self.kind == SiteKind::Jekyll && meta.language.is_none() {
            meta.language = default_value(path, self.config, "lang");
        }
    }
}

/// Returns the words of a file name, or of its folder, as a title.
fn title_of_path(relative: &str) -> String {
    let name = page_name(relative);
    let day = day_of_name(&name);
    if day.is_some_and(|(_, rest)| rest.is_empty()) {
        return name;
    }
    let name = day.map_or(&*name, |(_, rest)| rest);
    let words = name.replace(['-', '_'], " ");
    crate::text::capitalize_first(words.trim()).clone()
}

/// Returns the name of a page: that of its file, or of its folder if the file is an index.
pub(super) fn page_name(relative: &str) -> String {
    let name = stem(relative);
    if !matches!(name, "index" | "_index") {
        return name.to_owned();
    }
    let parent = folder(relative).trim_end_matches('/');
    let parent = &parent[folder(parent).len()..];
    if parent.is_empty() { "home".to_owned() } else { parent.to_owned() }
}

fn role(relative: &str, meta: &PageMeta, kind: SiteKind) -> PageRole {
    let is_author =
        kind == SiteKind::Hugo && relative.starts_with("authors/") && relative != "authors/_index.md";
    let is_listing = stem(relative) == "_index";
    match () {
        () if is_author => PageRole::Author,
        () if meta.published.is_some() && !is_listing => PageRole::Briefing,
        () => PageRole::Standalone,
    }
}

/// Returns whether a URL is that of a file for programs, such as a feed.
fn is_file_url(url: &str) -> bool {
    const FILES: [&str; 11] =
        ["xml", "json", "txt", "js", "css", "rss", "atom", "csv", "ics", "webmanifest", "svg"];
    FILES.contains(&&*extension(url))
}

/// Returns how a page that is not imported is reported: text of it that is lost is named.
fn without_text(body: &str, meta: &PageMeta) -> (ReportKind, String) {
    let words = crate::text::on_one_line(body.trim()).trim().to_owned();
    match &meta.summary {
        _ if words.chars().any(char::is_alphanumeric) => {
            (ReportKind::LeftOut, format!("page with few words: {words}"))
        }
        Some(summary) => (ReportKind::LeftOut, format!("summary of a page without text: {summary}")),
        None => (ReportKind::EmptyPage, "no text".to_owned()),
    }
}

/// Returns whether a page has something to show. Listings are made by templates, and have no text of their own; a page of
/// HTML with few words is a template.
fn is_worth_importing(body: &str, role: PageRole, path: &str) -> bool {
    let is_html = extension(path) == "html";
    let is_template = matches!(stem(path), "index" | "_index") || is_html;
    let least = if is_html { 20 } else { 0 };
    role != PageRole::Standalone
        || !is_template
        || body.chars().filter(|c| c.is_alphanumeric()).count() > least
}

/// Removes the mark at which listings cut a page.
fn without_more_mark(body: &str) -> String {
    const MARKS: [&str; 5] =
        ["<!--more-->", "<!-- more -->", "<!-- truncate -->", "<!--truncate-->", "<!-- excerpt -->"];
    MARKS
        .iter()
        .fold(body.to_owned(), |body, mark| if body.contains(mark) { body.replace(mark, "") } else { body })
}

/// Returns the file of a page on the new site.
fn output_path(relative: &str, role: PageRole) -> String {
    let name = slug_or(&page_name(relative), "page");
    if role == PageRole::Author {
        return format!("content/actors/{name}.md");
    }
    let mut parent = folder(relative).trim_end_matches('/');
    if matches!(stem(relative), "index" | "_index") {
        parent = folder(parent).trim_end_matches('/');
    }
    let parts = parent.split('/').filter(|part| !part.is_empty()).map(|part| slug_or(part, "folder") + "/");
    let root = if role == PageRole::Briefing { "briefings" } else { "pages" };
    format!("content/{root}/{}{name}.md", parts.take(12).collect::<String>())
}

fn slug_or(name: &str, other: &str) -> String {
    let slug = if name.len() > 80 { title_slug(name) } else { slugify(name) };
    match crate::text::name_problem(&slug) {
        _ if slug.is_empty() => other.to_owned(),
        Some(_) => format!("{other}-{slug}"),
        None if slug == "index" => other.to_owned(),
        None => slug,
    }
}

/// Makes the file names unique.
fn name_files(pages: &mut [ImportedPage]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for page in pages {
        let wanted = page.output.clone();
        let base = wanted.trim_end_matches(".md").to_owned();
        let count = counts.entry(wanted.clone()).or_insert(0);
        while !taken.insert(page.output.clone()) {
            *count += 1;
            page.output = format!("{base}-{}.md", *count + 1);
        }
        if page.output != wanted {
            page.log.push((ReportKind::Renamed, page.output.clone()));
        }
    }
}

/// Returns the display names of authors, by the id that briefings use.
pub(super) fn author_names(pages: &[ImportedPage], config: &SourceConfig) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let data = config
        .values
        .get("data")
        .and_then(|data| data.get("authors"))
        .or_else(|| config.values.get("authors"));
    for (id, value) in data.and_then(Value::as_object).into_iter().flatten() {
        let name = value.get("name").or_else(|| value.get("full_name")).or_else(|| value.get("display_name"));
        names.extend(name.and_then(scalar).or_else(|| scalar(value)).map(|name| (id.clone(), name)));
    }
    for page in pages.iter().filter(|page| page.role == PageRole::Author) {
        let url = page.urls.last().map(|url| clean(url)).unwrap_or_default();
        let id = url.rsplit('/').next().unwrap_or_default().to_owned();
        names.extend(page.meta.title.clone().map(|title| (id, title)));
    }
    names
}

/// Returns an id without what the rules for ids treat differently.
pub(super) fn loose_id(id: &str) -> String {
    id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns the key under which URLs are compared.
pub(super) fn url_key(url: &str) -> String {
    clean(url).to_lowercase()
}
