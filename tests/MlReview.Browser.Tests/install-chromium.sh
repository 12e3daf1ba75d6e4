#!/bin/sh
# Installs Debian's Chromium where there is none: what the tests of the HTML report run in.
set -eu
if command -v chromium >/dev/null 2>&1; then
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core
