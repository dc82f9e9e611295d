//! The hash of a template with all templates that it may use.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::template_name;
use crate::text::Source;

/// The hash of a template with all that it may use.
pub type TemplateHash = [u8; 32];

/// The hashes of all templates, by name.
#[derive(Clone, Default)]
pub(super) struct TemplateHashes(Arc<FxHashMap<String, UsedTemplates>>);

/// A template with all that it may use.
struct UsedTemplates {
    hash: TemplateHash,
    /// Paths, in the order of the templates.
    paths: Vec<Arc<str>>,
}

impl TemplateHashes {
    /// Hashes templates. A template may use each template whose name it has in quotes, and every template with components,
    /// which are used without the name of their file.
    pub(super) fn new(sources: &[Source]) -> Self {
        let by_name: FxHashMap<&str, &Source> =
            sources.iter().map(|source| (template_name(source), source)).collect();
        let hash = |source: &Source| {
            let mut used = FxHashSet::default();
            add_used(source, &by_name, &mut used);
            sources.iter().filter(|source| defines_component(source)).for_each(|source| {
                add_used(source, &by_name, &mut used);
            });
            let (mut hasher, mut paths) = (blake3::Hasher::new(), Vec::new());
            for source in sources.iter().filter(|source| used.contains(template_name(source))) {
                paths.push(source.path.clone());
                for part in [&source.path, &source.text] {
                    hasher.update(&part.len().to_le_bytes()).update(part.as_bytes());
                }
            }
            let hash = *hasher.finalize().as_bytes();
            (template_name(source).to_owned(), UsedTemplates { hash, paths })
        };
        Self(Arc::new(sources.iter().map(hash).collect()))
    }

    pub(super) fn of(&self, template: &str) -> Option<TemplateHash> {
        self.0.get(template).map(|used| used.hash)
    }

    /// Returns the paths of a template and of all that it may use.
    pub(super) fn paths(&self, template: &str) -> &[Arc<str>] {
        self.0.get(template).map_or(&[], |used| &used.paths)
    }
}

fn defines_component(source: &Source) -> bool {
    source.text.contains("component")
}

/// Adds the names of a template and of all that it may use.
fn add_used<'s>(source: &'s Source, by_name: &FxHashMap<&'s str, &'s Source>, used: &mut FxHashSet<&'s str>) {
    let mut open = vec![source];
    while let Some(source) = open.pop() {
        if used.insert(template_name(source)) {
            let quoted = source.text.split(['"', '\'', '`']);
            open.extend(quoted.filter_map(|text| by_name.get(text)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_has_another_hash_if_one_that_it_may_use_has_changed() {
        let hashes = |parts: &str, card: &str, other: &str| {
            let sources = [
                Source::new("templates/home.html", "{% extends 'base.html' %}"),
                Source::new("templates/base.html", "{% include \"parts.html\" %}"),
                Source::new("templates/parts.html", parts),
                Source::new(
                    "templates/card.html",
                    format!("{{% component card() %}}{card}{{% endcomponent %}}"),
                ),
                Source::new("templates/other.html", other),
            ];
            let hashes = TemplateHashes::new(&sources);
            ["home.html", "other.html", "none.html"].map(|name| hashes.of(name))
        };
        let [home, other, none] = hashes("a", "b", "c");
        assert!(home.is_some() && other.is_some() && none.is_none() && home != other);
        let is_same =
            |[new_home, new_other, _]: [Option<TemplateHash>; 3]| (new_home == home, new_other == other);
        assert_eq!(is_same(hashes("a", "b", "c")), (true, true));
        assert_eq!(is_same(hashes("x", "b", "c")), (false, true));
        assert_eq!(is_same(hashes("a", "x", "c")), (false, false));
        assert_eq!(is_same(hashes("a", "b", "x")), (true, false));
    }
}
