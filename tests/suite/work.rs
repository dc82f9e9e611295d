//! Work grows in proportion to input, for each kind of input and each command: nothing is worse than n log n.
//!
//! Work is counted as allocations and as CPU time. Both are of the whole process, so they are counted in a process of their
//! own with one thread. Each input is measured at one, two and four times a size: in linear work the second step is twice the
//! first, in quadratic work four times.

use std::alloc::System;
use std::ffi::OsString;
use std::process::Command;
use std::time::Duration;

use dateline::cli::{Console, run};
use rustix::time::{ClockId, clock_gettime};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use crate::world::MemoryWorld;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The largest second step in percent of the first, for allocations. A factor of log n adds some percent to 200.
const MOST_ALLOCATIONS: usize = 260;
/// The same for CPU time, which varies.
const MOST_TIME: u128 = 330;
/// A first step of less than this part of the whole CPU time says nothing: most of the time is that of any site.
const LEAST_SHARE: u32 = 8;
/// How often CPU time is measured until it is within the bound.
const TRIES: usize = 12;

type Files = Vec<(String, String)>;

/// A kind of input.
struct Input {
    name: &'static str,
    /// The smallest number of its items.
    size: usize,
    files: fn(usize) -> Files,
}

const COMMANDS: [&[&str]; 4] = [&["build"], &["check"], &["facts"], &["review", "--format", "json"]];

/// Returns a briefing that begins like all others.
fn briefing(at: usize, keys: &str, body: &str) -> (String, String) {
    let head = format!("title: Talks {at}\npublished: 2025-04-{:02}\nslug: talks-{at}\n", at % 18 + 1);
    (format!("briefings/talks-{at:05}.md"), format!("---\n{head}{keys}---\n\n{body}\n"))
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

/// Briefings in order, of which each is made from its number.
fn briefings(count: usize, one: impl Fn(usize) -> (String, String)) -> Files {
    (0..count).map(one).collect()
}

/// One briefing with many lines in its body.
fn body(count: usize, line: impl Fn(usize) -> String) -> Files {
    vec![briefing(0, "", &lines(count, line))]
}

/// One briefing with many entries in a list of its front matter.
fn list(key: &str, count: usize, entry: impl Fn(usize) -> String) -> Files {
    vec![briefing(0, &format!("{key}:\n{}", lines(count, entry)), "They met.")]
}

const INPUTS: [Input; 20] = [
    Input {
        name: "briefings of one subject, which are all related",
        size: 40,
        files: |count| {
            briefings(count, |at| briefing(at, "actors: [Ada Moss]\ntopics: [Dams]\n", "They met."))
        },
    },
    Input {
        name: "briefings with subjects of their own",
        size: 40,
        files: |count| {
            briefings(count, |at| {
                briefing(at, &format!("actors: [Ada Moss {at}]\nvenues: [Hall {at}]\n"), "They met.")
            })
        },
    },
    Input {
        name: "standalone pages",
        size: 60,
        files: |count| {
            let page =
                |at: usize| (format!("part/page-{at:05}.md"), format!("---\ntitle: Page {at}\n---\nText.\n"));
            (0..count).map(page).collect()
        },
    },
    Input {
        name: "links in a text",
        size: 300,
        files: |count| {
            let mut files = body(count, |at| format!("[a{at}](talks-{:05}.md) ", at % 7));
            files.extend((1..7).map(|at| briefing(at, "", "They met.")));
            files
        },
    },
    Input {
        name: "broken links in a text",
        size: 150,
        files: |count| body(count, |at| format!("[a](tlaks-{at}.md) ")),
    },
    Input {
        name: "broken links in briefings",
        size: 40,
        files: |count| briefings(count, |at| briefing(at, "", &format!("[a](tlaks-{at:05}.md)"))),
    },
    Input {
        name: "links to the other briefings",
        size: 40,
        files: |count| {
            briefings(count, |at| {
                briefing(at, "", &format!("[[talks-{}]] and [a](talks-{:05}.md)", at / 2, at / 3))
            })
        },
    },
    Input {
        name: "names in a text",
        size: 150,
        files: |count| {
            let mut files =
                body(count, |at| format!("Then Ada Moss{} spoke to Bea Lind at the dam.\n\n", at % 40));
            let actor =
                |at: usize| (format!("actors/ada-{at}.md"), format!("---\nname: Ada Moss{at}\n---\n"));
            files.extend((0..40).map(actor));
            files
        },
    },
    Input {
        name: "unknown names in a text",
        size: 150,
        files: |count| body(count, |at| format!("Minister Vera Quill{at} of the Gauge{at} Board spoke.\n\n")),
    },
    Input {
        name: "dates in a text",
        size: 150,
        files: |count| {
            body(count, |at| format!("The gate opened on {} May 20{:02} at noon.\n\n", at % 28 + 1, at % 24))
        },
    },
    Input {
        name: "words in a paragraph",
        size: 2000,
        files: |count| body(count, |at| format!("word{} may, ", at % 90)),
    },
    Input {
        name: "headings",
        size: 200,
        files: |count| body(count, |at| format!("## Part {}\n\nText.\n\n", at % 9)),
    },
    Input {
        name: "footnotes",
        size: 200,
        files: |count| body(count, |at| format!("A[^{at}]\n\n[^{at}]: Note {at}.\n\n")),
    },
    Input {
        // More than one page of the timeline lists.
        name: "dated facts of a briefing",
        size: 200,
        files: |count| {
            list("dates", count, |at| {
                format!("  - {{ when: 2025-03-{:02}, what: Talks {at} }}\n", at % 28 + 1)
            })
        },
    },
    Input {
        name: "findings in front matter",
        size: 100,
        files: |count| {
            list("dates", count, |at| format!("  - {{ when: 2025-02-3{}, wat: Talks {at} }}\n", at % 9))
        },
    },
    Input {
        name: "statements of a briefing",
        size: 100,
        files: |count| {
            list("statements", count, |at| format!("  - {{ who: Ada Moss, says: We met {at} times }}\n"))
        },
    },
    Input {
        name: "sources of a briefing",
        size: 100,
        files: |count| list("sources", count, |at| format!("  - {{ id: paper-{at}, title: Paper {at} }}\n")),
    },
    Input {
        name: "aliases of an actor",
        size: 150,
        files: |count| {
            let aliases = lines(count, |at| format!("  - Keeper Moss{at}\n"));
            let actor = format!("---\nname: Ada Moss\naliases:\n{aliases}---\n");
            vec![
                ("actors/ada-moss.md".into(), actor),
                briefing(0, "actors: [Ada Moss]\n", "Keeper Moss7 spoke."),
            ]
        },
    },
    Input {
        name: "venues within venues",
        size: 40,
        files: |count| {
            let whole =
                |at: usize| if at == 0 { String::new() } else { format!("part_of: hall-{}\n", at - 1) };
            let venue = |at: usize| {
                (format!("venues/hall-{at}.md"), format!("---\nname: Hall {at}\n{}---\n", whole(at)))
            };
            let last = briefing(0, &format!("venues: [hall-{}]\n", count - 1), "They met.");
            (0..count).map(venue).chain([last]).collect()
        },
    },
    Input {
        name: "old URLs of a page",
        size: 100,
        files: |count| list("aliases", count, |at| format!("  - /old/{at}/\n")),
    },
];

/// Runs a command on a site, and returns the number of allocations and the CPU time.
fn work(files: Files, command: &[&str]) -> (usize, Duration) {
    let empty = MemoryWorld::new("2025-04-19T12:00:00Z".parse().expect("an instant"))
        .file("/site/site.toml", "title = \"A\"\nbase_url = \"https://example.org/\"\n");
    let world = files
        .into_iter()
        .fold(empty, |world, (path, text)| world.file(format!("/site/content/{path}"), text));
    let arguments = ["dateline"].into_iter().chain(command.iter().copied()).chain(["--root", "/site"]);
    let arguments: Vec<OsString> = arguments.map(OsString::from).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, supports_color: false, live: false };
    let (region, start) = (Region::new(ALLOCATOR), cpu_time());
    run(arguments, &world, &mut console);
    let spent = cpu_time() - start;
    assert!(!out.is_empty() || !err.is_empty(), "{command:?} does something");
    (region.change().allocations, spent)
}

fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32)
}

/// Whether the second step is in proportion to the first. `times` are those of once, twice and four times the input.
fn is_in_proportion(times: [Duration; 3]) -> bool {
    let [once, twice, four_times] = times;
    let (first, second) = (twice.saturating_sub(once), four_times.saturating_sub(twice));
    second.as_micros() * 100 <= first.max(once / LEAST_SHARE).as_micros() * MOST_TIME
}

/// Returns what is out of proportion.
fn disproportion(input: &Input, command: &[&str]) -> Option<String> {
    let measure = || [1, 2, 4].map(|factor| work((input.files)(input.size * factor), command));
    let mut tries: [Vec<Duration>; 3] = Default::default();
    for _ in 0..TRIES {
        let measured = measure();
        let [once, twice, four_times] = measured.map(|(allocations, _)| allocations);
        let (first, second) = (twice.saturating_sub(once), four_times.saturating_sub(twice));
        if second * 100 > first.max(100) * MOST_ALLOCATIONS {
            return Some(format!("{}, {command:?}: {first}, then {second} more allocations", input.name));
        }
        tries.iter_mut().zip(measured).for_each(|(times, (_, spent))| times.push(spent));
        tries.iter_mut().for_each(|times| times.sort_unstable());
        // Other programs add to the time, so the least time counts.
        if is_in_proportion(tries.each_ref().map(|times| times[0])) {
            return None;
        }
    }
    // The speed of a shared machine varies too, which medians even out.
    let medians = tries.each_ref().map(|times| times[TRIES / 2]);
    let message = || format!("{}, {command:?}: CPU times of {medians:?}", input.name);
    (!is_in_proportion(medians)).then(message)
}

#[test]
#[ignore = "counts the work of the whole process; started by the test below"]
fn counted() {
    let commands = |input: &'static Input| COMMANDS.iter().map(move |command| (input, *command));
    let all: Vec<(&Input, &[&str])> = INPUTS.iter().flat_map(commands).collect();
    let found: Vec<String> =
        all.iter().filter_map(|(input, command)| disproportion(input, command)).collect();
    println!("{} pairs of input and command", all.len());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn work_is_in_proportion_to_input() {
    let program = std::env::current_exe().expect("the path of the tests");
    let ran = Command::new(program)
        .args(["work::counted", "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .expect("the tests start");
    let text = String::from_utf8_lossy(&ran.stdout) + String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && text.contains("80 pairs of input and command"), "{text}");
}
