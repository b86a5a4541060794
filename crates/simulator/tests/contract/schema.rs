//! The provider's own description (OpenAPI 3.0), which lies beside the project: its schemas and parameter names.

use std::io::Write;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

pub struct Spec(Value);

impl Spec {
    /// `None`, with a visible line, where the description is absent.
    #[must_use]
    pub fn load() -> Option<Self> {
        Self::read("twilio_messages.openapi.json")
    }

    /// The description of the price lists.
    #[must_use]
    pub fn pricing() -> Option<Self> {
        Self::read("twilio_pricing.openapi.json")
    }

    fn read(name: &str) -> Option<Self> {
        let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
        let folder = std::env::var_os("FANLINE_SHARED").map_or(beside, PathBuf::from);
        let Ok(text) = std::fs::read_to_string(folder.join("providers").join(name)) else {
            // Written past the test harness, which would swallow a printed line of a test that passes.
            writeln!(std::io::stderr(), "skipped: the provider's description is not here (FANLINE_SHARED)").ok();
            return None;
        };
        Some(Self(serde_json::from_str(&text).expect("the description is JSON")))
    }

    /// `(path, method)` of everything described.
    pub fn operations(&self) -> Vec<(String, String)> {
        let paths = self.0["paths"].as_object().expect("paths");
        let methods = ["get", "post", "delete", "put", "patch"];
        paths
            .iter()
            .flat_map(|(path, item)| {
                methods.iter().filter(|m| item.get(**m).is_some()).map(|m| (path.clone(), (*m).to_owned()))
            })
            .collect()
    }

    fn operation(&self, path: &str, method: &str) -> &Value {
        let operation = &self.0["paths"][path][method];
        assert!(operation.is_object(), "{method} {path} is described");
        operation
    }

    /// Names of the query's or the form's parameters.
    pub fn parameters(&self, path: &str, method: &str) -> Vec<String> {
        let operation = self.operation(path, method);
        let query = operation["parameters"].as_array().into_iter().flatten().filter(|p| p["in"] == "query");
        let query = query.filter_map(|p| p["name"].as_str()).map(str::to_owned);
        let form = &operation["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]["properties"];
        let form = form.as_object().into_iter().flat_map(Map::keys).cloned();
        query.chain(form).collect()
    }

    /// Checks an answer: its types, its formats, and that it has every described field and no other.
    pub fn check(&self, path: &str, method: &str, status: u16, body: &Value) {
        let response = &self.operation(path, method)["responses"][status.to_string()];
        assert!(response.is_object(), "{method} {path}: {status} is described");
        let mut schema = convert(&response["content"]["application/json"]["schema"]);
        schema["components"] = convert(&self.0["components"]);
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .with_format("date-time-rfc-2822", is_rfc2822)
            .with_format("phone-number", |text: &str| text.starts_with('+') && text.len() > 7)
            .with_format("currency", |text: &str| text.len() == 3)
            .build(&schema)
            .expect("a schema");
        let errors: Vec<String> =
            validator.iter_errors(body).map(|e| format!("{} at {}", e, e.instance_path())).collect();
        assert!(errors.is_empty(), "{method} {path}: {errors:#?}\n{body:#}");
        self.check_fields(&response["content"]["application/json"]["schema"], body, path);
    }

    fn check_fields(&self, schema: &Value, body: &Value, place: &str) {
        let schema = match schema["$ref"].as_str() {
            Some(reference) => {
                let name = reference.rsplit('/').next().unwrap_or_default();
                &self.0["components"]["schemas"][name]
            }
            None => schema,
        };
        if let (Some(properties), Some(object)) = (schema["properties"].as_object(), body.as_object()) {
            let described: Vec<&String> = properties.keys().collect();
            let mut sent: Vec<&String> = object.keys().collect();
            let mut expected = described;
            expected.sort();
            sent.sort();
            assert_eq!(sent, expected, "fields of {place}");
            for (name, value) in object {
                self.check_fields(&properties[name], value, &format!("{place} {name}"));
            }
        } else if let Some(rows) = body.as_array() {
            rows.iter().for_each(|row| self.check_fields(&schema["items"], row, place));
        }
    }
}

fn is_rfc2822(text: &str) -> bool {
    jiff::fmt::rfc2822::parse(text).is_ok()
}

/// OpenAPI 3.0 as JSON Schema: `nullable` becomes a type, and addresses may be relative, as the examples are.
fn convert(schema: &Value) -> Value {
    match schema {
        Value::Array(items) => items.iter().map(convert).collect(),
        Value::Object(object) => {
            let mut out: Map<String, Value> = object.iter().map(|(key, value)| (key.clone(), convert(value))).collect();
            if out.get("nullable") == Some(&json!(true)) {
                if let Some(kind) = out.get("type").filter(|kind| kind.is_string()).cloned() {
                    out.insert("type".to_owned(), json!([kind, "null"]));
                }
                if let Some(Value::Array(words)) = out.get_mut("enum") {
                    words.push(Value::Null);
                }
            }
            // Amounts are described as numbers and sent as text, which this says.
            if let Some(sent_as) = out.get("x-twilio").and_then(|more| more.get("overrideType")).cloned() {
                out.insert("type".to_owned(), sent_as);
            }
            if out.get("format") == Some(&json!("uri")) {
                out.insert("format".to_owned(), json!("uri-reference"));
            }
            Value::Object(out)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => schema.clone(),
    }
}
