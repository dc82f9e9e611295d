//! Where the lines of the menu lead.

use crate::diagnostic::{BROKEN_LINK, Diagnostic, Place};
use crate::settings::MenuEntry;
use crate::site::Site;

use super::Target;
use super::address::{AddressKind, address_kind};
use super::addresses::Addresses;

/// Where each line of the menu leads, relative to the root or elsewhere; a line that leads nowhere is noted at its
/// place in `site.toml` and left out.
pub(in crate::site) fn menu(site: &Site, notes: &mut Vec<Diagnostic>) -> Vec<MenuLine> {
    let addresses = Addresses::new(site, &[], &[]);
    let entries = site.settings.menu.iter().flatten();
    entries.filter_map(|entry| addresses.menu_line(site, entry, notes)).collect()
}

impl Addresses<'_> {
    fn menu_line(&self, site: &Site, entry: &MenuEntry, notes: &mut Vec<Diagnostic>) -> Option<MenuLine> {
        if matches!(address_kind(&entry.to.value), AddressKind::External) {
            return Some(MenuLine { name: entry.name.clone(), to: Target::External(entry.to.value.clone()) });
        }
        let path = format!("content/{}", entry.to.value.trim_start_matches('/'));
        if let Some(page) = self.page_at(&path) {
            let href = site.page(page).1.href;
            return Some(MenuLine { name: entry.name.clone(), to: Target::Page { page, href } });
        }
        let place = Place { path: "site.toml".into(), span: Some(entry.to.span) };
        let message = format!("the menu leads to `{}`, and there is no such page", entry.to.value);
        let mend = "write a folder of the site such as `actors/`, a file under `content/` such as `about.md`, or an address";
        notes.push(Diagnostic::new(&BROKEN_LINK, message).at(place).mend(mend));
        None
    }
}

/// A line of the menu and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuLine {
    /// What it says.
    pub name: String,
    /// A page or an address elsewhere.
    pub to: Target,
}
