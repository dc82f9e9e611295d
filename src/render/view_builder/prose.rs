//! Bodies as HTML, tables of contents, and the values under `extra`.

use tera::Value;
use tera::value::Key;

use super::ViewBuilder;
use crate::briefing::ContentMeta;
use crate::data::{DataNode, DataValue};
use crate::document::Body;
use crate::render::prose::{Annotation, AnnotationKind, RenderedProse, UrlStyle};
use crate::render::view::{TocLeafView, TocView};
use crate::settings::BoxGroup;
use crate::site::{BriefingId, PageId, ResolvedBriefing};

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

    /// Returns annotations for the dates of a briefing's prose, each with the whole date as title.
    fn date_annotations(
        &self,
        resolved: &ResolvedBriefing,
        links: DateLinks,
        titles: DateTitles,
    ) -> Vec<Annotation> {
        let dates = resolved.found.dates.iter().filter_map(|found| {
            let text = self.date_text_at(&found.date, resolved.dateline);
            let datetime = Some(text.datetime().to_owned()).filter(|datetime| !datetime.is_empty())?;
            let parts = [text.weekday.clone(), text.full_text(), text.local.clone()];
            let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            let title = self.site.labels.list(&parts);
            let row = found.fact.filter(|_| links == DateLinks::ToRows);
            let href = row.map(|fact| format!("#{}", fact.row_id()));
            let written = resolved.briefing.meta.source.slice(found.span);
            let spelled_out =
                titles == DateTitles::SpelledOut && href.is_none() && !title.is_empty() && !has_year(written);
            Some(Annotation {
                span: found.span,
                kind: AnnotationKind::Time { datetime, title, href, spelled_out },
            })
        });
        dates.collect()
    }

    /// Returns annotations for the names in a page's prose that link to other pages.
    fn name_annotations(&self, page: PageId, meta: &ContentMeta) -> impl Iterator<Item = Annotation> {
        self.site.found_names(page).iter().map(|found| {
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
            let (text, id) = (shown.unwrap_or(&heading.text).clone(), heading.id.clone());
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
