//! Bodies as HTML, tables of contents, and the values under `extra`.

use rustc_hash::FxHashSet;
use tera::Value;
use tera::value::Key;

use super::ViewBuilder;
use crate::briefing::ContentMeta;
use crate::data::{DataNode, DataValue};
use crate::document::Body;
use crate::facts::Grade;
use crate::render::prose::{Annotation, AnnotationKind, RenderedProse, UrlStyle};
use crate::render::view::{TocLeafView, TocView};
use crate::settings::{BoxGroup, NameLinks};
use crate::site::{BriefingId, LinkTarget, PageId, ResolvedBriefing};
use crate::text::{Span, curl_quotes};

/// Whether dates of the prose link to their rows in the fact box.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DateLinks {
    ToRows,
    None,
}

/// Whether the whole date follows an incomplete one that has no link.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DateTitles {
    SpelledOut,
    Hidden,
}

/// The names of a page that have been linked.
struct FirstMentions<'a> {
    links: NameLinks,
    meta: &'a ContentMeta,
    /// Number of headings passed.
    headings: usize,
    linked: FxHashSet<PageId>,
}

impl<'a> FirstMentions<'a> {
    fn new(links: NameLinks, meta: &'a ContentMeta) -> Self {
        Self { links, meta, headings: 0, linked: FxHashSet::default() }
    }

    /// Returns whether a mention of a page is the first of its page or section. Mentions are in order.
    fn is_first(&mut self, page: PageId, mention: Span) -> bool {
        if self.links == NameLinks::Section {
            let headings = &self.meta.body.headings[self.headings.min(self.meta.body.headings.len())..];
            let passed = headings.iter().take_while(|heading| heading.span.start < mention.start).count();
            if passed > 0 {
                self.headings += passed;
                self.linked.clear();
            }
        }
        self.linked.insert(page) || self.links == NameLinks::All
    }
}

