#!/bin/sh
# Renders the narrated report with an emulated HeyGen: without an account, a key or the network.
# What follows goes to `hyperframes render`: run-with-emulator.sh -o report.mp4 --size 9:16
set -eu
here=$(cd "$(dirname "$0")" && pwd)
: "${HYPERFRAMES:=npx hyperframes}"

settings=$(mktemp)
$HYPERFRAMES heygen emulate --quiet >"$settings" &
emulator=$!
trap 'kill "$emulator" 2>/dev/null || true; rm -f "$settings"' EXIT
trap 'exit 130' INT TERM

until grep -q HEYGEN_ALLOW_HTTP "$settings"; do
  kill -0 "$emulator" # ends the script if the emulator did not start
  sleep 0.1
done
. "$settings"
HEYGEN_API_KEY=emulated
export HEYGEN_API_KEY

$HYPERFRAMES render "$here" "$@"
