//! Facts found in prose and merged with declared facts: the pages of `tests/found`. Each section of a page has the files
//! of a site, then the facts found in its briefings and the diagnostics. `UPDATE=1` rewrites the latter.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use crate::common::{Fence, fences, is_updating, replace_fence};
use crate::world::MemoryWorld;
use dateline::diagnostic::Printer;
use dateline::draft::{proposal_diagnostics, propose};
use dateline::pipeline::{BuildRequest, BuildResult, CacheUse, index_site};
use dateline::site::{PageId, ResolvedBriefing, Site};
use dateline::text::Span;

const SETTINGS: &str =
    "title = \"Desk\"\nas_of = 2025-04-20T18:00:00Z\n[found]\ndates = \"box\"\nnames = \"box\"\n";

#[test]
fn found_facts_match_the_pages() {
    let mut cases = 0;
    let mut wrong = Vec::new();
    for entry in fs::read_dir("tests/found").expect("the pages").flatten() {
        let path = entry.path();
        let mut page = fs::read_to_string(&path).expect("a page");
        let mut from = 0;
        for at in 0..fences(&page).len() {
            let blocks = fences(&page);
            if blocks[at].info != "found" {
                continue;
            }
            cases += 1;
            let printed = report(&blocks[from..at]);
            from = at + 1;
            if blocks[at].text != printed && is_updating() {
                page = replace_fence(&page, at, &printed);
                fs::write(&path, &page).expect("written");
            } else if blocks[at].text != printed {
                wrong.push(format!("{}:\n{}\nis\n{printed}", path.display(), blocks[at].text));
            }
        }
    }
    assert!(cases >= 10, "{cases} cases");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Reports the found facts and diagnostics of a site of these files.
fn report(blocks: &[Fence]) -> String {
    let mut world = MemoryWorld::new("2025-04-20T18:00:00Z".parse().expect("an instant"));
    if !blocks.iter().any(|block| block.info.ends_with("site.toml")) {
        world = world.file("site.toml", SETTINGS);
    }
    for block in blocks {
        world = world.file(block.info.split(' ').next_back().expect("a path"), &block.text);
    }
    let request = BuildRequest {
        root: PathBuf::new(),
        output: PathBuf::from("public"),
        as_of: None,
        include_drafts: false,
        consent: Default::default(),
        cache: CacheUse::Off,
    };
    let (indexed, mut finished) = index_site(&world, &request);
    let site = indexed.expect("a site");
    let briefings: Vec<&ResolvedBriefing> = site.briefings.iter().map(|resolved| &**resolved).collect();
    finished.diagnostics.extend(proposal_diagnostics(&briefings, &propose(&site, &briefings)));
    let mut text = String::new();
    for filed in &site.briefings {
        report_briefing(&site, filed, &mut text);
    }
    for (page, meta) in site.content_files().filter(|(page, _)| !matches!(page, PageId::Briefing(_))) {
        for name in site.found_names(page) {
            let (path, to) =
                (&site.title_and_permalink(page).1.path, &site.title_and_permalink(name.page).1.path);
            let _ = writeln!(text, "on {path} {} -> {to}", meta.source.slice(name.span));
        }
    }
    for event in site.events.iter().filter(|_| site.settings.found.timeline) {
        let fact = site.event_fact(event);
        let _ = writeln!(text, "chronology {}: {}", fact.when.value, fact.what.value);
    }
    text + &diagnostics(&finished)
}

fn report_briefing(site: &Site, filed: &ResolvedBriefing, text: &mut String) {
    let source = &filed.briefing.meta.source;
    let written = |span: Span| {
        let before = &source.text[..span.start as usize];
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        let line = before.matches('\n').count() + 1;
        format!("{line}:{column} {}", source.slice(span).replace('\n', " "))
    };
    for date in &filed.found.dates {
        let row = date.fact.map_or_else(String::new, |fact| format!(" #{}", fact.row_id()));
        let _ = writeln!(text, "date {} = {}, {}{row}", written(date.span), date.date, date.grade.as_str());
    }
    for fact in &filed.found.facts {
        let _ = writeln!(text, "fact {}: {}", fact.when.value, fact.what.value);
    }
    for name in &filed.found.names {
        let _ =
            writeln!(text, "name {} -> {}", written(name.span), site.title_and_permalink(name.page).1.path);
    }
    for actor in &filed.found.actors {
        let _ = writeln!(text, "actor {}", site.actor(*actor).name);
    }
    for venue in &filed.found.venues {
        let _ = writeln!(text, "venue {}", site.venue(*venue).name);
    }
}

fn diagnostics(finished: &BuildResult) -> String {
    let of_prose = finished.diagnostics.iter().filter(|diagnostic| diagnostic.code.id != "S005");
    let notes: Vec<_> = of_prose.cloned().collect();
    Printer::new(&finished.sources, &notes).render_short(&notes)
}
