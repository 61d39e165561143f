#!/bin/sh
# pack.sh FOLDER: builds the packages, and packs them into FOLDER as they would be published.
set -eu
folder=$1
mkdir -p "$folder"
folder=$(cd "$folder" && pwd -P)
cd "$(dirname "$(readlink -f "$0")")/.."
bin/setup
PATH=$PWD/.tools/bin:$PATH

pnpm --silent build
pnpm --silent --recursive --filter './packages/*' exec pnpm --silent pack --pack-destination "$folder" >&2
