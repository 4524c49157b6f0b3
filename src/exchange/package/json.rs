//! JSON as a package has it: text, whole numbers from 0 on, lists and objects; and its one
//! canonical form (keys sorted by their bytes, no spaces, NFC).
//!
//! The reader refuses what `serde_json` lets pass: a key twice, a number with a sign, a fraction or
//! an exponent, `true`, a number no country has people for.

use super::refusal::PackageRefusal;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserializer, Serialize, Serializer};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use unicode_normalization::is_nfc;

/// No figure of a report can be larger: the country has some hundred million people.
pub const HIGHEST_COUNT: u64 = 1_000_000_000;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Count(u64),
    Text(String),
    List(Vec<Json>),
    Object(BTreeMap<String, Json>),
}

impl Json {
    /// Reads one document.
    pub(super) fn read(text: &[u8]) -> Result<Self, PackageRefusal> {
        let text = std::str::from_utf8(text).map_err(|_| PackageRefusal::NotJson)?;
        let why = Cell::new(PackageRefusal::NotJson);
        let mut reader = serde_json::Deserializer::from_str(text);
        let read = Reader(&why).deserialize(&mut reader).map_err(|_| why.get())?;
        reader.end().map_err(|_| PackageRefusal::NotJson)?;
        Ok(read)
    }

    /// The canonical bytes.
    pub(super) fn canonical(&self) -> Vec<u8> {
        // Keys are text and numbers whole: nothing of it can fail.
        serde_json::to_vec(self).unwrap_or_default()
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Bool(b) => to.serialize_bool(*b),
            Self::Count(n) => to.serialize_u64(*n),
            Self::Text(text) => to.serialize_str(text),
            Self::List(list) => {
                let mut seq = to.serialize_seq(Some(list.len()))?;
                for value in list {
                    seq.serialize_element(value)?;
                }
                seq.end()
            }
            Self::Object(object) => {
                let mut map = to.serialize_map(Some(object.len()))?;
                for (key, value) in object {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

/// Reads a value and remembers why it did not.
#[derive(Clone, Copy)]
struct Reader<'a>(&'a Cell<PackageRefusal>);

impl Reader<'_> {
    fn refuse<E: Error>(self, why: PackageRefusal) -> E {
        self.0.set(why);
        E::custom("refused")
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Json, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of a package")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E: Error>(self, count: u64) -> Result<Json, E> {
        if count > HIGHEST_COUNT {
            return Err(self.refuse(PackageRefusal::HugeCount));
        }
        Ok(Json::Count(count))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Json, E> {
        Err(self.refuse(PackageRefusal::NegativeCount))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Json, E> {
        Err(self.refuse(if number.is_sign_negative() {
            PackageRefusal::NegativeCount
        } else if number > HIGHEST_COUNT as f64 {
            PackageRefusal::HugeCount
        } else {
            PackageRefusal::Malformed
        }))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        if !is_nfc(text) {
            return Err(self.refuse(PackageRefusal::NotCanonical));
        }
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element_seed(self)? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut object = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value_seed(self)?;
            if object.insert(key, value).is_some() {
                return Err(self.refuse(PackageRefusal::DuplicateKey));
            }
        }
        Ok(Json::Object(object))
    }
}

/// An object being taken apart: each key once, and none may remain.
pub(super) struct Keys(BTreeMap<String, Json>);

impl Keys {
    pub(super) fn of(value: Json) -> Result<Self, PackageRefusal> {
        match value {
            Json::Object(object) => Ok(Self(object)),
            _ => Err(PackageRefusal::Malformed),
        }
    }

    pub(super) fn take(&mut self, key: &str) -> Result<Json, PackageRefusal> {
        self.0.remove(key).ok_or(PackageRefusal::MissingKey)
    }

    pub(super) fn text(&mut self, key: &str) -> Result<String, PackageRefusal> {
        match self.take(key)? {
            Json::Text(text) => Ok(text),
            _ => Err(PackageRefusal::Malformed),
        }
    }

    /// Text or null.
    pub(super) fn text_or_null(&mut self, key: &str) -> Result<Option<String>, PackageRefusal> {
        match self.take(key)? {
            Json::Text(text) => Ok(Some(text)),
            Json::Null => Ok(None),
            _ => Err(PackageRefusal::Malformed),
        }
    }

    pub(super) fn count(&mut self, key: &str) -> Result<u64, PackageRefusal> {
        match self.take(key)? {
            Json::Count(count) => Ok(count),
            _ => Err(PackageRefusal::Malformed),
        }
    }

    pub(super) fn truth(&mut self, key: &str) -> Result<bool, PackageRefusal> {
        match self.take(key)? {
            Json::Bool(value) => Ok(value),
            _ => Err(PackageRefusal::Malformed),
        }
    }

    pub(super) fn list(&mut self, key: &str) -> Result<Vec<Json>, PackageRefusal> {
        match self.take(key)? {
            Json::List(list) => Ok(list),
            _ => Err(PackageRefusal::Malformed),
        }
    }

    pub(super) fn object(&mut self, key: &str) -> Result<Self, PackageRefusal> {
        Self::of(self.take(key)?)
    }

    /// The keys that are left with their counts.
    pub(super) fn counts(self) -> Result<Vec<(String, u64)>, PackageRefusal> {
        let count = |(key, value)| match value {
            Json::Count(count) => Ok((key, count)),
            _ => Err(PackageRefusal::Malformed),
        };
        self.0.into_iter().map(count).collect()
    }

    /// Refuses what is left.
    pub(super) fn end(self) -> Result<(), PackageRefusal> {
        if self.0.is_empty() { Ok(()) } else { Err(PackageRefusal::UnknownKey) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_counts_texts_lists_and_objects_are_read() {
        use PackageRefusal as P;
        let check = |text: &str, why: PackageRefusal| {
            assert_eq!(Json::read(text.as_bytes()).err(), Some(why), "{text}");
        };
        check(r#"{"a":1,"a":1}"#, P::DuplicateKey);
        check(r#"{"a":{"b":1,"b":2}}"#, P::DuplicateKey);
        check(r#"{"a":-1}"#, P::NegativeCount);
        check(r#"{"a":-0}"#, P::NegativeCount);
        check(r#"{"a":-1.5}"#, P::NegativeCount);
        check(r#"{"a":1.5}"#, P::Malformed);
        check(r#"{"a":1e3}"#, P::Malformed);
        check(r#"{"a":1000000001}"#, P::HugeCount);
        check(r#"{"a":99999999999999999999}"#, P::HugeCount);
        check("{\"a\":\"e\u{302}\"}", P::NotCanonical);
        check(r#"{"a":1} {}"#, P::NotJson);
        check(r#"{"a":1"#, P::NotJson);
        check(&"[".repeat(100_000), P::NotJson);
        check("", P::NotJson);
        assert_eq!(Json::read(b"\xff"), Err(P::NotJson));
        let read = Json::read(br#"{ "b": [0, null, true], "a": "x" }"#).unwrap();
        assert_eq!(read.canonical(), br#"{"a":"x","b":[0,null,true]}"#);
    }
}
