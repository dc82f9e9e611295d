//! Plans the theme files under `templates/`: those of known types, and those that replace an export.

use rustc_hash::FxHashSet;

use crate::diagnostic::{Diagnostic, MISSING_ASSET, NOT_A_THEME_FILE, SourceLocation};
use crate::site::Site;
use crate::text::Spanned;

use super::{Page, PageKind};

/// Plans the theme files, given by their output paths. Other files are reported and skipped.
pub(super) fn plan(
    site: &Site,
    files: &[String],
    exports: &[Page],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Page> {
    let export_files: FxHashSet<&String> = exports.iter().map(|page| &page.file).collect();
    let mut pages = Vec::with_capacity(files.len());
    let missing = site.settings.look.files().filter(|wanted| !files.contains(&wanted.value));
    diagnostics.extend(missing.map(missing_file));
    for (index, file) in files.iter().enumerate() {
        if site.settings.is_theme_file(file) || export_files.contains(file) {
            pages.push(Page { file: file.clone(), kind: PageKind::ThemeFile(index) });
        } else {
            diagnostics.push(not_of_the_look(file));
        }
    }
    pages
}

/// Returns the location of a theme file in the sources.
pub(super) fn location(file: &str) -> SourceLocation {
    SourceLocation::file(format!("templates/{file}"))
}

fn missing_file(file: &Spanned<String>) -> Diagnostic {
    let location = SourceLocation { path: "site.toml".into(), span: Some(file.span) };
    Diagnostic::new(&MISSING_ASSET, format!("`templates/{}` does not exist", file.value))
        .at(location)
        .help("put the file there, or correct its name")
}

fn not_of_the_look(file: &str) -> Diagnostic {
    let message = "this file is neither a template nor of a known asset type, so it is not published";
    Diagnostic::new(&NOT_A_THEME_FILE, message)
        .at(location(file))
        .help("move it out of `templates/`, or add its extension to `asset_types` in `site.toml`")
}
