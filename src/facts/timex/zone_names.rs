//! Names of time zones whose offset depends on the season or the region: `ET`, `Pacific`, `Rome`.

use std::collections::HashMap;

use jiff::civil;
use jiff::tz::TimeZone;

/// The areas of IANA zones that are named after cities.
const AREAS: [&str; 9] = [
    "Europe",
    "America",
    "Asia",
    "Africa",
    "Australia",
    "Pacific",
    "Atlantic",
    "Indian",
    "America/Argentina",
];

/// The zones of names, in lower case.
#[derive(Debug, Default)]
pub(super) struct ZoneNames {
    zones: HashMap<Box<str>, Vec<NamedZone>>,
}

/// A zone that a name means in some regions.
#[derive(Clone, Debug)]
struct NamedZone {
    zone: Box<str>,
    /// The beginnings of the zones of texts. If there is none, the name means the zone everywhere.
    regions: Vec<Box<str>>,
}

impl ZoneNames {
    /// Parses a table of lines `NAME, NAME = ZONE` or `NAME = ZONE in REGION`. Also returns the lines that are invalid.
    pub(super) fn from_table(table: &str) -> (Self, Vec<String>) {
        let mut names = Self::default();
        let mut rejected = Vec::new();
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if names.add_line(line).is_none() {
                rejected.push(line.to_owned());
            }
        }
        (names, rejected)
    }

    fn add_line(&mut self, line: &str) -> Option<()> {
        let (names, meaning) = line.split_once('=')?;
        let mut words = meaning.split_whitespace();
        let zone = words.next()?;
        let regions = words.skip_while(|word| *word == "in").map(Into::into).collect();
        let zone = NamedZone { zone: zone.into(), regions };
        for name in names.split(',') {
            self.zones.entry(name.trim().into()).or_default().push(zone.clone());
        }
        Some(())
    }

    /// Returns the zone that a name means in a text whose own zone is `home`: that of the table, or that of a city.
    pub(super) fn find(&self, name: &str, home: &TimeZone) -> Option<TimeZone> {
        let home = home.iana_name().unwrap_or("");
        let fits = |zone: &&NamedZone| {
            zone.regions.is_empty() || zone.regions.iter().any(|region| home.starts_with(&**region))
        };
        match self.zones.get(name).map(|zones| zones.iter().find(fits)) {
            Some(zone) => TimeZone::get(&zone?.zone).ok(),
            None => {
                let city = name.replace(' ', "_");
                AREAS.iter().find_map(|area| TimeZone::get(&format!("{area}/{city}")).ok())
            }
        }
    }
}

/// Returns the offset of a zone at a local time, in minutes ahead of UTC.
pub(super) fn offset_at(zone: &TimeZone, local: civil::DateTime) -> Option<i16> {
    let zoned = zone.to_ambiguous_zoned_datetime(local).compatible().ok()?;
    i16::try_from(zoned.offset().seconds() / 60).ok()
}

#[test]
fn every_zone_of_the_table_exists() {
    let (names, rejected) = ZoneNames::from_table(include_str!("../languages/en/dates/zones.txt"));
    assert_eq!(rejected, [] as [String; 0]);
    let zones: Vec<&NamedZone> = names.zones.values().flatten().collect();
    assert!(zones.len() > 50);
    for zone in zones {
        assert!(TimeZone::get(&zone.zone).is_ok(), "{}", zone.zone);
    }
}
