#!/bin/sh
# Makes a video of a release from a repository's changelog and history.
#
#   make.sh [REPOSITORY [OUTPUT [VERSION]]]
#
# REPOSITORY, else this one. OUTPUT, else renders/release.mp4 below the folder you are in. VERSION, else the first in the
# changelog. HYPERFRAMES_ARGUMENTS may hold further arguments for the render, as `--size 9:16`.
set -eu
here=$(dirname "$(readlink -f "$0")")
root=$(dirname "$(dirname "$here")")
repository=${1:-$root}
output=${2:-renders/release.mp4}
version=${3:-}
"$root/bin/setup"

data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT INT TERM
PATH="$root/.tools/bin:$PATH" node "$here/gather.mjs" --repository "$repository" --output "$data/release.json" ${version:+--version "$version"}
set -- "$root/templates/release-notes" --data "$data/release.json" --output "$output" --force
for argument in ${HYPERFRAMES_ARGUMENTS:-}; do
  set -- "$@" "$argument"
done
"$root/bin/hyperframes" render "$@"
