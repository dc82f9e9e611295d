//! Resolution of the menu of `site.toml`.

use crate::diagnostic::{BROKEN_LINK, Diagnostic, Outcome, SourceLocation};
use crate::settings::{MenuEntry, Settings};

use super::resolver::LinkResolver;
use super::target::LinkTarget;
use super::url::{UrlKind, classify_url};

/// Resolves the entries of the menu; an entry without a valid target is reported and left out.
pub(super) fn resolve_menu(resolver: &LinkResolver<'_>, settings: &Settings) -> Outcome<Vec<MenuItem>> {
    let (mut items, mut diagnostics) = (Vec::new(), Vec::new());
    for entry in settings.menu.iter().flatten() {
        match menu_target(resolver, entry) {
            Some(target) => items.push(MenuItem { name: entry.name.clone(), target }),
            None => diagnostics.push(broken_entry(resolver, entry)),
        }
    }
    Outcome::new(items, diagnostics)
}

fn menu_target(resolver: &LinkResolver<'_>, entry: &MenuEntry) -> Option<LinkTarget> {
    if matches!(classify_url(&entry.target.value), UrlKind::External) {
        return Some(LinkTarget::External(entry.target.value.clone()));
    }
    let page = resolver.page_at(&format!("content/{}", entry.target.value.trim_start_matches('/')))?;
    let href = resolver.pages.entry(page)?.permalink.href.clone();
    Some(LinkTarget::Page { page, href })
}

fn broken_entry(resolver: &LinkResolver<'_>, entry: &MenuEntry) -> Diagnostic {
    let location = SourceLocation { path: "site.toml".into(), span: Some(entry.target.span) };
    let message = format!("menu target `{}` is not a page of this site", entry.target.value);
    let path = format!("content/{}", entry.target.value.trim_start_matches('/'));
    let help = match resolver.content_paths().nearest(&path).and_then(|path| path.strip_prefix("content/")) {
        Some(near) => format!("write `{near}`"),
        None => "write a folder of the site such as `actors/`, a file under `content/` such as `about.md`, or an absolute URL".to_owned(),
    };
    Diagnostic::new(&BROKEN_LINK, message).at(location).help(help)
}

/// A menu entry with its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// The label.
    pub name: String,
    /// The page or external URL.
    pub target: LinkTarget,
}
