//! Runs cut into names: titles, days, peoples and the words that open sentences are taken off.
//!
//! Takes a page and a run. Gives the segments in it that may be names; what they are is decided later.

use super::class::Classes;
use super::gazetteer::Sense;
use super::page::Page;
use super::registry::Registry;
use super::runs;

/// Tokens that may be a name: `from..to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// What the tables know of the whole.
    pub(crate) known: Sense,
    /// A title stands right before it.
    pub(crate) titled: bool,
}

/// Every segment of a page, in order, without overlap.
pub(crate) fn segments(page: &Page<'_>, registry: &Registry) -> Vec<Segment> {
    let mut found = Vec::with_capacity(page.len() / 12 + 4);
    let mut at = 0;
    while at < page.len() {
        if runs::opens(page, at) {
            let end = runs::end(page, registry, at);
            Cutting { page, registry, found: &mut found }.part(at, end, false);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

struct Cutting<'p, 't> {
    page: &'p Page<'t>,
    registry: &'p Registry,
    found: &'p mut Vec<Segment>,
}

impl Cutting<'_, '_> {
    /// Cuts `from..to` at the first seam that applies; what has none is a segment.
    fn part(&mut self, from: usize, to: usize, titled: bool) {
        let page = self.page;
        let (from, to) = trimmed(page, from, to);
        if from >= to {
            return;
        }
        if !self.registry.bearers(page, from..to).is_empty() {
            return self.push(from, to, titled);
        }
        let known = page.phrase(from, to);
        if is_people(known.classes) && !titled || titled && is_title_alone(page, from, to) {
            return;
        }
        if known.classes.any(Classes::NAME) && !known.classes.any(Classes::CALENDAR) {
            return self.push(from, to, titled);
        }
        self.at_seam(from, to, titled);
    }

    fn at_seam(&mut self, from: usize, to: usize, titled: bool) {
        let page = self.page;
        if let Some(day) = calendar(page, from, to, titled) {
            self.part(from, day, titled);
            return self.part(day + 1, to, false);
        }
        if let Some(next) = opening(page, from, to) {
            return self.part(next, to, titled);
        }
        if let Some((before, after)) = title(page, from, to) {
            self.part(from, before, titled);
            return self.part(after, to, true);
        }
        if let Some(office) = office_of_place(page, from, to) {
            return self.push(from, office, titled);
        }
        if let Some(next) = leading_name(page, from, to) {
            if !page.phrase(from, next).classes.any(Classes::NATION) {
                self.push(from, next, titled);
            }
            return self.part(next, to, titled);
        }
        self.push(from, to, titled);
    }

    fn push(&mut self, from: usize, to: usize, titled: bool) {
        self.found.push(Segment { from, to, known: self.page.phrase(from, to), titled });
    }
}

/// `Secretary` in `General Secretary`, where no name follows.
fn is_title_alone(page: &Page<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|at| page.classes(at).any(Classes::OFFICE) && !page.classes(at).any(Classes::FIRST))
}

/// `Iranian` and `Finns`, where they are nothing else besides.
fn is_people(classes: Classes) -> bool {
    let people =
        classes.any(Classes::DEMONYM) || classes.any(Classes::PEOPLE) && classes.any(Classes::COMMON);
    people && !classes.any(Classes::PLACE | Classes::ORGANISATION | Classes::FIRST)
}

/// Without joining words at the edges.
fn trimmed(page: &Page<'_>, mut from: usize, mut to: usize) -> (usize, usize) {
    while from < to && !runs::opens(page, from) {
        from += 1;
    }
    while from < to && !page.is_capital(to - 1) && !(to > from + 2 && page.is(to - 2, "-")) {
        to -= 1;
    }
    (from, to)
}

/// A month or weekday, unless it is somebody's name: `Theresa May`.
fn calendar(page: &Page<'_>, from: usize, to: usize, titled: bool) -> Option<usize> {
    (from..to).find(|at| {
        page.classes(*at).any(Classes::CALENDAR)
            && page.is_capital(*at)
            && !(*at > from && page.classes(at - 1).any(Classes::FIRST | Classes::HONORIFIC))
            && !(page.is(*at, "May") && to == from + 1 && is_after_agent(page, to))
            && !(titled && to == from + 1)
    })
}

/// Whether a verb of persons follows: `May told reporters`.
fn is_after_agent(page: &Page<'_>, next: usize) -> bool {
    page.is_lower(next) && (page.classes(next).any(Classes::SAY) || page.is(next, "has"))
}

/// Where the name begins after words that only open the sentence; none where they belong to it.
fn opening(page: &Page<'_>, from: usize, to: usize) -> Option<usize> {
    if page.longest_phrase(from).is_some_and(|(end, _)| end <= to) {
        return None;
    }
    let classes = page.classes(from);
    if classes.any(Classes::FUNCTION) && !classes.any(Classes::CALENDAR) && !page.is_glued(from + 1) {
        return Some(from + 1);
    }
    let everyday = classes.any(Classes::COMMON) && !classes.any(Classes::FIRST)
        || page.word(from).len() > 5 && page.word(from).ends_with("ly") && !classes.any(Classes::NAME);
    let sheds = everyday && page.starts_sentence(from) && to > from + 1 && !is_headed(page, from, to)
        || is_portfolio(page, from, to)
        || page.is(from, "Former");
    sheds.then_some(from + 1)
}

/// `State` in `Secretary of State John Vane`: what an office is for, before the name of who holds it.
fn is_portfolio(page: &Page<'_>, from: usize, to: usize) -> bool {
    from >= 2
        && to >= from + 3
        && matches!(page.word(from - 1), "of" | "for")
        && page.classes(from - 2).any(Classes::OFFICE)
        && page.classes(from).any(Classes::COMMON | Classes::ORGANISATION_HEAD | Classes::PLACE_HEAD)
}

/// Whether the run is the name of an organisation, place or thing by its last word, or by a head before `of`.
fn is_headed(page: &Page<'_>, from: usize, to: usize) -> bool {
    let heads =
        Classes::ORGANISATION_HEAD | Classes::PLACE_HEAD | Classes::THING | Classes::ORGANISATION_SUFFIX;
    let last = page.classes(to - 1);
    last.any(heads) && !last.any(Classes::FIRST)
        || (from..to).any(|at| page.is(at, "of") && at > from && page.classes(at - 1).any(heads))
}

/// The last title that a name follows: where the words before it end, and where the name begins.
fn title(page: &Page<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let is_title = |at: usize| {
        let classes = page.classes(at);
        classes.any(Classes::TITLE | Classes::KIN)
            && !classes.any(Classes::FIRST)
            && !(classes.any(Classes::PLACE_LEAD) && classes.any(Classes::HONORIFIC))
            && page.is_capital(at)
    };
    if is_headed(page, from, to) && page.classes(to - 1).any(Classes::ORGANISATION_HEAD) {
        return None;
    }
    let at = (from..to.saturating_sub(1)).rev().find(|at| is_title(*at) && page.is_spaced(at + 1))?;
    let after = at + 1;
    if !page.is_capital(after) && !runs::opens(page, after) {
        return None;
    }
    let mut before = at;
    while before > from && (is_title(before - 1) || is_modifier(page, before - 1)) {
        before -= 1;
    }
    Some((before, after))
}

/// Words that narrow a title: `Foreign`, `Prime`, `Deputy`, `Defence`.
fn is_modifier(page: &Page<'_>, at: usize) -> bool {
    page.classes(at).any(Classes::COMMON | Classes::ORGANISATION_HEAD | Classes::PARTICLE)
        && !page.classes(at).any(Classes::NAME)
        || matches!(
            page.word(at),
            "Vice" | "Deputy" | "Prime" | "Supreme" | "Crown" | "-" | "Acting" | "Interim"
        )
}

/// Where an office begins that closes the run after a place: `Los Angeles | Sheriff`.
fn office_of_place(page: &Page<'_>, from: usize, to: usize) -> Option<usize> {
    let (end, known) = page.longest_phrase(from)?;
    (end < to && known.classes.any(Classes::PLACE) && is_title_alone(page, end, to)).then_some(end)
}

/// Where a known name ends that another name follows: `Iranian | Hossein Vahidi`, `US | Middle East`.
fn leading_name(page: &Page<'_>, from: usize, to: usize) -> Option<usize> {
    let state_of_thing = page.classes(from).any(Classes::STATE) && page.classes(to - 1).any(Classes::THING);
    if is_headed(page, from, to) && !state_of_thing {
        return None;
    }
    let (next, known) =
        page.longest_phrase(from).filter(|(end, _)| *end < to).unwrap_or((from + 1, page.sense(from)));
    if next >= to || !page.is_spaced(next) || !page.is_capital(next) {
        return None;
    }
    let rest = page.phrase(next, to).classes;
    let initials = page.word(from).bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.');
    let firm = Classes::STATE | Classes::ORGANISATION | Classes::CAPITAL;
    let parts = known.classes.any(Classes::NATION) && !known.classes.any(Classes::FIRST)
        || known.classes.any(Classes::STATE) && initials
        || known.classes.any(Classes::STATE | Classes::ORGANISATION)
            && page.classes(next).any(Classes::FIRST)
        || known.classes.any(Classes::STATE) && rest.any(firm | Classes::REGION)
        || known.classes.any(firm | Classes::REGION) && rest.any(Classes::ORGANISATION);
    parts.then_some(next)
}
