//! The tables themselves.

use super::Reader;

#[test]
fn every_line_of_the_tables_is_read() {
    assert_eq!(Reader::english().rejected(), [] as [String; 0]);
}
