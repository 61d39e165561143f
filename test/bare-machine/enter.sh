#!/bin/sh
# enter.sh ROOT USER FOLDER COMMAND…: runs a command as a user on the machine whose files are in ROOT. Its processes and
# mounts end with it, and it with who called it. Its root is a real one: in a chroot, Chromium could not make its sandbox.
set -eu
exec setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child sh -euc '
  mount --bind "$1" "$1"
  cd "$1"
  mount --rbind /dev dev
  mount --rbind /sys sys
  mount -t proc proc proc
  mount -t tmpfs -o mode=1777 tmpfs tmp
  pivot_root . mnt
  umount -l /mnt
  cd "$3"
  user=$2
  shift 3
  exec setpriv --reuid "$user" --regid "$user" --init-groups "$@"' enter "$@"
