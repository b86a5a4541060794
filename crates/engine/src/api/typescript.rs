//! The command table as TypeScript, kept fresh by a test.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

use super::typescript_signatures;

const HEADER: &str = "// Written from the command table of the engine; a test of the workspace keeps it fresh.\n\n";

/// Declares each type once, by name: the order in which ts-rs meets them differs from build to build.
struct Declarations<'a> {
    config: &'a Config,
    by_name: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only types of our own have a place in a file; text, numbers and lists are TypeScript's.
        if T::output_path().is_none() {
            return;
        }
        // A page of texts and a page of fans are one declaration, but what they hold differs.
        T::visit_generics(self);
        let name = T::ident(self.config);
        if self.by_name.contains_key(&name) {
            return;
        }
        // ts-rs writes `export` itself only into files.
        self.by_name.insert(name, format!("export {}\n", T::decl(self.config)));
        T::visit_dependencies(self);
    }
}

fn bindings() -> String {
    let config = Config::default().with_large_int("number");
    let mut types = Declarations { config: &config, by_name: BTreeMap::new() };
    super::visit_types(&mut types);
    types.visit::<super::views::EventBatch>();
    types.visit::<crate::error::Error>();
    let declarations: String = types.by_name.into_values().collect();
    let mut text = format!("{HEADER}{declarations}\nexport type Commands = {{\n");
    for (name, params, result) in typescript_signatures(&config) {
        writeln!(text, "  \"{name}\": {{ params: {params}, result: {result} }},").expect("a string takes everything");
    }
    text.push_str("};\n");
    text
}

/// A window built from old bindings asks for what the engine does not know.
#[test]
fn bindings_are_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/lib/ipc/generated/bindings.ts");
    let wanted = bindings();
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        std::fs::write(path, &wanted).expect("write the bindings");
    }
    let file = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(file == wanted, "the bindings are old: UPDATE_BINDINGS=1 cargo test -p fanline-engine bindings");
}
