//! The template, the metadata and the views of every page.

use tera::Value;

use super::ViewBuilder;
use super::facts::{shown_or_empty, text_or_empty};
use super::prose::extra_value;
use super::site::{section_of_path, text_direction};
use crate::page::{Page, PageKind, count_event_pages, count_listing_pages, month_path, year_path};
use crate::render::Html;
use crate::render::prose::ProseImage;
use crate::render::view::{
    LeadPictureView, LinkView, PageView, PictureView, ProfileView, RedirectView, StandalonePageView,
    TimelineView, View,
};
use crate::site::{
    ActorId, AuthorId, BriefingId, PageId, SeriesId, StandaloneId, SubjectKind, TopicId, VenueId,
    strip_index_html,
};
use crate::text::curl_quotes;

/// A template and its variables.
pub struct RenderContext {
    /// Name of the template.
    pub template: &'static str,
    /// Variables besides `site`: `page`, `root` and those of the template.
    pub values: Vec<(&'static str, Value)>,
}

/// The metadata of a page.
struct PageHead {
    kind: &'static str,
    title: String,
    description: String,
    language: Option<String>,
    ancestors: Vec<PageId>,
    image: Option<ProseImage>,
    /// The card image, which replaces an image of the prose.
    card: Option<PictureView>,
}

/// The metadata and own variables of a page.
struct PageContent {
    head: PageHead,
    values: Vec<(&'static str, Value)>,
}

impl PageContent {
    fn new(head: PageHead) -> Self {
        Self { head, values: Vec::with_capacity(5) }
    }

    /// Uses an image of the prose for link previews.
    fn with_image(mut self, image: Option<ProseImage>) -> Self {
        self.head.image = image;
        self
    }

    fn with_value(mut self, name: &'static str, view: &impl View) -> Self {
        self.values.push((name, view.value()));
        self
    }
}

impl ViewBuilder<'_> {
    /// Returns the template of a page and its variables; `None` for files that no template renders.
    pub fn page_context(&self, page: &Page) -> Option<RenderContext> {
        let template = page.kind.template()?;
        let root = self.root_of(page);
        let mut content = self.page_content(page.kind, &root)?;
        let mut view = self.page_view(page, content.head);
        view.linked_data = self.json_ld(page, &view, &root);
        content.values.push(("page", view.value()));
        content.values.push(("root", Value::from(root.as_str())));
        Some(RenderContext { template, values: content.values })
    }

    /// Returns the relative URL from a page to the root. The "not found" page is served at any depth, so its links start at
    /// the root of the host.
    fn root_of(&self, page: &Page) -> String {
        if page.kind == PageKind::NotFound {
            return self.site.host_path().to_owned();
        }
        "../".repeat(page.file.matches('/').count())
    }

    fn page_content(&self, kind: PageKind, root: &str) -> Option<PageContent> {
        Some(match kind {
            PageKind::Home => PageContent::new(self.home_head()).with_value("home", &self.home_view()),
            PageKind::Briefing(id) => self.briefing_page(id, root),
            PageKind::Actor(id, number) => self.actor_page(id, number, root),
            PageKind::Venue(id, number) => self.venue_page(id, number, root),
            PageKind::Topic(id, number) => self.topic_page(id, number, root),
            PageKind::Author(id, number) => self.author_page(id, number, root),
            PageKind::Series(id, number) => self.series_page(id, number, root),
            PageKind::SubjectListing(kind, number) => self.subject_listing_page(kind, number),
            PageKind::Timeline => {
                timeline_page(self.site.labels.get("chronology"), vec![], &self.all_years_view())
                    .with_value("pager", &self.pager_of("chronology/", 1, 1))
            }
            PageKind::Year(index, number) => self.year_page(index, number),
            PageKind::Month(year, month, number) => self.month_page(year, month, number),
            PageKind::Archive(number) => self.archive_page(number),
            PageKind::Corrections(number) => self.corrections_page(number),
            PageKind::Standalone(id) => self.standalone_page(id, root),
            PageKind::Search => PageContent::new(list_head("search", self.site.labels.get("search"), vec![]))
                .with_value("search", &self.search_view()),
            PageKind::NotFound => {
                PageContent::new(list_head("not-found", self.site.labels.get("page-not-found"), vec![]))
            }
            PageKind::Redirect(index) => self.redirect_page(index),
            PageKind::Asset(_)
            | PageKind::Picture(..)
            | PageKind::Card(_)
            | PageKind::ThemeFile(_)
            | PageKind::Export(_) => return None,
        })
    }

