//! Comparison of front matter without spans.

use crate::data::{DataMap, DataValue};
use crate::text::Span;

/// Returns whether two mappings have the same pairs; the order of keys does not matter.
pub(super) fn same_map(one: &DataMap, other: &DataMap) -> bool {
    let sorted = |map: &DataMap| {
        let mut indices: Vec<usize> = (0..map.len()).collect();
        indices.sort_by(|a, b| map[*a].0.value.cmp(&map[*b].0.value));
        indices
    };
    let same_pair = |(a, b): (usize, usize)| {
        one[a].0.value == other[b].0.value && same_value(&one[a].1.value, &other[b].1.value)
    };
    one.len() == other.len() && sorted(one).into_iter().zip(sorted(other)).all(same_pair)
}

fn same_value(one: &DataValue, other: &DataValue) -> bool {
    match (one, other) {
        (DataValue::Number(a), DataValue::Number(b)) => a.to_bits() == b.to_bits(),
        (DataValue::List(a), DataValue::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(&a.value, &b.value))
        }
        (DataValue::Map(a), DataValue::Map(b)) => same_map(a, b),
        _ => one == other,
    }
}

/// Returns the scalar at a span.
pub(super) fn scalar_at(pairs: &mut DataMap, span: Span) -> Option<&mut DataValue> {
    pairs.iter_mut().find_map(|(_, node)| scalar_within(&mut node.value, node.span, span))
}

fn scalar_within(value: &mut DataValue, at: Span, span: Span) -> Option<&mut DataValue> {
    match value {
        DataValue::List(items) => {
            items.iter_mut().find_map(|item| scalar_within(&mut item.value, item.span, span))
        }
        DataValue::Map(pairs) => scalar_at(pairs, span),
        scalar => (at == span && span.start < span.end).then_some(scalar),
    }
}
