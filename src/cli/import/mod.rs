//! `dateline import`: shows what an import would do, or writes the new site.

mod read;
mod write;

use std::fmt::Write;
use std::path::Path;

use jiff::tz::TimeZone;

use super::args::{ImportArgs, ImportKind};
use super::{Console, ExitStatus};
use crate::import::{ImportOptions, ImportedSite, REPORT_FILE, ShortcodeRules, SiteKind, import, read_rules};
use crate::world::World;

/// Maximum size of a file of rules for shortcodes, in bytes.
const MAX_RULES: u64 = 1 << 20;

/// Imports a site.
pub(super) fn import_site(args: &ImportArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    if let Some(reason) = write::refusal(world, &args.from, &args.into) {
        return console.usage_error(&reason);
    }
    let shortcodes = match args.shortcodes.as_deref().map(|path| rules_of_file(world, path)) {
        None => ShortcodeRules::new(),
        Some(Ok(rules)) => rules,
        Some(Err(message)) => return console.usage_error(&message),
    };
    let tree = match read::read_tree(world, &args.from) {
        Ok(tree) => tree,
        Err(message) => return console.disk_error(&message),
    };
    let options = ImportOptions {
        kind: args.kind.map(SiteKind::from),
        time_zone: args.time_zone.clone(),
        today: TimeZone::UTC.to_datetime(world.now()).date(),
        shortcodes,
        title: super::init::title_from_folder(&args.from),
    };
    match import(&tree, &options) {
        Ok(site) => finish(args, &site, world, console),
        Err(message) => console.usage_error(&message),
    }
}

/// Prints the summary, and writes the site if that is asked for.
fn finish(
    args: &ImportArgs,
    site: &ImportedSite,
    world: &dyn World,
    console: &mut Console<'_>,
) -> ExitStatus {
    console.print_escaped(&summary(site));
    let into = args.into.display();
    if !args.write {
        console.print_escaped(&format!("\nnothing was written; `--write` writes the site into {into}\n"));
        return ExitStatus::Success;
    }
    match write::write_site(world, &args.from, &args.into, site) {
        Ok(failed) => {
            failed.iter().for_each(|file| console.eprint(&format!("warning: not copied: {file}\n")));
            let report = args.into.join(REPORT_FILE);
            console.print_escaped(&format!(
                "\nwrote the site into {into}; the report is {}\n",
                report.display()
            ));
            console.print_escaped(&format!("  dateline check --root {into}    check the new site\n"));
            ExitStatus::Success
        }
        Err(error) => console.disk_error(&format!("`{into}` cannot be written: {error}")),
    }
}

fn summary(site: &ImportedSite) -> String {
    let [briefings, pages, authors, topics] = site.counts;
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{}: {briefings} briefings, {pages} standalone pages, {authors} authors, {topics} topics; {} files\n",
        site.kind.name(),
        site.files.len()
    );
    text + &site.report.summary()
}

/// Reads a file of rules for shortcodes.
fn rules_of_file(world: &dyn World, path: &Path) -> Result<ShortcodeRules, String> {
    let shown = path.display();
    let bytes = world.read(path, MAX_RULES).map_err(|error| format!("`{shown}` cannot be read: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("`{shown}` is not UTF-8"))?;
    read_rules(&text).map_err(|reason| format!("`{shown}`: {reason}; write one `name = \"Markdown\"` a line"))
}

impl From<ImportKind> for SiteKind {
    fn from(kind: ImportKind) -> Self {
        match kind {
            ImportKind::Hugo => Self::Hugo,
            ImportKind::Jekyll => Self::Jekyll,
            ImportKind::Zola => Self::Zola,
            ImportKind::Eleventy => Self::Eleventy,
            ImportKind::Mkdocs => Self::MkDocs,
            ImportKind::Quartz => Self::Quartz,
            ImportKind::Obsidian => Self::Obsidian,
            ImportKind::Wordpress => Self::WordPress,
            ImportKind::Markdown => Self::Markdown,
        }
    }
}