    fn briefing_page(&self, id: BriefingId, root: &str) -> PageContent {
        let meta = &self.site.briefing(id).briefing.meta;
        let mut prose = self.prose(PageId::Briefing(id), meta, root);
        let picture = self.lead_picture(id);
        let shown = |picture: &LeadPictureView| ProseImage {
            src: format!("{root}{}", picture.href),
            alt: picture.alt.clone(),
        };
        let image = picture.as_ref().map(shown).or_else(|| prose.lead_image.take());
        let head = PageHead { card: self.card_picture(id), ..head_from_meta("briefing", meta) };
        PageContent::new(head)
            .with_image(image)
            .with_value("briefing", &self.briefing_view(id, prose, picture, root))
            .with_value("facts", &self.fact_box(id))
            .with_value("around", &self.around_view(id))
    }

    /// Returns the page of a subject without its dossier. `profile` makes the view of the profile with its prose.
    fn subject_page(
        &self,
        page: PageId,
        kind: SubjectKind,
        root: &str,
        profile: impl FnOnce(Html) -> ProfileView,
    ) -> PageContent {
        let prose = self.profile_prose(page, root);
        let profile = profile(prose.html);
        PageContent::new(self.subject_head(page, kind, &profile.summary))
            .with_image(prose.lead_image)
            .with_value("profile", &profile)
    }

    fn actor_page(&self, id: ActorId, number: usize, root: &str) -> PageContent {
        let (actor, page) = (self.site.actor(id), PageId::Actor(id));
        self.subject_page(page, SubjectKind::Actor, root, |body| self.actor_profile(id, body))
            .with_value("dossier", &self.subject_dossier(actor, page, number))
            .with_value("pager", &self.subject_pager(actor, number))
    }

    fn venue_page(&self, id: VenueId, number: usize, root: &str) -> PageContent {
        let (venue, page) = (self.site.venue(id), PageId::Venue(id));
        self.subject_page(page, SubjectKind::Venue, root, |body| self.venue_profile(id, body))
            .with_value("dossier", &self.subject_dossier(venue, page, number))
            .with_value("pager", &self.subject_pager(venue, number))
    }

    fn topic_page(&self, id: TopicId, number: usize, root: &str) -> PageContent {
        self.subject_page(PageId::Topic(id), SubjectKind::Topic, root, |body| self.topic_profile(id, body))
            .with_value("dossier", &self.topic_dossier(id, number))
            .with_value("pager", &self.subject_pager(self.site.topic(id), number))
    }

    fn author_page(&self, id: AuthorId, number: usize, root: &str) -> PageContent {
        self.subject_page(PageId::Author(id), SubjectKind::Author, root, |body| self.author_profile(id, body))
            .with_value("dossier", &self.author_dossier(id, number))
            .with_value("pager", &self.subject_pager(self.site.author(id), number))
    }

    fn series_page(&self, id: SeriesId, number: usize, root: &str) -> PageContent {
        self.subject_page(PageId::Series(id), SubjectKind::Series, root, |body| self.series_profile(id, body))
            .with_value("dossier", &self.series_dossier(id, number))
            .with_value("pager", &self.subject_pager(self.site.series(id), number))
    }

    fn subject_listing_page(&self, kind: SubjectKind, number: usize) -> PageContent {
        let pages = count_listing_pages(self.site, kind);
        PageContent::new(list_head("index", self.site.listing_title(kind), vec![]))
            .with_value("index", &self.subject_listing_view(kind, number))
            .with_value("pager", &self.pager_of(&format!("{}/", kind.folder()), number, pages))
    }

    fn year_page(&self, index: usize, number: usize) -> PageContent {
        let year = &self.site.timeline[index];
        let pages = count_event_pages(year.count_listed());
        let view = self.one_year_view(index, number);
        timeline_page(&self.year_title(year.year), vec![PageId::Timeline], &view)
            .with_value("pager", &self.pager_of(&year_path(year.year), number, pages))
    }

    fn month_page(&self, year_index: usize, index: usize, number: usize) -> PageContent {
        let year = &self.site.timeline[year_index];
        let month = &year.months[index];
        let pages = count_event_pages(month.events.len());
        let view = self.one_month_view(year_index, index, number);
        timeline_page(&self.month_title(year.year, month), vec![PageId::Timeline], &view)
            .with_value("pager", &self.pager_of(&month_path(year.year, month.month), number, pages))
    }

