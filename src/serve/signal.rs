//! Tells the rebuilding thread that sources may have changed, and others when it has taken that in.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Time without a signal after which a scan begins.
const QUIET: Duration = Duration::from_millis(15);
/// The same after a file was written to its end.
const SHORT_QUIET: Duration = Duration::from_millis(2);
/// Time after which signals are of a series of saves, and no more of the first of them.
const FIRST_SAVE: Duration = Duration::from_millis(10);
/// Time without a signal after which a series has ended.
const SERIES_END: Duration = Duration::from_millis(100);
/// Maximum time that a scan waits for such a time.
const MAX_DELAY: Duration = Duration::from_millis(300);

/// Maximum time that a request waits for a change to be taken in.
pub(super) const MAX_WAIT: Duration = Duration::from_secs(10);

/// Requests for scans, counted.
#[derive(Default)]
pub(super) struct ScanSignal {
    counts: Mutex<Counts>,
    changed: Condvar,
}

#[derive(Default)]
struct Counts {
    wanted: u64,
    done: u64,
    series: Option<ChangeSeries>,
    stopped: bool,
}

/// Signals that follow each other closely.
#[derive(Clone, Copy)]
struct ChangeSeries {
    first: Instant,
    last: Instant,
    /// Time without a signal to wait for.
    quiet: Duration,
}

impl ChangeSeries {
    /// Returns the series after a signal.
    fn after(last: Option<Self>, state: SaveState, now: Instant) -> Self {
        let last = last.filter(|series| now.duration_since(series.last) < SERIES_END);
        let first = last.map_or(now, |series| series.first);
        let is_first_save = now.duration_since(first) < FIRST_SAVE;
        let quiet = if is_first_save && state == SaveState::Finished { SHORT_QUIET } else { QUIET };
        Self { first, last: now, quiet }
    }
}

/// What the system says of a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SaveState {
    /// A file is written to its end, or has been replaced.
    Finished,
    /// Nothing, so more may follow.
    Unknown,
}

/// What the rebuilding thread is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NextStep {
    /// Scan, and then report this number as done.
    Scan(u64),
    /// End.
    Stop,
}

impl ScanSignal {
    /// Asks for a scan.
    pub(super) fn request(&self, state: SaveState) {
        let mut counts = self.lock();
        counts.wanted += 1;
        counts.series = Some(ChangeSeries::after(counts.series, state, Instant::now()));
        self.changed.notify_all();
    }

    /// Returns whether a scan is wanted, or the end.
    pub(super) fn is_wanted(&self) -> bool {
        let counts = self.lock();
        counts.wanted > counts.done || counts.stopped
    }

    /// Ends the rebuilding thread and all waiting.
    pub(super) fn stop(&self) {
        self.lock().stopped = true;
        self.changed.notify_all();
    }

    /// Waits for a request and a quiet time after it, or until the next scan without a request is due.
    pub(super) fn next(&self, poll: Duration) -> NextStep {
        let due = Instant::now() + poll;
        let mut counts = self.lock();
        let mut first = None;
        loop {
            let now = Instant::now();
            if counts.stopped {
                return NextStep::Stop;
            }
            let is_wanted = counts.wanted > counts.done;
            let first = is_wanted.then(|| *first.get_or_insert(now));
            let begins = match (first, counts.series) {
                (Some(first), Some(series)) => (series.last + series.quiet).min(first + MAX_DELAY),
                _ => due,
            };
            if begins <= now {
                return NextStep::Scan(counts.wanted);
            }
            let waited = self.changed.wait_timeout(counts, begins - now);
            counts = waited.map_or_else(|poisoned| poisoned.into_inner().0, |(counts, _)| counts);
        }
    }

    /// Waits until there are more requests than this number, but not longer than this. Returns the number of requests.
    pub(super) fn wait_for_more(&self, number: u64, limit: Duration) -> u64 {
        let has_no_more = |counts: &mut Counts| counts.wanted <= number && !counts.stopped;
        let waited = self.changed.wait_timeout_while(self.lock(), limit, has_no_more);
        waited.map_or_else(|poisoned| poisoned.into_inner().0.wanted, |(counts, _)| counts.wanted)
    }

