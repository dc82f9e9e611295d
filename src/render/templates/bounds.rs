//! What one page may cost. Tera bounds neither loops nor output, so a loop in a loop would run for hours.
//!
//! Two things are counted while a page is rendered: the numbers that `range` gives, and what is written. A loop over
//! values of the site that writes nothing is not counted; it ends, because those values are as large as the site.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tera::{Error, Kwargs, State, Tera, TeraResult};

/// Numbers that one call of `range` may give.
pub(super) const MOST_OF_ONE_RANGE: usize = 10_000;
/// Numbers that all calls of `range` may give on one page.
pub(super) const MOST_OF_ALL_RANGES: usize = 1_000_000;
/// Bytes of a page, at most; each write counts for some more.
const MOST_WRITTEN: usize = 256 << 20;
/// What a write costs besides its bytes.
const A_WRITE: usize = 8;

/// The numbers `range` has given, for each page that is being rendered: a thread renders one at a time.
#[derive(Clone)]
pub(super) struct Counts(Arc<Vec<AtomicUsize>>);

impl Counts {
    pub(super) fn new() -> Self {
        // The last is for a thread outside the pool.
        Self(Arc::new((0..=rayon::current_num_threads()).map(|_| AtomicUsize::new(0)).collect()))
    }

    fn of_this_thread(&self) -> Option<&AtomicUsize> {
        rayon::current_thread_index().and_then(|at| self.0.get(at)).or(self.0.last())
    }

    /// Begins a page.
    pub(super) fn begin(&self) {
        if let Some(count) = self.of_this_thread() {
            count.store(0, Ordering::Relaxed);
        }
    }

    /// Counts numbers, and gives how many there are by now.
    fn add(&self, numbers: usize) -> usize {
        let before = self.of_this_thread().map_or(0, |count| count.fetch_add(numbers, Ordering::Relaxed));
        before.saturating_add(numbers)
    }

    /// Gives Tera a `range` that counts.
    pub(super) fn register(&self, tera: &mut Tera) {
        let counts = self.clone();
        tera.register_function("range", move |arguments: Kwargs, _: &State| counts.range(&arguments));
    }

    fn range(&self, arguments: &Kwargs) -> TeraResult<Vec<i128>> {
        let start = arguments.get::<i128>("start")?.unwrap_or_default();
        let end = arguments.must_get::<i128>("end")?;
        let step = arguments.get::<i128>("step_by")?.unwrap_or(1);
        if step == 0 || step > 0 && start > end {
            return Err(Error::message(
                "`range` needs a `start` before its `end`, and a `step_by` that is not 0",
            ));
        }
        let next = |number: &i128| number.checked_add(step);
        let inside = |number: &i128| if step > 0 { *number < end } else { *number > end };
        let numbers = std::iter::successors(Some(start), next).take_while(inside);
        let numbers: Vec<i128> = numbers.take(MOST_OF_ONE_RANGE + 1).collect();
        if numbers.len() > MOST_OF_ONE_RANGE {
            return Err(Error::message(format!("`range` gives more than {MOST_OF_ONE_RANGE} numbers")));
        }
        if self.add(numbers.len()) > MOST_OF_ALL_RANGES {
            return Err(Error::message(format!(
                "all calls of `range` together give more than {MOST_OF_ALL_RANGES} numbers on this page"
            )));
        }
        Ok(numbers)
    }
}

/// The bytes of a page, up to a bound.
pub(super) struct Written {
    pub(super) bytes: Vec<u8>,
    left: usize,
    pub(super) is_full: bool,
}

impl Written {
    pub(super) fn new() -> Self {
        Self::up_to(MOST_WRITTEN)
    }

    fn up_to(most: usize) -> Self {
        Self { bytes: Vec::with_capacity(16 * 1024), left: most, is_full: false }
    }

    /// What is said of a page that is too large.
    pub(super) fn words() -> String {
        format!("a page may have {} MB, and this one has more", MOST_WRITTEN >> 20)
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.left.checked_sub(bytes.len() + A_WRITE) {
            Some(left) => {
                self.left = left;
                self.bytes.extend_from_slice(bytes);
                Ok(bytes.len())
            }
            None => {
                self.is_full = true;
                Err(io::ErrorKind::FileTooLarge.into())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::Context;

    /// What a template gives, or what is wrong with it; and the numbers counted.
    fn rendered(template: &str) -> (Result<String, String>, usize) {
        let (mut tera, counts) = (Tera::new(), Counts::new());
        counts.register(&mut tera);
        tera.add_raw_template("a.html", template).expect("a template");
        counts.begin();
        let given = tera.render("a.html", &Context::new()).map_err(|error| error.to_string());
        (given, counts.add(0))
    }

    #[test]
    fn ranges_give_what_they_say() {
        let shown = |call: &str| rendered(&format!("{{{{ {call} | join(sep=\" \") }}}}")).0;
        assert_eq!(shown("range(end=4)"), Ok("0 1 2 3".to_owned()));
        assert_eq!(shown("range(start=2, end=9, step_by=3)"), Ok("2 5 8".to_owned()));
        assert_eq!(shown("range(start=3, end=0, step_by=-1)"), Ok("3 2 1".to_owned()));
        for call in ["range(end=-1)", "range(end=3, step_by=0)", "range(end=10001)", "range(start=1)"] {
            assert!(shown(call).is_err(), "{call}");
        }
    }

    /// Each of the loops alone is small enough.
    #[test]
    fn loops_in_loops_come_to_an_end() {
        let open = "{%- for x in range(end=9999) -%}";
        for depth in 2..6 {
            let template = open.repeat(depth) + &"{%- endfor -%}".repeat(depth);
            let (given, counted) = rendered(&template);
            let error = given.expect_err("no end");
            assert!(
                error.contains("all calls of `range` together") && error.contains("a.html:1:"),
                "{error}"
            );
            assert!(counted <= MOST_OF_ALL_RANGES + MOST_OF_ONE_RANGE, "{counted}");
        }
    }

    #[test]
    fn a_page_is_written_up_to_its_bound() {
        let mut written = Written::up_to(100);
        assert!(std::iter::repeat_n(b"x", 10).try_for_each(|byte| written.write_all(byte)).is_ok());
        assert!(!written.is_full);
        assert!(std::iter::repeat(b"x").try_for_each(|byte| written.write_all(byte)).is_err());
        assert!(written.is_full && written.bytes.len() == 11, "{}", written.bytes.len());
    }
}
