//! Resolution of the menu of `site.toml`.

use crate::diagnostic::{BROKEN_LINK, Diagnostic, SourceLocation};
use crate::settings::MenuEntry;
use crate::site::Site;

use super::LinkTarget;
use super::resolver::LinkResolver;
use super::url::{UrlKind, classify_url};

/// Resolves the entries of the menu; an entry without a valid target is reported and left out.
pub(in crate::site) fn resolve_menu(site: &Site, diagnostics: &mut Vec<Diagnostic>) -> Vec<MenuItem> {
    let resolver = LinkResolver::new(site, &[], &[]);
    let entries = site.settings.menu.iter().flatten();
    entries.filter_map(|entry| resolver.resolve_menu_entry(site, entry, diagnostics)).collect()
}

impl LinkResolver<'_> {
    fn resolve_menu_entry(
        &self,
        site: &Site,
        entry: &MenuEntry,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<MenuItem> {
        if matches!(classify_url(&entry.target.value), UrlKind::External) {
            return Some(MenuItem {
                name: entry.name.clone(),
                target: LinkTarget::External(entry.target.value.clone()),
            });
        }
        let path = format!("content/{}", entry.target.value.trim_start_matches('/'));
        if let Some(page) = self.page_at(&path) {
            let href = site.title_and_permalink(page).1.href;
            return Some(MenuItem { name: entry.name.clone(), target: LinkTarget::Page { page, href } });
        }
        let location = SourceLocation { path: "site.toml".into(), span: Some(entry.target.span) };
        let message = format!("menu target `{}` is not a page of this site", entry.target.value);
        let help = "write a folder of the site such as `actors/`, a file under `content/` such as `about.md`, or an absolute URL";
        diagnostics.push(Diagnostic::new(&BROKEN_LINK, message).at(location).help(help));
        None
    }
}

/// A menu entry with its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// The label.
    pub name: String,
    /// The page or external URL.
    pub target: LinkTarget,
}
