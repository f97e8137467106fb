# the same steps as .ci/run, one by one

# everything that has to pass before a commit
ci:
    bash .ci/run

# the inner loop: format, types, unit tests, the house rules
quick:
    cargo fmt --all --check
    cargo check --workspace --all-targets
    cargo test --workspace --lib
    cargo test --test integration tidy

# format, lints
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings

# all tests
test:
    cargo test --workspace

# the sample authority, evaluated
sample:
    cargo run --release -- evaluate workbooks

# write the sample workbooks again
samples:
    cargo run --release --example make_sample_workbooks

# write the generated files again: schemas, rules.md
generate:
    cargo run --release -- rules schema --out rules
    cargo run --release -- rules document --out docs/rules.md

# speed, as ratios within one run
bench:
    benches/national.py
    cargo bench

# licences, sources, advisories
deny:
    cargo deny check
