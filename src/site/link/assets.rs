//! Checks of assets: which files may be published, and which of them could run scripts.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::briefing::{ContentItem, ContentMeta};
use crate::diagnostic::{ASSET_TYPE, Diagnostic, SERVER_FILE, SourceLocation, UNPORTABLE_NAME, UNUSED_ASSET};
use crate::settings::{Settings, extension};
use crate::site::permalink::percent_encode;
use crate::site::publication::UnpublishedReason;
use crate::text::is_server_file;

use super::url::content_path;

/// Extensions that servers execute, even if another extension follows.
const RUN_BY_SERVERS: [&str; 18] = [
    "asp", "aspx", "ashx", "asmx", "cfm", "cgi", "fcgi", "jsp", "jspx", "php", "php3", "php4", "php5",
    "php7", "phar", "pht", "phtml", "shtml",
];

/// Extensions that generated files use too, so that server rules name single files instead of the extension.
const GENERATED_EXTENSIONS: [&str; 2] = ["html", "xml"];

/// Extensions of files that run nothing when opened by themselves.
const INERT_EXTENSIONS: [&str; 4] = ["css", "js", "mjs", "wasm"];

/// Files from which browsers must not run scripts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unsafe {
    /// Extensions that apply to all files, in the case used.
    pub endings: Vec<String>,
    /// Single files, relative to the root of the site.
    pub files: Vec<String>,
}

/// Returns the files of `assets` from which browsers must not run scripts: SVG, and types that `asset_types` allows.
pub(in crate::site) fn unsafe_files(settings: &Settings, assets: &[Arc<str>]) -> Unsafe {
    let mut found = Unsafe { endings: vec!["svg".to_owned()], files: Vec::new() };
    for asset in assets {
        let Some(written) = extension(asset) else { continue };
        let lower = written.to_ascii_lowercase();
        let is_svg = lower == "svg";
        if !is_svg && (!settings.allows_explicitly(asset) || INERT_EXTENSIONS.contains(&lower.as_str())) {
            continue;
        }
        if GENERATED_EXTENSIONS.contains(&lower.as_str()) {
            found.files.push(below_root(asset).to_owned());
        } else {
            found.endings.push(written.to_owned());
        }
    }
    found.endings.sort_unstable();
    found.endings.dedup();
    found
}

/// Returns why a file must not be published, as a diagnostic without a location.
pub(super) fn asset_error(settings: &Settings, path: &str) -> Option<Diagnostic> {
    if is_for_servers(settings, path) {
        let message = format!("`{path}` would configure the web server or host");
        return Some(
            Diagnostic::new(&SERVER_FILE, message)
                .help("rename it, or copy it into the output folder yourself: builds keep it there"),
        );
    }
    if !settings.allows_asset(path) {
        return Some(unknown_type(path));
    }
    let single = extension(path)
        .is_some_and(|end| GENERATED_EXTENSIONS.iter().any(|other| end.eq_ignore_ascii_case(other)));
    if single && !below_root(path).bytes().all(is_plain) {
        let message = format!("`{path}` has a name that server rules cannot express");
        let help = "rename it and its folders: use only the letters a to z, digits, `-`, `_` and `.`";
        return Some(Diagnostic::new(&UNPORTABLE_NAME, message).help(help));
    }
    None
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/')
}

fn unknown_type(path: &str) -> Diagnostic {
    let message = format!("`{path}` has a type that is not published");
    let is_plain_extension =
        |end: &&str| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let help = match extension(path).filter(is_plain_extension) {
        Some(end) => format!(
            "move it out of `content/`, or allow its type with `asset_types = [\"{}\"]` in `site.toml`",
            end.to_ascii_lowercase()
        ),
        None => "move it out of `content/`, or add the extension of its type; \
                 `asset_types` in `site.toml` allows additional types"
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

/// Returns whether a server executes a file because of an inner extension: Apache evaluates every extension.
fn is_run_by_servers(settings: &Settings, name: &str) -> bool {
    // The last extension is the type of the file, which is checked elsewhere.
    let Some((inner, _)) = name.rsplit_once('.') else { return false };
    let mut endings = inner.split('.').skip(1).map(str::to_ascii_lowercase);
    endings.any(|inner| RUN_BY_SERVERS.contains(&inner.as_str()) && !settings.asset_types.contains(&inner))
}

pub(super) fn below_root(path: &str) -> &str {
    path.strip_prefix("content/").unwrap_or(path)
}

/// Returns the path of an asset relative to the root, percent-encoded.
pub fn asset_href(asset: &str) -> Arc<str> {
    percent_encode(below_root(asset)).into()
}

/// Returns the asset at a path that a file writes. `assets` are sorted.
pub(super) fn asset_at<'a>(
    meta: &ContentMeta,
    written: &str,
    assets: &'a [Arc<str>],
) -> Option<&'a Arc<str>> {
    let path = content_path(meta, written)?;
    let index = assets.binary_search_by(|asset| (**asset).cmp(&path)).ok()?;
    Some(&assets[index])
}

/// Reports files that no published page uses: they have a type that is not published, or are probably left over. Files
/// that an unpublished page uses are not reported as unused.
pub(super) fn check_unused(
    settings: &Settings,
    assets: &[Arc<str>],
    is_used: impl Fn(&&Arc<str>) -> bool,
    unpublished: &[(ContentItem, UnpublishedReason)],
) -> Vec<Diagnostic> {
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let links = unpublished.iter().flat_map(|(item, _)| &item.meta().body.links);
    let pictures = unpublished.iter().filter_map(|(item, _)| match item {
        ContentItem::Briefing(briefing) => Some(name(&briefing.picture.as_ref()?.file.value)),
        _ => None,
    });
    let named: FxHashSet<String> = links.map(|link| name(&link.target)).chain(pictures).collect();
    let is_used_by_unpublished = |asset: &str| named.contains(&name(asset));
    let check = |asset: &Arc<str>| {
        let location = SourceLocation::file(asset.clone());
        if let Some(error) = asset_error(settings, asset) {
            return Some(error.at(location));
        }
        let message = "no published page shows or links to this file, so it is not copied";
        let diagnostic = Diagnostic::new(&UNUSED_ASSET, message).at(location);
        (!is_used_by_unpublished(asset)).then(|| diagnostic.help("link to it, or delete it"))
    };
    assets.iter().filter(|asset| !is_used(asset)).filter_map(check).collect()
}