    /// Reports the requests up to this number as done.
    pub(super) fn finish(&self, number: u64) {
        let mut counts = self.lock();
        counts.done = counts.done.max(number);
        self.changed.notify_all();
    }

    /// Waits until all requests so far are done, but not longer than this.
    pub(super) fn wait_until_done(&self, limit: Duration) {
        let counts = self.lock();
        let wanted = counts.wanted;
        let is_open = |counts: &mut Counts| counts.done < wanted && !counts.stopped;
        // Without an answer in time, the caller goes on with what there is.
        drop(self.changed.wait_timeout_while(counts, limit, is_open));
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn many_requests_give_one_scan() {
        let signal = ScanSignal::default();
        for _ in 0..100 {
            signal.request(SaveState::Unknown);
        }
        assert_eq!(signal.next(Duration::from_secs(60)), NextStep::Scan(100));
        signal.finish(100);
        signal.wait_until_done(Duration::from_secs(60));
        let begun = Instant::now();
        assert_eq!(signal.next(Duration::from_millis(40)), NextStep::Scan(100));
        assert!(begun.elapsed() >= Duration::from_millis(40), "without requests it scans when that is due");
    }

    #[test]
    fn endless_requests_do_not_delay_a_scan_for_ever() {
        let signal = ScanSignal::default();
        thread::scope(|scope| {
            let typing = scope.spawn(|| {
                for _ in 0..80 {
                    signal.request(SaveState::Unknown);
                    thread::sleep(Duration::from_millis(5));
                }
            });
            let NextStep::Scan(number) = signal.next(Duration::from_secs(60)) else { panic!("a scan") };
            assert!(number < 80 && !typing.is_finished(), "{number}");
        });
    }

    #[test]
    fn one_finished_save_waits_less_than_a_series() {
        let start = Instant::now();
        let at = |milliseconds| start + Duration::from_millis(milliseconds);
        let after = |signals: &[(u64, SaveState)]| {
            let next =
                |last, (time, state): &(u64, SaveState)| Some(ChangeSeries::after(last, *state, at(*time)));
            signals.iter().fold(None, next).map(|series| series.quiet)
        };
        use SaveState::{Finished, Unknown};
        let cases: [(&[(u64, SaveState)], Duration); 5] = [
            (&[(0, Unknown)], QUIET),
            (&[(0, Unknown), (1, Finished)], SHORT_QUIET),
            (&[(0, Unknown), (1, Finished), (2, Unknown)], QUIET),
            (&[(0, Finished), (40, Finished), (80, Finished)], QUIET),
            (&[(0, Finished), (40, Finished), (240, Unknown), (241, Finished)], SHORT_QUIET),
        ];
        for (signals, quiet) in cases {
            assert_eq!(after(signals), Some(quiet), "{signals:?}");
        }
    }

    #[test]
    fn the_next_request_ends_the_wait_for_it() {
        let signal = ScanSignal::default();
        signal.request(SaveState::Unknown);
        let NextStep::Scan(number) = signal.next(Duration::from_secs(60)) else { panic!("a scan") };
        let begun = Instant::now();
        assert_eq!(signal.wait_for_more(number, Duration::from_millis(40)), number);
        assert!(begun.elapsed() >= Duration::from_millis(40), "the request before does not");
        thread::scope(|scope| {
            let waiting = scope.spawn(|| signal.wait_for_more(number, Duration::from_secs(60)));
            signal.request(SaveState::Finished);
            assert_eq!(waiting.join().expect("no panic"), number + 1);
        });
        assert!(begun.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn stop_ends_all_waiting() {
        let signal = ScanSignal::default();
        signal.request(SaveState::Unknown);
        thread::scope(|scope| {
            scope.spawn(|| signal.wait_until_done(Duration::from_secs(60)));
            signal.stop();
        });
        assert_eq!(signal.next(Duration::from_secs(60)), NextStep::Stop);
    }
}
