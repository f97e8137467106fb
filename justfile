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

# format, lints, the library's pages
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

# all tests
test:
    cargo test --workspace

# the sample, varied a thousand times, against a judge that shares no code with the program
variations many="1000":
    YARDSTICK_VARIATIONS={{many}} cargo test --test integration strategy::variations

# the sample authority, evaluated
sample:
    cargo run --release -- evaluate workbooks

# write the sample workbooks again
samples:
    cargo run --release --example make_sample_workbooks

# write the generated files again: schemas, the rulebook in words
generate:
    cargo run --release -- rules schema --out rules
    cargo run --release -- rules document --pages docs/rules

# keep the templates of this release for `rules upgrade`: at a release, before the version in Cargo.toml and the
# `made from` of the templates are raised
released:
    #!/usr/bin/env bash
    set -euo pipefail
    version=$(cargo pkgid | sed 's/.*[#@]//')
    home=$PWD
    work=$(mktemp -d)
    cp -r rules "$work/england-2011-14"
    for rules in examples/*/rules; do cp -r "$rules" "$work/$(basename "$(dirname "$rules")")"; done
    find "$work" -type f ! -name '*.yaml' ! -name '*.rhai' ! -name '*.csv' -delete
    find "$work" -type f -exec touch -d 2000-01-01 {} +
    (cd "$work" && find . -type f -printf '%P\n' | sort | zip -q -9 -X "$home/released/$version.zip" -@)

# speed, as ratios within one run
bench:
    benches/national.py
    cargo bench

# licences, sources, advisories
deny:
    cargo deny check
    cargo audit