impl ViewBuilder<'_> {
    /// Renders the prose of a page; `root` is the relative URL from the page to the root of the site.
    pub(super) fn prose(&self, page: PageId, meta: &ContentMeta, root: &str) -> RenderedProse {
        let mut annotations = match page {
            PageId::Briefing(id) => {
                let has_rows = self.site.settings.boxes.contains(&BoxGroup::Dates);
                let links = if has_rows { DateLinks::ToRows } else { DateLinks::None };
                self.date_annotations(self.site.briefing(id), links, DateTitles::SpelledOut)
            }
            _ => Vec::new(),
        };
        annotations.extend(self.name_annotations(page, meta));
        annotations.sort_by_key(|annotation| annotation.span);
        crate::render::render_prose(
            self.site,
            meta,
            self.site.targets_of(page),
            self.image_sizes,
            UrlStyle::Relative { root },
            &annotations,
        )
    }

    /// Returns annotations for the sure dates of a briefing's prose, each with the whole date as title, unless the prose says
    /// the same.
    fn date_annotations(
        &self,
        resolved: &ResolvedBriefing,
        links: DateLinks,
        titles: DateTitles,
    ) -> Vec<Annotation> {
        let sure = resolved.found.dates.iter().filter(|found| found.grade == Grade::Sure);
        let mut linked = FxHashSet::default();
        let dates = sure.filter_map(|found| {
            let text = self.date_text_at(&found.date, resolved.dateline);
            let datetime = Some(text.datetime().to_owned()).filter(|datetime| !datetime.is_empty())?;
            let parts = [text.weekday.clone(), text.full_text(), text.local.clone()];
            let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            let written = resolved.briefing.meta.source.slice(found.span);
            let title = Some(self.site.labels.list(&parts)).filter(|title| title != written);
            let title = title.unwrap_or_default();
            let row = found.fact.filter(|_| links == DateLinks::ToRows);
            let has_row = row.is_some();
            let row = row.filter(|fact| linked.insert(*fact));
            let href = row.map(|fact| format!("#{}", fact.row_id()));
            let spelled_out =
                titles == DateTitles::SpelledOut && !has_row && !title.is_empty() && !has_year(written);
            Some(Annotation {
                span: found.span,
                kind: AnnotationKind::Time { datetime, title, href, spelled_out },
            })
        });
        dates.collect()
    }

    /// Returns annotations for the names in a page's prose that link to other pages: the first mention of each.
    fn name_annotations(&self, page: PageId, meta: &ContentMeta) -> impl Iterator<Item = Annotation> {
        let written = meta.body.links.iter().zip(self.site.targets_of(page));
        let mut first = FirstMentions::new(self.site.settings.found.links, meta);
        let mut written = written.peekable();
        self.site
            .found_names(page)
            .iter()
            .filter(move |found| {
                // A link that the editor wrote counts as a mention.
                while let Some((link, target)) =
                    written.next_if(|(link, _)| link.span.start <= found.span.start)
                {
                    if let LinkTarget::Page { page, .. } = target {
                        first.is_first(*page, link.span);
                    }
                }
                first.is_first(found.page, found.span)
            })
            .map(|found| {
                let (name, permalink) = self.site.title_and_permalink(found.page);
                let written = meta.source.slice(found.span);
                let title = if written == name { String::new() } else { name.to_owned() };
                Annotation {
                    span: found.span,
                    kind: AnnotationKind::Link { href: permalink.href.to_string(), title },
                }
            })
    }

    /// Renders the prose of a briefing for feeds, with absolute URLs. `page` is the URL of its page, `base` that of the site;
    /// both end in `/`.
    pub fn feed_prose(&self, id: BriefingId, page: &str, base: &str) -> RenderedProse {
        let resolved = self.site.briefing(id);
        let annotations = self.date_annotations(resolved, DateLinks::None, DateTitles::Hidden);
        let targets = self.site.targets_of(PageId::Briefing(id));
        crate::render::render_prose(
            self.site,
            &resolved.briefing.meta,
            targets,
            self.image_sizes,
            UrlStyle::Absolute { page, base },
            &annotations,
        )
    }

    /// Renders the prose of a profile; empty without a profile.
    pub(super) fn profile_prose(&self, page: PageId, root: &str) -> RenderedProse {
        let written = |meta: &&ContentMeta| {
            !meta.source.text.get(meta.body.start..).unwrap_or_default().trim().is_empty()
        };
        let meta = self.site.meta(page).filter(written);
        meta.map(|meta| self.prose(page, meta, root)).unwrap_or_default()
    }
}

/// Returns whether a text contains a number of four digits.
fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4)
}

impl ViewBuilder<'_> {
    /// Returns the table of contents: headings of the second and third level.
    pub(super) fn toc(&self, body: &Body) -> Vec<TocView> {
        let mut toc: Vec<TocView> = Vec::new();
        for heading in &body.headings {
            let shown = heading.text_with_html.as_ref().filter(|_| !self.site.settings.raw_html);
            let (text, id) = (curl_quotes(shown.unwrap_or(&heading.text)), heading.id.clone());
            match (heading.level, toc.last_mut()) {
                (1 | 2, _) | (3, None) => toc.push(TocView { text, id, below: Vec::new() }),
                (3, Some(above)) => above.below.push(TocLeafView { text, id }),
                _ => {}
            }
        }
        toc
    }
}

/// Converts the key `extra` of a document to a template value: a mapping.
pub(super) fn extra_value(meta: &ContentMeta) -> Value {
    mapping_value(&meta.extra)
}

fn mapping_value(pairs: &[(crate::text::Spanned<String>, DataNode)]) -> Value {
    let map: tera::value::Map =
        pairs.iter().map(|(key, node)| (Key::from(key.value.clone()), yaml_value(node))).collect();
    Value::from(map)
}

fn yaml_value(node: &DataNode) -> Value {
    match &node.value {
        DataValue::Null => Value::none(),
        DataValue::Bool(flag) => Value::from(*flag),
        DataValue::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
            Value::from(*number as i64)
        }
        DataValue::Number(number) => Value::from(*number),
        DataValue::Text(text) => Value::from(text.as_str()),
        DataValue::List(items) => Value::from(items.iter().map(yaml_value).collect::<Vec<_>>()),
        DataValue::Map(pairs) => mapping_value(pairs),
    }
}
