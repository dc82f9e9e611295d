//! The timeline chart as a separate SVG file: a bar for each period, outlined for future events, and a line before what is
//! to come. It follows the reader's colour scheme and contains a description.

use crate::page::TimelineChart;
use crate::render::ViewBuilder;

use super::xml::XmlWriter;

/// Lengths in units of the image.
const WIDTH: f64 = 440.0;
const HEIGHT: f64 = 120.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = 20.0;
const SIDE: f64 = 6.0;
/// Maximum number of years labelled below the bars.
const MAX_LABELS: i64 = 6;

/// Colours of the light scheme, also used without styles, and the style of the dark scheme.
const INK: &str = "#17191e";
const SIGNAL: &str = "#9d1c1f";
const DARK_STYLE: &str = "@media (prefers-color-scheme: dark) { .ink { fill: #e9e6df } .line { stroke: #e9e6df } .now { stroke: #ff9d93 } }";

/// Returns the chart.
pub(super) fn svg(views: &ViewBuilder<'_>) -> Vec<u8> {
    let mut xml = XmlWriter::new();
    if let Some(timeline) = TimelineChart::new(views.site()) {
        ChartWriter { chart: &timeline, xml: &mut xml }.draw(views);
    }
    xml.finish()
}

struct ChartWriter<'a> {
    chart: &'a TimelineChart,
    xml: &'a mut XmlWriter,
}

impl ChartWriter<'_> {
    fn draw(&mut self, views: &ViewBuilder<'_>) {
        let size = format!("0 0 {WIDTH} {HEIGHT}");
        let root = [
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("viewBox", size.as_str()),
            ("role", "img"),
            ("aria-labelledby", "title desc"),
            ("font-family", "system-ui, sans-serif"),
            ("font-size", "12"),
        ];
        self.xml.open("svg", &root);
        self.xml.text_element_with("title", &[("id", "title")], views.site().labels.get("chart-title"));
        self.xml.text_element_with("desc", &[("id", "desc")], &views.chart_description(self.chart));
        self.xml.text_element_with("style", &[], DARK_STYLE);
        self.bars();
        self.axis(views);
        self.now(views);
        self.xml.close("svg");
    }

    fn bars(&mut self) {
        let highest = self.highest_bar().max(1) as f64;
        let room = HEIGHT - TOP - BOTTOM;
        let width = self.bar_pitch();
        let bars = self.chart.bars.clone();
        for (index, bar) in bars.into_iter().enumerate().filter(|(_, bar)| bar.count() > 0) {
            let x = SIDE + index as f64 * width;
            let height = |facts: usize| facts as f64 / highest * room;
            let (past, future) = (height(bar.past), height(bar.future));
            let base = HEIGHT - BOTTOM;
            if bar.past > 0 {
                self.bar(x, base - past, width, past.max(1.0), &[("class", "ink"), ("fill", INK)]);
            }
            if bar.future > 0 {
                let outline = [("class", "line"), ("fill", "none"), ("stroke", INK)];
                self.bar(x, base - past - future, width, future.max(1.0), &outline);
            }
        }
    }

    fn bar(&mut self, x: f64, y: f64, width: f64, height: f64, style: &[(&'static str, &str)]) {
        // Bars are separated by a gap if they are wide enough.
        let gap = if width > 3.0 { 1.0 } else { 0.0 };
        let [x, y, width, height] = [x + gap / 2.0, y, width - gap, height].map(format_length);
        let position = [("x", x.as_str()), ("y", &y), ("width", &width), ("height", &height)];
        self.xml.empty_element("rect", &[&position, style].concat());
    }

    /// Draws the base line, some year labels, and the count of the highest bar.
    fn axis(&mut self, views: &ViewBuilder<'_>) {
        let base = format_length(HEIGHT - BOTTOM);
        self.xml.empty_element(
            "path",
            &[("class", "line"), ("stroke", INK), ("d", &format!("M0 {base}H{WIDTH}"))],
        );
        for (x, year) in self.labels(views) {
            let [x, y] = [x, HEIGHT - 5.0].map(format_length);
            let attributes =
                [("class", "ink"), ("fill", INK), ("x", x.as_str()), ("y", &y), ("text-anchor", "middle")];
            self.xml.text_element_with("text", &attributes, &year);
        }
        let highest =
            self.chart.bars.iter().position(|bar| bar.count() == self.highest_bar()).unwrap_or_default();
        let x = format_length((SIDE + (highest as f64 + 0.5) * self.bar_pitch()).clamp(12.0, WIDTH - 12.0));
        let attributes =
            [("class", "ink"), ("fill", INK), ("x", x.as_str()), ("y", "13"), ("text-anchor", "middle")];
        let count = self.highest_bar().to_string();
        self.xml.text_element_with("text", &attributes, &count);
    }

    /// Returns round years with their x coordinates.
    fn labels(&self, views: &ViewBuilder<'_>) -> Vec<(f64, String)> {
        let TimelineChart { first_year: first, years_per_bar: step, bars } = self.chart;
        let last = first + step * (bars.len() as i64 - 1);
        let interval = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
            .into_iter()
            .find(|interval| interval % step == 0 && (last - first) / interval < MAX_LABELS)
            .unwrap_or((last - first).max(1));
        let round =
            (first.div_euclid(interval)..=last.div_euclid(interval)).map(|multiple| multiple * interval);
        let labelled = round.filter(|year| (*first..=last).contains(year));
        let x = |year: i64| {
            (SIDE + ((year - first) / step) as f64 * self.bar_pitch() + self.bar_pitch() / 2.0)
                .clamp(16.0, WIDTH - 16.0)
        };
        labelled.map(|year| (x(year), views.year_label(year))).collect()
    }

    /// Draws a line between the facts that have begun and those to come, where there are both. The line stands at the last
    /// fact that has begun, so it moves only when a fact begins.
    fn now(&mut self, views: &ViewBuilder<'_>) {
        let site = views.site();
        let begun = site.events.partition_point(|event| site.as_of.has_reached(event.start));
        let Some(last) = begun.checked_sub(1).filter(|_| begun < site.events.len()) else { return };
        let day = site.events[last].start.to_zoned_datetime(site.settings.time_zone.clone());
        let years =
            f64::from(day.year()) + f64::from(day.day_of_year()) / 366.0 - self.chart.first_year as f64;
        let x = SIDE + years / self.chart.years_per_bar as f64 * self.bar_pitch();
        if (0.0..=WIDTH).contains(&x) {
            let line = format!("M{} {}V{}", format_length(x), TOP - 2.0, HEIGHT - BOTTOM + 4.0);
            self.xml.empty_element(
                "path",
                &[("class", "now"), ("stroke", SIGNAL), ("stroke-width", "1.5"), ("d", &line)],
            );
        }
    }

    fn highest_bar(&self) -> usize {
        self.chart.bars.iter().map(|bar| bar.count()).max().unwrap_or_default()
    }

    /// Returns the distance between the left edges of neighbouring bars.
    fn bar_pitch(&self) -> f64 {
        (WIDTH - 2.0 * SIDE) / self.chart.bars.len() as f64
    }
}

/// Formats a length with at most two decimals.
fn format_length(length: f64) -> String {
    let text = format!("{length:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
