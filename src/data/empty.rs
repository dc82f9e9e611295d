//! Values that count as absent.

use super::{DataNode, DataValue};

/// Returns whether a node is empty, or a mapping that an editor wrote with nothing in it.
pub(super) fn is_blank(node: &DataNode) -> bool {
    match &node.value {
        DataValue::Map(pairs) => pairs.iter().all(|(_, value)| is_blank(value)),
        _ => is_empty(node),
    }
}

/// Returns whether a node has no value.
pub(super) fn is_empty(node: &DataNode) -> bool {
    match &node.value {
        DataValue::Null => true,
        DataValue::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}
