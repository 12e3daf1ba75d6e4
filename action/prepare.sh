#!/usr/bin/env bash
# Makes the folder that the tool is installed into and run from. It is new and outside of the workspace: nothing that the repository under review
# brings along (global.json, NuGet.config, Directory.Build.props) lies in it or above it, and what an earlier step left there is gone.
# Bash 3.2 has to understand this file: macOS has no newer one.
set -euo pipefail

fail() { echo "::error title=MlReview::$1"; exit 2; }

[[ $INPUT_VERSION =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] ||
    fail "The input 'version' takes one exact version, such as 0.1.0."
case $INPUT_PACKAGE_SOURCE in
    *[\<\>\&\"\']* | *$'\n'*) fail "The input 'package-source' holds characters that no address and no path of packages has." ;;
    https://*) ;;
    /* | [A-Za-z]:*) [[ -d $INPUT_PACKAGE_SOURCE ]] || fail "The input 'package-source' names a directory that does not exist." ;;
    *) fail "The input 'package-source' takes an https address, or the absolute path of a directory." ;;
esac
[[ ${RUNNER_TEMP//\\//}/ != "${GITHUB_WORKSPACE//\\//}"/* ]] ||
    fail "The runner's temporary folder lies in the workspace, where the repository under review could govern it."

home=$RUNNER_TEMP/mlreview
rm -rf "$home"
mkdir -p "$home/tool" "$home/results" "$home/work"
# The nearest global.json is the one that counts: no other is looked for.
echo '{}' > "$home/work/global.json"

suffix=
if [[ ${RUNNER_OS:-} == Windows ]]; then suffix=.exe; fi
echo "tool=$home/tool/mlreview$suffix" >> "$GITHUB_OUTPUT"

cd "$home/work"
# Not piped: a reader that stops early would end the writer, and the pipe with it.
sdks=$(dotnet --list-sdks 2>/dev/null || true)
if grep -q '^10\.' <<< "$sdks"; then echo "sdk=present" >> "$GITHUB_OUTPUT"; fi
