//! Limits for one page. Tera limits neither loops nor output, so nested loops could run for hours.
//!
//! Two things are counted while a page is rendered: the numbers that `range` returns and the bytes buffer. A loop over
//! values of the site that writes nothing is not counted: it ends, because these values are as large as the site.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tera::{Error, Kwargs, State, Tera, TeraResult};

/// Maximum number of values that one call of `range` may return.
pub(super) const MAX_RANGE_LEN: usize = 10_000;
/// Maximum number of values that all calls of `range` on one page may return.
pub(super) const MAX_RANGE_TOTAL: usize = 1_000_000;
/// Maximum number of bytes of a page; each write also counts [`WRITE_OVERHEAD`].
const MAX_PAGE_BYTES: usize = 256 << 20;
/// Bytes that a write counts besides its own.
const WRITE_OVERHEAD: usize = 8;

/// RangeCounts the values returned by `range`, per thread: a thread renders one page at a time.
#[derive(Clone)]
pub(super) struct RangeCounts(Arc<Vec<AtomicUsize>>);

impl RangeCounts {
    pub(super) fn new() -> Self {
        // The last counter is for a thread outside the pool.
        Self(Arc::new((0..=rayon::current_num_threads()).map(|_| AtomicUsize::new(0)).collect()))
    }

    fn of_this_thread(&self) -> Option<&AtomicUsize> {
        rayon::current_thread_index().and_then(|index| self.0.get(index)).or(self.0.last())
    }

    /// Resets the counter of this thread for a new page.
    pub(super) fn begin(&self) {
        if let Some(count) = self.of_this_thread() {
            count.store(0, Ordering::Relaxed);
        }
    }

    /// Adds to the counter of this thread and returns the total.
    fn add(&self, numbers: usize) -> usize {
        let before = self.of_this_thread().map_or(0, |count| count.fetch_add(numbers, Ordering::Relaxed));
        before.saturating_add(numbers)
    }

    /// Returns whether a call of `range` on this page failed because of a limit.
    pub(super) fn is_exceeded(&self) -> bool {
        self.of_this_thread().is_some_and(|count| count.load(Ordering::Relaxed) > MAX_RANGE_TOTAL)
    }

    /// Registers a `range` function that counts its values.
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
                "the `start` of `range` must not be after its `end`, and its `step_by` must not be 0",
            ));
        }
        let next = |number: &i128| number.checked_add(step);
        let inside = |number: &i128| if step > 0 { *number < end } else { *number > end };
        let numbers = std::iter::successors(Some(start), next).take_while(inside);
        let numbers: Vec<i128> = numbers.take(MAX_RANGE_LEN + 1).collect();
        if numbers.len() > MAX_RANGE_LEN {
            self.add(MAX_RANGE_TOTAL + 1);
            return Err(Error::message(format!("`range` returns more than {MAX_RANGE_LEN} numbers")));
        }
        if self.add(numbers.len()) > MAX_RANGE_TOTAL {
            return Err(Error::message(format!(
                "all calls of `range` on this page together return more than {MAX_RANGE_TOTAL} numbers"
            )));
        }
        Ok(numbers)
    }
}

/// The bytes of a page, up to a limit.
pub(super) struct PageBuffer {
    pub(super) bytes: Vec<u8>,
    left: usize,
    pub(super) is_full: bool,
}

impl PageBuffer {
    /// Creates the buffer of a page that begins with `start`, whatever its template writes.
    pub(super) fn new(start: &str) -> Self {
        let mut buffer = Self::with_limit(MAX_PAGE_BYTES);
        buffer.bytes.extend_from_slice(start.as_bytes());
        buffer
    }

    fn with_limit(limit: usize) -> Self {
        Self { bytes: Vec::with_capacity(16 * 1024), left: limit, is_full: false }
    }

    /// Returns the message for a page that is too large.
    pub(super) fn too_large_message() -> String {
        format!("the page is larger than {} MB", MAX_PAGE_BYTES >> 20)
    }
}

impl Write for PageBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.left.checked_sub(bytes.len() + WRITE_OVERHEAD) {
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

    /// Returns the output of a template or its error, and the number of values counted.
    fn render(template: &str) -> (Result<String, String>, usize) {
        let (mut tera, counts) = (Tera::new(), RangeCounts::new());
        counts.register(&mut tera);
        tera.add_raw_template("a.html", template).expect("a template");
        counts.begin();
        let output = tera.render("a.html", &Context::new()).map_err(|error| error.to_string());
        (output, counts.add(0))
    }

    #[test]
    fn range_returns_its_values() {
        let render_call = |call: &str| render(&format!("{{{{ {call} | join(sep=\" \") }}}}")).0;
        assert_eq!(render_call("range(end=4)"), Ok("0 1 2 3".to_owned()));
        assert_eq!(render_call("range(start=2, end=9, step_by=3)"), Ok("2 5 8".to_owned()));
        assert_eq!(render_call("range(start=3, end=0, step_by=-1)"), Ok("3 2 1".to_owned()));
        for call in ["range(end=-1)", "range(end=3, step_by=0)", "range(end=10001)", "range(start=1)"] {
            assert!(render_call(call).is_err(), "{call}");
        }
    }

    /// Each loop by itself is within the limit.
    #[test]
    fn nested_loops_end() {
        let open = "{%- for x in range(end=9999) -%}";
        for depth in 2..6 {
            let template = open.repeat(depth) + &"{%- endfor -%}".repeat(depth);
            let (output, counted) = render(&template);
            let error = output.expect_err("an error");
            assert!(
                error.contains("all calls of `range` on this page") && error.contains("a.html:1:"),
                "{error}"
            );
            assert!(counted <= MAX_RANGE_TOTAL + MAX_RANGE_LEN, "{counted}");
        }
    }

    #[test]
    fn a_limit_differs_from_other_errors() {
        let is_exceeded = |template: &str| render(template).1 > MAX_RANGE_TOTAL;
        assert!(is_exceeded("{{ range(end=10001) }}"));
        assert!(!is_exceeded("{{ range(end=10000) }}"));
        assert!(!is_exceeded("{{ range(end=1, step_by=0) }}"));
    }

    #[test]
    fn a_page_is_written_up_to_its_limit() {
        let mut buffer = PageBuffer::with_limit(100);
        assert!(std::iter::repeat_n(b"x", 10).try_for_each(|byte| buffer.write_all(byte)).is_ok());
        assert!(!buffer.is_full);
        assert!(std::iter::repeat(b"x").try_for_each(|byte| buffer.write_all(byte)).is_err());
        assert!(buffer.is_full && buffer.bytes.len() == 11, "{}", buffer.bytes.len());
    }
}
