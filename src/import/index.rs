//! What links of the source lead to.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use percent_encoding::percent_decode_str;
use rustc_hash::FxHashMap;

use super::config::SourceConfig;
use super::kind::SiteKind;
use super::pages::{ImportedPage, url_key};
use super::profiles::{Topics, topic_slug};
use super::tree::{SourceTree, extension, folder, normalized, stem};
use crate::document::active_svg;
use crate::settings::Settings;
use crate::text::{is_server_file, name_problem};

/// Pages and files by every path under which the source links to them.
pub(super) struct LinkIndex<'a> {
    pub(super) pages: &'a [ImportedPage],
    tree: &'a SourceTree,
    config: &'a SourceConfig,
    settings: &'a Settings,
    topics: &'a Topics,
    by_url: FxHashMap<String, usize>,
    by_source: FxHashMap<&'a str, usize>,
    by_name: FxHashMap<String, usize>,
    /// The first path of each file name, for links by name.
    files_by_name: FxHashMap<&'a str, &'a str>,
    hidden: BTreeSet<usize>,
}

/// A link target in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourceTarget<'a> {
    /// A page, by its index.
    Page(usize),
    /// A topic, by its slug.
    Topic(&'a str),
    /// A page that the new site does not show yet.
    Hidden,
    /// A file.
    File(&'a str),
}

/// What an index is made from, besides the pages.
#[derive(Clone, Copy)]
pub(super) struct LinkSources<'a> {
    pub(super) tree: &'a SourceTree,
    pub(super) config: &'a SourceConfig,
    pub(super) settings: &'a Settings,
    pub(super) topics: &'a Topics,
    pub(super) today: Date,
}

impl<'a> LinkIndex<'a> {
    pub(super) fn new(pages: &'a [ImportedPage], sources: &LinkSources<'a>) -> Self {
        let mut index = Self {
            pages,
            tree: sources.tree,
            config: sources.config,
            settings: sources.settings,
            topics: sources.topics,
            by_url: FxHashMap::default(),
            by_source: FxHashMap::default(),
            by_name: FxHashMap::default(),
            files_by_name: FxHashMap::default(),
            hidden: BTreeSet::new(),
        };
        index.add_pages(sources.today);
        for path in sources.tree.paths() {
            index.files_by_name.entry(&path[folder(path).len()..]).or_insert(path);
        }
        index
    }

    fn add_pages(&mut self, today: Date) {
        for (number, page) in self.pages.iter().enumerate() {
            page.urls.iter().for_each(|url| {
                self.by_url.entry(url_key(url)).or_insert(number);
            });
            self.by_source.insert(&page.source, number);
            // An index is known by its folder only.
            let name = Some(stem(&page.source)).filter(|name| !matches!(*name, "index" | "_index"));
            let names = name.map(str::to_lowercase).into_iter();
            let names =
                names.chain(page.meta.names.iter().chain(&page.meta.title).map(|name| name.to_lowercase()));
            names.for_each(|name| {
                self.by_name.entry(name).or_insert(number);
            });
            if !page.is_public(today) {
                self.hidden.insert(number);
            }
        }
        for (number, page) in self.pages.iter().enumerate() {
            page.meta.old_urls.iter().for_each(|url| {
                self.by_url.entry(url_key(url)).or_insert(number);
            });
        }
    }

