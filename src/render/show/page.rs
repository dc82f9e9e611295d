//! What every page tells of itself and of the site, and which template shows it.

use tera::Value;

use super::Show;
use super::chronology::{month_title, year_title};
use super::facts::word;
use super::head::Picture;
use super::lists::page_range;
use super::prose::{extra, toc};
use crate::page::{Page, PageKind, search_permalink};
use crate::render::Html;
use crate::render::view::{
    ChronologyView, LinkView, MenuView, PageView, PlainView, PublisherView, RedirectView, SiteView, View,
};
use crate::site::{ActorId, BriefingId, PageId, PlainId, SubjectKind, Target, TopicId, VenueId, index_title};

/// Plain pages that every page links to.
const MOST_ON_EVERY_PAGE: usize = 20;

/// A page ready for its template.
pub struct Shown {
    /// The template's name.
    pub template: &'static str,
    /// The names it may use, besides `site`: `page`, `root` and its own.
    pub names: Vec<(&'static str, Value)>,
}

/// What a page says of itself.
struct Head {
    kind: &'static str,
    title: String,
    description: String,
    language: Option<String>,
    above: Vec<PageId>,
    picture: Option<Picture>,
}

/// A page's template and what only it may use.
struct Content {
    template: &'static str,
    head: Head,
    names: Vec<(&'static str, Value)>,
}

impl Content {
    fn new(template: &'static str, head: Head) -> Self {
        Self { template, head, names: Vec::with_capacity(5) }
    }

    /// Shows the first picture of some prose beside links to the page.
    fn pictured(mut self, prose: Option<&Html>) -> Self {
        self.head.picture = prose.and_then(|prose| Picture::first(prose.as_str()));
        self
    }

    fn with(mut self, name: &'static str, view: &impl View) -> Self {
        self.names.push((name, view.value()));
        self
    }
}

impl Show<'_> {
    /// The site as every page sees it.
    pub fn site_view(&self) -> SiteView {
        let settings = &self.site.settings;
        SiteView {
            title: settings.title.clone(),
            description: settings.description.clone(),
            language: settings.language.clone(),
            dir: dir(&settings.language),
            base_url: settings.base_url.clone(),
            publisher: settings
                .publisher
                .as_ref()
                .map(|publisher| PublisherView { name: publisher.name.clone(), url: publisher.url.clone() }),
            menu: self.menu(),
            pages: self.first_plain_pages(),
            more_pages: self.has_more_plain_pages().then(|| LinkView {
                name: "All pages".to_owned(),
                href: format!("{}#_pages", self.site.page(PageId::Archive).1.href),
            }),
            corrections: (!self.site.corrections.is_empty()).then(|| self.link(PageId::Corrections)),
            manifest: settings.outputs.manifest,
            search: self.search_link(),
            as_of: self.instant(self.site.as_of),
        }
    }

    /// The plain pages every page links to. To list all of them on all of them would take the square of their number.
    fn first_plain_pages(&self) -> Vec<LinkView> {
        let depth = |id: &usize| self.site.plains[*id].permalink.path.matches('/').count();
        let mut ids: Vec<usize> = (0..self.site.plains.len()).collect();
        if self.has_more_plain_pages() {
            ids.sort_by_key(depth);
            ids.truncate(MOST_ON_EVERY_PAGE);
            ids.sort_unstable();
        }
        ids.into_iter().map(|id| self.link(PageId::Plain(PlainId::new(id)))).collect()
    }

    fn has_more_plain_pages(&self) -> bool {
        self.site.plains.len() > MOST_ON_EVERY_PAGE
    }

    /// All plain pages, where not every page links to them.
    pub(super) fn all_plain_pages(&self) -> Vec<LinkView> {
        let ids = (0..self.site.plains.len()).filter(|_| self.has_more_plain_pages());
        ids.map(|id| self.link(PageId::Plain(PlainId::new(id)))).collect()
    }

    /// The address of the search page, or empty.
    fn search_link(&self) -> String {
        match self.site.settings.outputs.search {
            true => search_permalink().href.to_string(),
            false => String::new(),
        }
    }

    /// The menu of the settings, else the lists every site has.
    fn menu(&self) -> Vec<MenuView> {
        if self.site.settings.menu.is_some() {
            let lines = self.site.menu.iter();
            return lines.map(|line| menu_line(&line.name, &line.to, self.section_of(&line.to))).collect();
        }
        let kinds = SubjectKind::ALL.map(PageId::Index);
        let pages = [(PageId::Home, "Briefings"), (PageId::Chronology, "Chronology")];
        let lists = kinds.into_iter().map(|page| (page, self.site.page(page).0));
        let pages = pages.into_iter().chain(lists).chain([(PageId::Archive, "Archive")]);
        pages.map(|(page, name)| self.built_in(page, name)).collect()
    }

