//! `dateline review`: goes through the proposals of briefings and writes those that are accepted into front matter.

mod dialogue;
mod errors;
mod file;
mod json;
mod screen;

use std::path::PathBuf;

use super::args::{AcceptedGrade, ProposalFormat, ReviewArgs};
use super::build::{count_of, not_public, reading_request, site_path};
use super::{Console, ExitStatus};
use crate::diagnostic::{Color, Printer};
use crate::draft::{Proposal, ProposalDecision, propose};
use crate::facts::Grade;
use crate::output::Consent;
use crate::pipeline::{self, BuildResult};
use crate::site::{ResolvedBriefing, Site};
use crate::world::World;

use errors::ReviewErrors;
use file::{ReviewedFile, Writing};

/// Reviews the proposals: in a dialogue, by grade, or as JSON.
pub(super) fn review(args: &ReviewArgs, world: &dyn World, console: &mut Console<'_>) -> ExitStatus {
    let is_dialogue = args.accept.is_none() && args.format.is_none();
    if is_dialogue && !world.is_interactive() {
        return console.usage_error(
            "standard input is not a terminal, so no questions can be asked; \
             add `--accept sure` to accept what is certain, or `--format json` to list all proposals",
        );
    }
    let (site, finished) = index_site(args, world);
    let errors = ReviewErrors::new(&finished);
    let chosen = args.files.iter().map(|file| site_path(&args.root, file, world));
    let Some(site) = site.filter(|_| !errors.prevent(chosen)) else {
        print_errors(args, &errors, &finished, console);
        console.eprint("correct these errors first: front matter with errors is not edited\n");
        return ExitStatus::Errors;
    };
    let mut briefings = match chosen_briefings(world, args, &site, &finished) {
        Ok(briefings) => briefings,
        Err(message) => return console.usage_error(&message),
    };
    briefings.retain(|resolved| !errors.contain(&resolved.briefing.meta.source.path));
    if errors.file_count() > 0 {
        print_errors(args, &errors, &finished, console);
        console.eprint(&format!("{} with errors left out\n\n", count_of(errors.file_count(), "file")));
    }
    match (review_briefings(args, &site, &briefings, world, console), errors.file_count()) {
        (ExitStatus::Success, 1..) => ExitStatus::Errors,
        (exit, _) => exit,
    }
}

/// Reviews the proposals of these briefings.
fn review_briefings(
    args: &ReviewArgs,
    site: &Site,
    briefings: &[&ResolvedBriefing],
    world: &dyn World,
    console: &mut Console<'_>,
) -> ExitStatus {
    let proposals = propose(site, briefings);
    if args.format == Some(ProposalFormat::Json) {
        console.print(&json::proposals_json(briefings, &proposals));
        return ExitStatus::Success;
    }
    let writing = if args.dry_run { Writing::Off } else { Writing::On };
    let mut files = Vec::new();
    for (resolved, proposals) in
        briefings.iter().zip(proposals).filter(|(_, proposals)| !proposals.is_empty())
    {
        match ReviewedFile::open(world, &args.root, &resolved.briefing.meta.source, proposals, writing) {
            Ok(file) => files.push(file),
            Err(message) => return console.disk_error(&message),
        }
    }
    match args.accept {
        Some(grade) => accept_by_grade(grade, files, world, console),
        None => dialogue::run(files, args.color, world, console),
    }
}

fn index_site(args: &ReviewArgs, world: &dyn World) -> (Option<Site>, BuildResult) {
    let request = pipeline::BuildRequest {
        as_of: args.as_of,
        consent: Consent::Removal,
        cache: pipeline::CacheUse::Off,
        ..reading_request(&args.root)
    };
    pipeline::index_site(world, &request)
}

fn print_errors(
    args: &ReviewArgs,
    errors: &ReviewErrors<'_>,
    finished: &BuildResult,
    console: &mut Console<'_>,
) {
    let color = if console.use_color(args.color) { Color::Ansi } else { Color::Plain };
    console.eprint(&Printer::new(&finished.sources, &finished.diagnostics).render_text(errors.all(), color));
}

/// Returns the briefings of the command line by path, or all of the site.
fn chosen_briefings<'s>(
    world: &dyn World,
    args: &ReviewArgs,
    site: &'s Site,
    finished: &BuildResult,
) -> Result<Vec<&'s ResolvedBriefing>, String> {
    let path_of = |resolved: &&ResolvedBriefing| resolved.briefing.meta.source.path.clone();
    let mut all: Vec<&ResolvedBriefing> = site.briefings.iter().map(|resolved| &**resolved).collect();
    all.sort_by_key(path_of);
    if args.files.is_empty() {
        return Ok(all);
    }
    let find = |file: &PathBuf| {
        let path = site_path(&args.root, file, world);
        let index = all.binary_search_by(|resolved| (*resolved.briefing.meta.source.path).cmp(path.as_str()));
        index.map(|index| all[index]).map_err(|_| not_public(&path, &finished.unpublished))
    };
    args.files.iter().map(find).collect()
}

/// Accepts every proposal of a grade or better.
fn accept_by_grade(
    accepted: AcceptedGrade,
    files: Vec<ReviewedFile>,
    world: &dyn World,
    console: &mut Console<'_>,
) -> ExitStatus {
    let least = match accepted {
        AcceptedGrade::Sure => Grade::Sure,
        AcceptedGrade::Likely => Grade::Likely,
    };
    let (mut added, mut left, mut exit) = (0, 0, ExitStatus::Success);
    for mut file in files {
        for index in 0..file.proposals.len() {
            let proposal: Proposal = file.proposals[index].clone();
            if proposal.grade < least {
                left += 1;
                continue;
            }
            match file.decide(world, &proposal, &ProposalDecision::Accept) {
                Ok(()) => {
                    added += 1;
                    console.print_escaped(&screen::accepted(&file, &proposal));
                }
                Err(message) => {
                    (left, exit) = (left + 1, ExitStatus::Errors);
                    console.eprint(&crate::text::visible(&format!("{}: {message}\n", file.path)));
                }
            }
        }
    }
    console.print(&format!("{added} accepted, {} left\n", count_of(left, "proposal")));
    exit
}
