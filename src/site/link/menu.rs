//! Where the lines of the menu lead.

use crate::diagnostic::{BROKEN_LINK, Diagnostic, SourceLocation};
use crate::settings::MenuEntry;
use crate::site::Site;

use super::LinkTarget;
use super::resolver::LinkResolver;
use super::url::{UrlKind, classify_url};

/// Where each line of the menu leads, relative to the root or elsewhere; a line that leads nowhere is noted at its
/// place in `site.toml` and left out.
pub(in crate::site) fn resolve_menu(site: &Site, notes: &mut Vec<Diagnostic>) -> Vec<MenuItem> {
    let addresses = LinkResolver::new(site, &[], &[]);
    let entries = site.settings.menu.iter().flatten();
    entries.filter_map(|entry| addresses.resolve_menu_entry(site, entry, notes)).collect()
}

impl LinkResolver<'_> {
    fn resolve_menu_entry(
        &self,
        site: &Site,
        entry: &MenuEntry,
        notes: &mut Vec<Diagnostic>,
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
        let place = SourceLocation { path: "site.toml".into(), span: Some(entry.target.span) };
        let message = format!("the menu leads to `{}`, and there is no such page", entry.target.value);
        let help = "write a folder of the site such as `actors/`, a file under `content/` such as `about.md`, or an address";
        notes.push(Diagnostic::new(&BROKEN_LINK, message).at(place).help(help));
        None
    }
}

/// A line of the menu and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// What it says.
    pub name: String,
    /// A page or an address elsewhere.
    pub target: LinkTarget,
}