    fn built_in(&self, page: PageId, name: &str) -> MenuView {
        let permalink = self.site.page(page).1;
        MenuView {
            name: name.to_owned(),
            href: permalink.href.to_string(),
            external: false,
            section: section(&permalink.path),
        }
    }

    fn section_of(&self, target: &Target) -> String {
        match target {
            Target::Page { page, .. } => section(&self.site.page(*page).1.path),
            _ => String::new(),
        }
    }

    /// A page with its template and everything the template may use. None for files that are copied.
    pub fn page(&self, page: &Page) -> Option<Shown> {
        let root = self.root(page);
        let mut content = self.content(page.kind, &root)?;
        let mut view = self.page_view(page, content.head, &root);
        view.linked_data = self.linked_data(page, &view, &root);
        content.names.push(("page", view.value()));
        content.names.push(("root", Value::from(root.as_str())));
        Some(Shown { template: content.template, names: content.names })
    }

    /// The page for missing addresses is shown at any depth, so its links start at the root of the host.
    fn root(&self, page: &Page) -> String {
        if page.kind == PageKind::NotFound {
            return self.site.host_path().to_owned();
        }
        "../".repeat(page.file.matches('/').count())
    }

    fn content(&self, kind: PageKind, root: &str) -> Option<Content> {
        Some(match kind {
            PageKind::Home => Content::new("home.html", self.home_head()).with("home", &self.home()),
            PageKind::Briefing(id) => self.briefing_page(id, root),
            PageKind::Actor(id) => self.actor_page(id, root),
            PageKind::Venue(id) => self.venue_page(id, root),
            PageKind::Topic(id, number) => self.topic_page(id, number, root),
            PageKind::Index(kind) => self.index_page(kind),
            PageKind::Chronology => chronology_page("Chronology", vec![], &self.all_years()),
            PageKind::Year(at) => self.year_page(at),
            PageKind::Month(at, month) => self.month_page(at, month),
            PageKind::Archive(number) => self.archive_page(number),
            PageKind::Corrections(number) => self.corrections_page(number),
            PageKind::Plain(id) => self.plain_page(id, root),
            PageKind::Search => Content::new("search.html", list_head("search", "Search", vec![]))
                .with("search", &self.search()),
            PageKind::NotFound => {
                Content::new("not-found.html", list_head("not-found", "Page not found", vec![]))
            }
            PageKind::Redirect(at) => self.redirect_page(at),
            PageKind::Asset(_) | PageKind::Look(_) | PageKind::Export(_) => return None,
        })
    }

    fn briefing_page(&self, id: BriefingId, root: &str) -> Content {
        let briefing = self.briefing(id, root);
        Content::new("briefing.html", leaf_head("briefing", &self.site.briefing(id).briefing.leaf))
            .pictured(Some(&briefing.body))
            .with("briefing", &briefing)
            .with("facts", &self.facts(id))
            .with("around", &self.around(id))
    }

    fn actor_page(&self, id: ActorId, root: &str) -> Content {
        let (actor, page) = (self.site.actor(id), PageId::Actor(id));
        let profile = self.actor_profile(id, root);
        Content::new("actor.html", self.subject_head(page, SubjectKind::Actor, &profile.summary))
            .pictured(profile.body.as_ref())
            .with("profile", &profile)
            .with("dossier", &self.dossier(actor, page, 0..actor.briefings.len()))
    }

    fn venue_page(&self, id: VenueId, root: &str) -> Content {
        let (venue, page) = (self.site.venue(id), PageId::Venue(id));
        let profile = self.venue_profile(id, root);
        Content::new("venue.html", self.subject_head(page, SubjectKind::Venue, &profile.summary))
            .pictured(profile.body.as_ref())
            .with("profile", &profile)
            .with("dossier", &self.dossier(venue, page, 0..venue.briefings.len()))
    }

    fn topic_page(&self, id: TopicId, number: usize, root: &str) -> Content {
        let (topic, page) = (self.site.topic(id), PageId::Topic(id));
        let (profile, count) = (self.topic_profile(id, root), topic.briefings.len());
        Content::new("topic.html", self.subject_head(page, SubjectKind::Topic, &profile.summary))
            .pictured(profile.body.as_ref())
            .with("profile", &profile)
            .with("dossier", &self.topic_dossier(id, page_range(self.site, number, count)))
            .with("pager", &self.pager(&topic.permalink.path, number, count))
    }

    fn index_page(&self, kind: SubjectKind) -> Content {
        Content::new("index.html", list_head("index", index_title(kind), vec![]))
            .with("index", &self.index(kind))
    }

    fn year_page(&self, at: usize) -> Content {
        let title = year_title(self.site.calendar[at].year);
        chronology_page(&title, vec![PageId::Chronology], &self.one_year(at))
    }

