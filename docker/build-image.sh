#!/bin/sh
# build-image.sh PREFIX: builds the packages and puts their published form into PREFIX, with the dependencies that
# the lockfile names and none of the tools. Needs Node 24 and npm.
set -eu
prefix=$1
mkdir -p "$prefix"
prefix=$(cd "$prefix" && pwd -P)
cd "$(dirname "$(readlink -f "$0")")/.."

. tools/pnpm-version.sh
fetched=$(mktemp -d)
tools/fetch-package.sh "$pnpm_package" "$pnpm_integrity" "$fetched/pnpm"
pnpm() {
  CI=true node "$fetched/pnpm/bin/pnpm.cjs" "$@"
}

pnpm install --frozen-lockfile
pnpm build
tar -cf - package.json pnpm-lock.yaml pnpm-workspace.yaml packages/*/package.json | tar -xf - -C "$prefix"
pnpm --dir "$prefix" install --frozen-lockfile --prod
for package in packages/*; do
  # What is packed differs from the checkout: its entry points are the built files.
  tarballs=$(mktemp -d)
  pnpm --dir "$package" pack --pack-destination "$tarballs"
  tar -xzf "$tarballs"/*.tgz --strip-components 1 -C "$prefix/$package"
  rm -r "$tarballs"
done
chmod +x "$prefix/packages/cli/dist/hyperframes.js"

# Chromium is unpacked here. Renders keep unfinished work beside it, as whatever user `docker run` names.
mkdir -p "$prefix/cache"
node "$prefix/packages/renderer/dist/browser/program/unpack-chromium.js" "$prefix/cache"
chmod 1777 "$prefix/cache"
