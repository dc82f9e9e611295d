//! Views: the records that templates read, with their shapes.

mod records;
mod shape;

pub use records::*;
pub use shape::{Field, Record, Shape, Shared, Text, View};

/// The variables of a template, besides `site`, `page` and `root`, with their shapes.
pub type TemplateNames = &'static [(&'static str, fn() -> Shape)];

/// The variables of every template.
pub const GLOBAL_NAMES: TemplateNames =
    &[("site", SiteView::shape), ("page", PageView::shape), ("root", <&str as View>::shape)];

/// The variables of the page of a subject.
const SUBJECT_NAMES: TemplateNames =
    &[("profile", ProfileView::shape), ("dossier", DossierView::shape), ("pager", PagerView::shape)];

/// Every template that a page is rendered with, and its variables besides [`GLOBAL_NAMES`].
pub const TEMPLATES: &[(&str, TemplateNames)] = &[
    ("home.html", &[("home", HomeView::shape)]),
    (
        "briefing.html",
        &[("briefing", BriefingView::shape), ("facts", FactsView::shape), ("around", AroundView::shape)],
    ),
    ("actor.html", SUBJECT_NAMES),
    ("venue.html", SUBJECT_NAMES),
    ("topic.html", SUBJECT_NAMES),
    ("author.html", SUBJECT_NAMES),
    ("series.html", SUBJECT_NAMES),
    ("index.html", &[("index", IndexView::shape), ("pager", PagerView::shape)]),
    ("chronology.html", &[("chronology", TimelineView::shape), ("pager", PagerView::shape)]),
    ("archive.html", &[("archive", ArchiveView::shape), ("pager", PagerView::shape)]),
    ("corrections.html", &[("corrections", CorrectionsView::shape), ("pager", PagerView::shape)]),
    ("plain.html", &[("plain", StandalonePageView::shape)]),
    ("search.html", &[("search", SearchView::shape)]),
    ("not-found.html", &[]),
    ("redirect.html", &[("redirect", RedirectView::shape)]),
];
