//! Markdown bodies as HTML, with their tables of contents and what editors put under `extra`.

use tera::Value;
use tera::value::Key;

use super::ViewBuilder;
use crate::briefing::ContentMeta;
use crate::data::{DataNode, DataValue};
use crate::document::Body;
use crate::render::Html;
use crate::render::prose::{Annotation, AnnotationKind};
use crate::render::view::{TocLeafView, TocView};
use crate::settings::BoxGroup;
use crate::site::{BriefingId, PageId, ResolvedBriefing};

impl ViewBuilder<'_> {
    /// The prose of a page as HTML; `root` leads from the page to the root of the site.
    pub(super) fn prose_html(&self, page: PageId, leaf: &ContentMeta, root: &str) -> Html {
        let mut insertions = match page {
            PageId::Briefing(id) => {
                let with_box = self.site.settings.boxes.contains(&BoxGroup::Dates);
                self.date_annotations(self.site.briefing(id), with_box, true)
            }
            _ => Vec::new(),
        };
        insertions.extend(self.name_annotations(page, leaf));
        insertions.sort_by_key(|insertion| insertion.span);
        crate::render::render_prose(
            self.site,
            leaf,
            self.site.targets_of(page),
            self.image_sizes,
            root,
            &insertions,
        )
    }

    /// The dates of a briefing's prose, each with its full words; beside the box, those of facts link to their rows.
    /// Where `spell_out`, words that do not say the whole date and lead to no row are followed by those that do.
    fn date_annotations(&self, filed: &ResolvedBriefing, with_box: bool, spell_out: bool) -> Vec<Annotation> {
        let dates = filed.found.dates.iter().filter_map(|found| {
            let words = self.date_text_at(&found.date, filed.dateline);
            let datetime = Some(words.datetime().to_owned()).filter(|datetime| !datetime.is_empty())?;
            let parts = [words.weekday.clone(), words.full_text(), words.local];
            let title = parts.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ");
            let href = found.fact.filter(|_| with_box).map(|place| format!("#{}", place.row_id()));
            let written = filed.briefing.meta.source.slice(found.span);
            let spelled_out = spell_out && href.is_none() && !title.is_empty() && !has_year(written);
            Some(Annotation {
                span: found.span,
                kind: AnnotationKind::Time { datetime, title, href, spelled_out },
            })
        });
        dates.collect()
    }

    /// The names of a page's prose that lead to other pages.
    fn name_annotations(&self, page: PageId, leaf: &ContentMeta) -> impl Iterator<Item = Annotation> {
        self.site.found_names(page).iter().map(|found| {
            let (name, permalink) = self.site.title_and_permalink(found.page);
            let written = leaf.source.slice(found.span);
            let title = if written == name { String::new() } else { name.to_owned() };
            Annotation {
                span: found.span,
                kind: AnnotationKind::Link { href: permalink.href.to_string(), title },
            }
        })
    }

    /// The prose of a briefing for readers elsewhere: links to other pages and to pictures begin with `base`; those to
    /// places on the page itself stay as they are.
    pub fn prose_with_base(&self, id: BriefingId, base: &str) -> Html {
        let filed = self.site.briefing(id);
        let insertions = self.date_annotations(filed, false, false);
        let targets = self.site.targets_of(PageId::Briefing(id));
        crate::render::render_prose(
            self.site,
            &filed.briefing.meta,
            targets,
            self.image_sizes,
            base,
            &insertions,
        )
    }

    /// The prose, where there is any.
    pub(super) fn prose_if_any(&self, page: PageId, leaf: &ContentMeta, root: &str) -> Option<Html> {
        let written = leaf.source.text.get(leaf.body.start..).unwrap_or_default();
        let html = (!written.trim().is_empty()).then(|| self.prose_html(page, leaf, root));
        html.filter(|html| !html.as_str().is_empty())
    }
}

/// Whether words hold a number of four digits.
fn has_year(words: &str) -> bool {
    words.split(|letter: char| !letter.is_ascii_digit()).any(|digits| digits.len() == 4)
}

/// Headings of the second and third level.
pub(super) fn toc(body: &Body) -> Vec<TocView> {
    let mut toc: Vec<TocView> = Vec::new();
    for heading in &body.headings {
        let (text, id) = (heading.text.clone(), heading.id.clone());
        match (heading.level, toc.last_mut()) {
            (1 | 2, _) | (3, None) => toc.push(TocView { text, id, below: Vec::new() }),
            (3, Some(above)) => above.below.push(TocLeafView { text, id }),
            _ => {}
        }
    }
    toc
}

/// The `extra` of a file, as templates see it: a mapping.
pub(super) fn extra_value(leaf: &ContentMeta) -> Value {
    mapping_value(&leaf.extra)
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