    /// Returns what a path of the source leads to, from a page of it. The path has neither query nor anchor.
    pub(super) fn find(&self, path: &str, from: &ImportedPage) -> Option<SourceTarget<'a>> {
        let decoded = percent_decode_str(path).decode_utf8().ok()?.into_owned();
        if let Some(rooted) = decoded.strip_prefix('/') {
            return self.find_rooted(rooted);
        }
        let beside = normalized(&format!("{}{decoded}", folder(&from.source)));
        let by_file = beside.as_deref().and_then(|path| self.find_file(path));
        by_file.or_else(|| {
            let urls = from.urls.iter().take(2);
            urls.flat_map(|url| [format!("{url}/{decoded}"), format!("{}{decoded}", folder(url))])
                .filter_map(|url| normalized(&url))
                .find_map(|url| self.find_url(&url).or_else(|| self.find_rooted(&url)))
        })
    }

    /// Finds a path below the root of the site.
    fn find_rooted(&self, path: &str) -> Option<SourceTarget<'a>> {
        let prefix = self.config.base_url.as_deref().and_then(|url| url.split("://").nth(1)?.split_once('/'));
        let prefix = prefix.map_or("", |(_, path)| path);
        let path = path.strip_prefix(prefix).unwrap_or(path);
        let path = normalized(path)?;
        let roots = self.config.statics.iter().chain(&self.config.content).map(String::as_str);
        self.find_url(&path).or_else(|| {
            std::iter::once("").chain(roots).find_map(|root| self.find_file(&format!("{root}{path}")))
        })
    }

    fn find_url(&self, url: &str) -> Option<SourceTarget<'a>> {
        let key = url_key(url);
        if key.is_empty() {
            return None;
        }
        self.by_url.get(&key).map(|number| self.page(*number)).or_else(|| self.topic(&key))
    }

    /// Finds the listing of a topic, such as `tags/lakes`.
    fn topic(&self, url: &str) -> Option<SourceTarget<'a>> {
        let (listing, name) = url.split_once('/')?;
        let is_listing = matches!(listing, "tag" | "tags" | "topic" | "topics" | "category" | "categories");
        let slug = is_listing.then(|| topic_slug(name))?;
        self.topics.get_key_value(&slug).map(|(slug, _)| SourceTarget::Topic(slug))
    }

    /// Finds a file of the source: a page, or a file that can be copied.
    fn find_file(&self, path: &str) -> Option<SourceTarget<'a>> {
        let candidates =
            [path.to_owned(), format!("{path}.md"), format!("{path}/index.md"), format!("{path}/_index.md")];
        if let Some(number) = candidates.iter().find_map(|path| self.by_source.get(path.as_str())) {
            return Some(self.page(*number));
        }
        let known = |path: &str| self.tree.others.get_key_value(path).map(|(path, _)| path);
        let text = |path: &str| self.tree.texts.get_key_value(path).map(|(path, _)| path);
        let known = known(path).or_else(|| text(path)).or_else(|| known(&original_picture(path)?))?;
        self.is_copied(known).then_some(SourceTarget::File(known))
    }

    /// Finds a page by the name of its file, its title or its other names; or a file by its name.
    pub(super) fn find_name(&self, name: &str, from: &ImportedPage) -> Option<SourceTarget<'a>> {
        let decoded = percent_decode_str(name).decode_utf8().ok()?;
        let name = decoded.trim().trim_start_matches("./");
        let by_path = self.find(name, from).or_else(|| self.find_rooted(name.trim_start_matches('/')));
        by_path.or_else(|| {
            let last = name.rsplit('/').next().unwrap_or(name);
            let key = last.strip_suffix(".md").unwrap_or(last).to_lowercase();
            if let Some(number) = self.by_name.get(&key) {
                return Some(self.page(*number));
            }
            let file = self.files_by_name.get(last).copied()?;
            self.is_copied(file).then_some(SourceTarget::File(file))
        })
    }

    /// Finds a picture that is not beside the page: below a root of the site or, in a folder of notes, by its name.
    pub(super) fn find_picture(&self, path: &str, kind: SiteKind) -> Option<SourceTarget<'a>> {
        let decoded = percent_decode_str(path).decode_utf8().ok()?;
        let is_file = |found: &SourceTarget<'_>| matches!(found, SourceTarget::File(_));
        self.find_rooted(decoded.trim_start_matches("./")).filter(is_file).or_else(|| {
            let name = decoded.rsplit('/').next().filter(|_| kind.has_wiki_links())?;
            let file = self.files_by_name.get(name).copied()?;
            self.is_copied(file).then_some(SourceTarget::File(file))
        })
    }

    fn page(&self, number: usize) -> SourceTarget<'a> {
        if self.hidden.contains(&number) { SourceTarget::Hidden } else { SourceTarget::Page(number) }
    }

    /// Returns whether a file can be part of the new site: its type, its name and, for SVG, its content.
    fn is_copied(&self, path: &str) -> bool {
        let has_good_names =
            path.split('/').all(|part| name_problem(part).is_none() && !part.starts_with('.'));
        let name = &path[folder(path).len()..];
        let is_safe = || match (&*extension(path), self.tree.texts.get(path)) {
            ("svg", Some(text)) => active_svg(text.as_bytes()).is_none(),
            ("svg", None) => false,
            _ => true,
        };
        has_good_names && !is_server_file(name) && self.settings.allows_asset(path) && is_safe()
    }

    /// Returns the path of a copied file on the new site.
    pub(super) fn file_output(&self, path: &str) -> String {
        let roots = self.config.statics.iter().chain(&self.config.content);
        let below = roots.filter_map(|root| path.strip_prefix(root.as_str())).next().unwrap_or(path);
        let first = below.split('/').next().unwrap_or_default();
        let is_taken =
            matches!(first, "briefings" | "pages" | "actors" | "venues" | "topics") || !below.contains('/');
        let below = below.trim_start_matches('_');
        if is_taken { format!("content/files/{below}") } else { format!("content/{below}") }
    }

    /// Returns the full URL of a path on the old site.
    pub(super) fn old_site_url(&self, path: &str, from: &ImportedPage) -> Option<String> {
        let base = self.config.base_url.as_deref()?;
        let path = ["_index.md", "index.md"].iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path);
        let (host_end, has_path) = base.find("://").map(|at| at + 3).map(|at| (at, base[at..].find('/')))?;
        let (host, root) = has_path.map_or((base, "/"), |slash| base.split_at(host_end + slash));
        if let Some(rooted) = path.strip_prefix('/') {
            // The path of a site below the root of its host is left out of links that templates make.
            let start = if path.starts_with(root) { format!("{host}/") } else { base.to_owned() };
            return Some(format!("{start}{}", rooted.replace(' ', "%20")));
        }
        let url = from.urls.first().map_or("", String::as_str);
        let url = if url.ends_with(".html") { folder(url) } else { url };
        let joined = normalized(&format!("{url}/{path}"))?;
        Some(format!("{base}{}", joined.replace(' ', "%20")))
    }

    /// Returns the host and path of the old site, without scheme.
    pub(super) fn old_host(&self) -> Option<&str> {
        let base = self.config.base_url.as_deref()?;
        Some(base.split("://").nth(1)?.split('/').next()?.trim_start_matches("www."))
    }
}

/// Returns the path of an uploaded picture of which a path names a smaller copy: `lake-300x200.jpg`, `lake-scaled.jpg`.
fn original_picture(path: &str) -> Option<String> {
    let (name, end) = path.rsplit_once('.').filter(|_| path.contains("uploads/"))?;
    let (original, size) = name.rsplit_once('-')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_size = size == "scaled" || size.split_once('x').is_some_and(|(w, h)| is_number(w) && is_number(h));
    is_size.then(|| format!("{original}.{end}"))
}

/// The files that pages use: output path by source path.
pub(super) type UsedFiles = BTreeMap<String, String>;
