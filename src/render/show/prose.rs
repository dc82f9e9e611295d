//! Markdown bodies as HTML, with their tables of contents and what editors put under `extra`.

use tera::Value;
use tera::value::Key;

use super::Show;
use crate::briefing::Leaf;
use crate::data::{Data, Node};
use crate::document::Body;
use crate::render::Html;
use crate::render::prose::{Insertion, Wrap};
use crate::render::view::{TocLeafView, TocView};
use crate::settings::BoxGroup;
use crate::site::{BriefingId, Filed, PageId};

impl Show<'_> {
    /// The prose of a page as HTML; `root` leads from the page to the root of the site.
    pub(super) fn prose(&self, page: PageId, leaf: &Leaf, root: &str) -> Html {
        let mut insertions = match page {
            PageId::Briefing(id) => {
                let with_box = self.site.settings.boxes.contains(&BoxGroup::Dates);
                self.found_dates(self.site.briefing(id), with_box, true)
            }
            _ => Vec::new(),
        };
        insertions.extend(self.found_names(page, leaf));
        insertions.sort_by_key(|insertion| insertion.span);
        crate::render::prose(self.site, leaf, self.site.targets(page), self.pictures, root, &insertions)
    }

    /// The dates of a briefing's prose, each with its full words; beside the box, those of facts link to their rows.
    /// Where `spell_out`, words that do not say the whole date and lead to no row are followed by those that do.
    fn found_dates(&self, filed: &Filed, with_box: bool, spell_out: bool) -> Vec<Insertion> {
        let dates = filed.found.dates.iter().filter_map(|found| {
            let words = self.words_at(&found.date, filed.dateline);
            let datetime = Some(words.datetime().to_owned()).filter(|datetime| !datetime.is_empty())?;
            let parts = [words.weekday.clone(), words.text(), words.local];
            let title = parts.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ");
            let href = found.fact.filter(|_| with_box).map(|place| format!("#{}", place.anchor()));
            let written = filed.briefing.leaf.source.slice(found.span);
            let spelled_out = spell_out && href.is_none() && !title.is_empty() && !holds_year(written);
            Some(Insertion { span: found.span, wrap: Wrap::Time { datetime, title, href, spelled_out } })
        });
        dates.collect()
    }

    /// The names of a page's prose that lead to other pages.
    fn found_names(&self, page: PageId, leaf: &Leaf) -> impl Iterator<Item = Insertion> {
        self.site.names(page).iter().map(|found| {
            let (name, permalink) = self.site.page(found.page);
            let written = leaf.source.slice(found.span);
            let title = if written == name { String::new() } else { name.to_owned() };
            Insertion { span: found.span, wrap: Wrap::Link { href: permalink.href.to_string(), title } }
        })
    }

    /// The prose of a briefing for readers elsewhere: links to other pages and to pictures begin with `base`; those to
    /// places on the page itself stay as they are.
    pub fn prose_from(&self, id: BriefingId, base: &str) -> Html {
        let filed = self.site.briefing(id);
        let insertions = self.found_dates(filed, false, false);
        let targets = self.site.targets(PageId::Briefing(id));
        crate::render::prose(self.site, &filed.briefing.leaf, targets, self.pictures, base, &insertions)
    }

    /// The prose, where there is any.
    pub(super) fn prose_if_any(&self, page: PageId, leaf: &Leaf, root: &str) -> Option<Html> {
        let written = leaf.source.text.get(leaf.body.start..).unwrap_or_default();
        let html = (!written.trim().is_empty()).then(|| self.prose(page, leaf, root));
        html.filter(|html| !html.as_str().is_empty())
    }
}

/// Whether words hold a number of four digits.
fn holds_year(words: &str) -> bool {
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
pub(super) fn extra(leaf: &Leaf) -> Value {
    mapping(&leaf.extra)
}

fn mapping(pairs: &[(crate::text::Spanned<String>, Node)]) -> Value {
    let map: tera::value::Map =
        pairs.iter().map(|(key, node)| (Key::from(key.value.clone()), free(node))).collect();
    Value::from(map)
}

fn free(node: &Node) -> Value {
    match &node.value {
        Data::Null => Value::none(),
        Data::Bool(flag) => Value::from(*flag),
        Data::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => Value::from(*number as i64),
        Data::Number(number) => Value::from(*number),
        Data::Text(text) => Value::from(text.as_str()),
        Data::List(items) => Value::from(items.iter().map(free).collect::<Vec<_>>()),
        Data::Map(pairs) => mapping(pairs),
    }
}
