# the same steps as .ci/run, one by one

# everything that has to pass before a commit
ci:
    bash .ci/run

# format, lints
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings

# all tests
test:
    cargo test

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
