#!/bin/sh
# Runs the steps of weekly-report.yml as GitHub would, in their order, in a clean folder.
#
#   run-locally.sh [REPOSITORY [FOLDER]]
#
# REPOSITORY, else this one, is what the report is about. The video, the figures and the summary are left in FOLDER, else in
# renders/github-actions below the folder you are in. HYPERFRAMES_ARGUMENTS may hold further arguments for the render.
set -eu
here=$(dirname "$(readlink -f "$0")")
root=$(dirname "$(dirname "$here")")
repository=$(readlink -f "${1:-$root}")
mkdir -p "${2:-renders/github-actions}"
results=$(readlink -f "${2:-renders/github-actions}")
"$root/bin/setup"

clean=$(mktemp -d)
trap 'rm -rf "$clean"' EXIT INT TERM

# What actions/checkout does. The scripts come from here, as a repository that uses the workflow has them too.
git clone --quiet --no-hardlinks "file://$repository" "$clean/checkout"
mkdir -p "$clean/checkout/examples/github-actions"
cp "$here/gather.mjs" "$here/summarize.mjs" "$clean/checkout/examples/github-actions/"

cd "$clean/checkout"
GITHUB_REPOSITORY=local/$(basename "$repository")
export GITHUB_REPOSITORY GITHUB_WORKSPACE="$clean/checkout" GITHUB_ACTION_PATH="$root"
export GITHUB_STEP_SUMMARY="$results/summary.md" GITHUB_OUTPUT="$clean/output"
: > "$GITHUB_STEP_SUMMARY"
PATH="$root/.tools/bin:$PATH" node "$here/run-steps.mjs" "$here/weekly-report.yml" "$results"