    fn archive_page(&self, number: usize) -> PageContent {
        PageContent::new(list_head("archive", self.site.labels.get("archive"), vec![]))
            .with_value("archive", &self.archive_view(number))
            .with_value("pager", &self.pager_view("archive/", number, self.site.briefings.len()))
    }

    fn corrections_page(&self, number: usize) -> PageContent {
        let count = self.site.corrections.len();
        PageContent::new(list_head(
            "corrections",
            self.site.title_and_permalink(PageId::Corrections).0,
            vec![],
        ))
        .with_value("corrections", &self.corrections_view(number))
        .with_value("pager", &self.pager_view("corrections/", number, count))
    }

    fn standalone_page(&self, id: StandaloneId, root: &str) -> PageContent {
        let meta = &self.site.standalone_pages[id.index()].page.meta;
        let prose = self.prose(PageId::Standalone(id), meta, root);
        let plain = StandalonePageView {
            title: curl_quotes(&meta.title.value),
            summary: shown_or_empty(meta.summary.as_ref()),
            toc: self.toc(&meta.body),
            body: prose.html,
            extra: extra_value(meta),
        };
        PageContent::new(head_from_meta("plain", meta))
            .with_image(prose.lead_image)
            .with_value("plain", &plain)
    }

    fn redirect_page(&self, index: usize) -> PageContent {
        let to = self.site.redirects[index].to;
        let LinkView { name, href } = self.page_link(to);
        let head = list_head("redirect", &name, vec![]);
        let canonical = self.site.page_url(&href);
        PageContent::new(head).with_value("redirect", &RedirectView { href, title: name, canonical })
    }

    fn home_head(&self) -> PageHead {
        let settings = &self.site.settings;
        PageHead {
            kind: "home",
            title: settings.title.clone(),
            description: settings.description.clone(),
            language: None,
            ancestors: vec![],
            image: None,
            card: None,
        }
    }

    fn subject_head(&self, page: PageId, kind: SubjectKind, summary: &str) -> PageHead {
        let language = self
            .site
            .meta(page)
            .and_then(|meta| meta.language.as_ref())
            .map(|language| language.value.clone());
        PageHead {
            kind: kind.as_str(),
            title: self.site.title_and_permalink(page).0.to_owned(),
            description: summary.to_owned(),
            language,
            ancestors: vec![PageId::SubjectListing(kind)],
            image: None,
            card: None,
        }
    }

    fn page_view(&self, page: &Page, head: PageHead) -> PageView {
        let settings = &self.site.settings;
        let path = strip_index_html(&page.file).to_owned();
        let canonical = self.site.full_url(&path);
        let language = head.language.unwrap_or_else(|| settings.language.clone());
        let mut crumbs = vec![];
        if page.kind != PageKind::Home {
            crumbs.push(self.page_link(PageId::Home));
            crumbs.extend(head.ancestors.iter().map(|page| self.page_link(*page)));
        }
        PageView {
            kind: head.kind,
            title: curl_quotes(&head.title),
            description: curl_quotes(&head.description),
            dir: text_direction(&language),
            language,
            picture: head.card.or_else(|| self.image_view(head.image, canonical.as_deref())),
            canonical,
            section: section_of_path(&path),
            path,
            crumbs,
            feeds: self.page_feed_links(page.kind),
            linked_data: Html::default(),
            forms: self.alternates(page.kind),
            calendar: self.calendar_href(page.kind),
        }
    }
}

fn list_head(kind: &'static str, title: &str, ancestors: Vec<PageId>) -> PageHead {
    PageHead {
        kind,
        title: title.to_owned(),
        description: String::new(),
        language: None,
        ancestors,
        image: None,
        card: None,
    }
}

fn timeline_page(title: &str, ancestors: Vec<PageId>, view: &TimelineView) -> PageContent {
    PageContent::new(list_head("chronology", title, ancestors)).with_value("chronology", view)
}

fn head_from_meta(kind: &'static str, meta: &crate::briefing::ContentMeta) -> PageHead {
    PageHead {
        kind,
        title: meta.title.value.clone(),
        description: text_or_empty(meta.summary.as_ref()),
        language: meta.language.as_ref().map(|language| language.value.clone()),
        ancestors: vec![],
        image: None,
        card: None,
    }
}