    fn month_page(&self, at: usize, month: usize) -> Content {
        let year = &self.site.calendar[at];
        let title = month_title(year.year, &year.months[month]);
        chronology_page(&title, vec![PageId::Chronology], &self.one_month(at, month))
    }

    fn archive_page(&self, number: usize) -> Content {
        Content::new("archive.html", list_head("archive", "Archive", vec![]))
            .with("archive", &self.archive(number))
            .with("pager", &self.pager("archive/", number, self.site.briefings.len()))
    }

    fn corrections_page(&self, number: usize) -> Content {
        let count = self.site.corrections.len();
        Content::new(
            "corrections.html",
            list_head("corrections", self.site.page(PageId::Corrections).0, vec![]),
        )
        .with("corrections", &self.corrected(number))
        .with("pager", &self.pager("corrections/", number, count))
    }

    fn plain_page(&self, id: PlainId, root: &str) -> Content {
        let leaf = &self.site.plains[id.at()].plain.leaf;
        let plain = PlainView {
            title: leaf.title.value.clone(),
            summary: word(leaf.summary.as_ref()),
            toc: toc(&leaf.body),
            body: self.prose(PageId::Plain(id), leaf, root),
            extra: extra(leaf),
        };
        Content::new("plain.html", leaf_head("plain", leaf)).pictured(Some(&plain.body)).with("plain", &plain)
    }

    fn redirect_page(&self, at: usize) -> Content {
        let to = self.site.redirects[at].to;
        let LinkView { name, href } = self.link(to);
        let head = list_head("redirect", &name, vec![]);
        let canonical = self.site.page_address(&href);
        Content::new("redirect.html", head).with("redirect", &RedirectView { href, title: name, canonical })
    }

    fn home_head(&self) -> Head {
        let settings = &self.site.settings;
        Head {
            kind: "home",
            title: settings.title.clone(),
            description: settings.description.clone(),
            language: None,
            above: vec![],
            picture: None,
        }
    }

    fn subject_head(&self, page: PageId, kind: SubjectKind, summary: &str) -> Head {
        let language = self
            .site
            .leaf(page)
            .and_then(|leaf| leaf.language.as_ref())
            .map(|language| language.value.clone());
        Head {
            kind: kind.word(),
            title: self.site.page(page).0.to_owned(),
            description: summary.to_owned(),
            language,
            above: vec![PageId::Index(kind)],
            picture: None,
        }
    }

    fn page_view(&self, page: &Page, head: Head, root: &str) -> PageView {
        let settings = &self.site.settings;
        let path = page.file.strip_suffix("index.html").unwrap_or(&page.file).to_owned();
        let language = head.language.unwrap_or_else(|| settings.language.clone());
        let mut crumbs = vec![];
        if page.kind != PageKind::Home {
            crumbs.push(self.link(PageId::Home));
            crumbs.extend(head.above.iter().map(|page| self.link(*page)));
        }
        PageView {
            kind: head.kind,
            title: head.title,
            description: head.description,
            dir: dir(&language),
            language,
            canonical: self.site.full_address(&path),
            section: section(&path),
            path,
            crumbs,
            feeds: self.feeds(page.kind),
            picture: self.picture(head.picture, root),
            linked_data: Html::default(),
            forms: self.other_forms(page.kind),
            calendar: self.calendar(page.kind),
        }
    }
}

fn list_head(kind: &'static str, title: &str, above: Vec<PageId>) -> Head {
    Head { kind, title: title.to_owned(), description: String::new(), language: None, above, picture: None }
}

fn chronology_page(title: &str, above: Vec<PageId>, view: &ChronologyView) -> Content {
    Content::new("chronology.html", list_head("chronology", title, above)).with("chronology", view)
}

fn leaf_head(kind: &'static str, leaf: &crate::briefing::Leaf) -> Head {
    Head {
        kind,
        title: leaf.title.value.clone(),
        description: word(leaf.summary.as_ref()),
        language: leaf.language.as_ref().map(|language| language.value.clone()),
        above: vec![],
        picture: None,
    }
}

fn menu_line(name: &str, to: &Target, section: String) -> MenuView {
    let (href, external) = match to {
        Target::Page { href, .. } => (href.to_string(), false),
        Target::External(address) => (address.clone(), true),
        _ => (String::new(), false),
    };
    MenuView { name: name.to_owned(), href, external, section }
}

/// The first part of an address; briefings belong to the home page, whose section is empty.
fn section(path: &str) -> String {
    let first = path.split('/').next().unwrap_or_default();
    if first == "briefings" { String::new() } else { first.to_owned() }
}

/// Which way a language is written.
fn dir(language: &str) -> &'static str {
    const RIGHT_TO_LEFT: [&str; 10] = ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur"];
    let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if RIGHT_TO_LEFT.contains(&primary.as_str()) || primary == "yi" { "rtl" } else { "ltr" }
}
