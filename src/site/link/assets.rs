//! Which files beside the prose may be published, and which of them could run something.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::briefing::ContentItem;
use crate::diagnostic::{ASSET_TYPE, Diagnostic, SERVER_FILE, SourceLocation, UNPORTABLE_NAME, UNUSED_ASSET};
use crate::settings::{Settings, ending};
use crate::site::Site;
use crate::site::publication::UnpublishedReason;
use crate::text::is_server_file;

/// Endings that servers run, also where another ending follows.
const RUN_BY_SERVERS: [&str; 18] = [
    "asp", "aspx", "ashx", "asmx", "cfm", "cgi", "fcgi", "jsp", "jspx", "php", "php3", "php4", "php5",
    "php7", "phar", "pht", "phtml", "shtml",
];

/// Files of these types are told to servers one by one, because the site has files of its own with the same ending.
const OF_THE_SITE_TOO: [&str; 2] = ["html", "xml"];

/// Types that run nothing by themselves when they are opened.
const RUN_BY_PAGES_ONLY: [&str; 4] = ["css", "js", "mjs", "wasm"];

/// Files of a site that browsers must run nothing of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unsafe {
    /// Endings all of whose files are meant, as they are spelt.
    pub endings: Vec<String>,
    /// Single files, below the site's root.
    pub files: Vec<String>,
}

impl Site {
    /// The files that browsers must run nothing of: SVG, and what the settings let in.
    pub fn unsafe_files(&self) -> Unsafe {
        let mut found = Unsafe { endings: vec!["svg".to_owned()], files: Vec::new() };
        for asset in &self.assets {
            let Some(spelt) = ending(asset) else { continue };
            let lower = spelt.to_ascii_lowercase();
            let is_svg = lower == "svg";
            if !is_svg && (!self.settings.lets_in(asset) || RUN_BY_PAGES_ONLY.contains(&lower.as_str())) {
                continue;
            }
            if OF_THE_SITE_TOO.contains(&lower.as_str()) {
                found.files.push(below_root(asset).to_owned());
            } else {
                found.endings.push(spelt.to_owned());
            }
        }
        found.endings.sort_unstable();
        found.endings.dedup();
        found
    }
}

/// Why a file must not be published; without a place.
pub(super) fn fault(settings: &Settings, path: &str) -> Option<Diagnostic> {
    if is_for_servers(settings, path) {
        let message = format!("`{path}` would configure the web server or host");
        return Some(
            Diagnostic::new(&SERVER_FILE, message)
                .help("rename it, or put it into the output folder by hand: a build leaves it there"),
        );
    }
    if !settings.publishes(path) {
        return Some(of_no_type(path));
    }
    let single =
        ending(path).is_some_and(|end| OF_THE_SITE_TOO.iter().any(|one| end.eq_ignore_ascii_case(one)));
    if single && !below_root(path).bytes().all(is_plain) {
        let message = format!("servers cannot be told of `{path}` by its name");
        let help = "rename it and its folders with the letters a to z, digits, `-`, `_` and `.`";
        return Some(Diagnostic::new(&UNPORTABLE_NAME, message).help(help));
    }
    None
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/')
}

fn of_no_type(path: &str) -> Diagnostic {
    let message = format!("`{path}` is of no type that is published");
    let sound = |end: &&str| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let help = match ending(path).filter(sound) {
        Some(end) => format!(
            "move it out of `content/`, or let in every file of its type: `asset_types = [\"{}\"]` in `site.toml`",
            end.to_ascii_lowercase()
        ),
        None => "move it out of `content/`, or give it the ending of its type; \
                 `asset_types` in `site.toml` names types besides the usual ones"
            .to_owned(),
    };
    Diagnostic::new(&ASSET_TYPE, message).help(help)
}

fn is_for_servers(settings: &Settings, path: &str) -> bool {
    let below = below_root(path);
    let (folders, name) = below.rsplit_once('/').unwrap_or(("", below));
    let functions = folders.split('/').next().is_some_and(|first| first.eq_ignore_ascii_case("functions"));
    functions || below.split('/').any(is_server_file) || is_run_by_servers(settings, name)
}

/// Whether an ending inside a name is one that some servers run: Apache looks at every ending.
fn is_run_by_servers(settings: &Settings, name: &str) -> bool {
    // The last one is judged as the type of the file.
    let Some((inner, _)) = name.rsplit_once('.') else { return false };
    let mut endings = inner.split('.').skip(1).map(str::to_ascii_lowercase);
    endings.any(|inner| RUN_BY_SERVERS.contains(&inner.as_str()) && !settings.asset_types.contains(&inner))
}

fn below_root(path: &str) -> &str {
    path.strip_prefix("content/").unwrap_or(path)
}

/// What is wrong with files that no page shows: they are of no type that is published, or likely forgotten. One that
/// only a held-back page shows is not forgotten.
pub(super) fn unused(
    settings: &Settings,
    assets: &[Arc<str>],
    used: &FxHashSet<Arc<str>>,
    held: &[(ContentItem, UnpublishedReason)],
    notes: &mut Vec<Diagnostic>,
) {
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let links = held.iter().flat_map(|(piece, _)| &piece.meta().body.links);
    let named: FxHashSet<String> = links.map(|link| name(&link.target)).collect();
    let waiting = |asset: &str| named.contains(&name(asset));
    for asset in assets.iter().filter(|asset| !used.contains(*asset)) {
        let place = SourceLocation::file(asset.clone());
        if let Some(fault) = fault(settings, asset) {
            notes.push(fault.at(place));
        } else if !waiting(asset) {
            let message = "no public page shows or links to this file, so it is not copied";
            notes.push(Diagnostic::new(&UNUSED_ASSET, message).at(place).help("link to it, or delete it"));
        }
    }
}
