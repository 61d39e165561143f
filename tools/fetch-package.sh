#!/bin/sh
# fetch-package.sh NAME@VERSION INTEGRITY FOLDER: unpacks an npm package whose tarball has the hash INTEGRITY, which is
# written as in a lockfile: sha512-… The folder appears whole or not at all.
set -eu
package=$1
integrity=$2
folder=$3
temporary=$(mktemp -d "$(dirname "$folder")/tmp.XXXXXX")
trap 'rm -rf "$temporary"' EXIT
trap 'exit 130' INT TERM HUP

hash_of() {
  node -e '
    const { createHash } = require("crypto");
    const hash = createHash("sha512").update(require("fs").readFileSync(process.argv[1]));
    console.log("sha512-" + hash.digest("base64"));' "$1"
}

(cd "$temporary" && npm pack --loglevel=error "$package" >&2)
mv "$temporary"/*.tgz "$temporary/package.tgz"
found=$(hash_of "$temporary/package.tgz")
if [ "$found" != "$integrity" ]; then
  cat >&2 <<END
$package, as $(npm config get registry) sends it, is not the package that this checkout names.
Its hash is     $found
but has to be   $integrity
Nothing of it was unpacked. Ask who runs that registry, or set another one: npm config set registry ADDRESS
END
  exit 1
fi
tar -xzf "$temporary/package.tgz" -C "$temporary"
mv "$temporary/package" "$folder"
