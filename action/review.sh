#!/usr/bin/env bash
# Puts the command line of 'mlreview review' together and runs the installed tool, from the folder that prepare.sh made.
set -euo pipefail
# No word of an input is a pattern of files.
set -f

home=$RUNNER_TEMP/mlreview
arguments=(review)

fail() { echo "::error title=MlReview::$1"; exit 2; }
# OPTION VALUE: the option with its value, when there is one.
option() { if [[ -n $2 ]]; then arguments+=("$1" "$2"); fi; }
# INPUT OPTION VALUE: the option, when the value is true.
switch() {
    case $3 in
        true) arguments+=("$2") ;;
        false | '') ;;
        *) fail "The input '$1' takes true or false." ;;
    esac
}
# OPTION VALUE: the option once for each line; without an option the lines alone.
lines() {
    local line
    while IFS= read -r line || [[ -n $line ]]; do
        line=${line%$'\r'}
        if [[ -z ${line//[[:space:]]/} ]]; then continue; fi
        if [[ -n $1 ]]; then arguments+=("$1"); fi
        arguments+=("$line")
    done <<< "$2"
}

if [[ -n $INPUT_PULL_REQUEST && -n $INPUT_PATH ]]; then fail "The inputs 'path' and 'pull-request' exclude each other."; fi
about_pull=false
case $GITHUB_EVENT_NAME in
    pull_request | pull_request_target | issue_comment | workflow_run | merge_group) if [[ -z $INPUT_PATH ]]; then about_pull=true; fi ;;
esac
if [[ -n $INPUT_PULL_REQUEST ]]; then
    if [[ $INPUT_PULL_REQUEST =~ ^[0-9]+$ ]]; then INPUT_PULL_REQUEST=$GITHUB_REPOSITORY#$INPUT_PULL_REQUEST; fi
    arguments+=(--pr "$INPUT_PULL_REQUEST")
elif [[ $about_pull == true ]]; then
    arguments+=(--pr)
else
    [[ -n $(ls -A "$GITHUB_WORKSPACE") ]] || fail "The workspace is empty; check the repository out before this step, or name a pull request."
    # Nothing of the repository can be taken for an option: the path begins with the workspace's.
    case $INPUT_PATH in
        /* | [A-Za-z]:*) arguments+=("$INPUT_PATH") ;;
        *) arguments+=("$GITHUB_WORKSPACE/$INPUT_PATH") ;;
    esac
fi

option --diff "$INPUT_DIFF"
option --shard "$INPUT_SHARD"
option --fail-on "$INPUT_FAIL_ON"
switch fail-on-incomplete --fail-on-incomplete "$INPUT_FAIL_ON_INCOMPLETE"
option --rules "$INPUT_RULES"
lines --include "$INPUT_INCLUDE"
lines --exclude "$INPUT_EXCLUDE"
lines --llm "$INPUT_LLM"
option --only "$INPUT_ONLY"
option --max-tokens "$INPUT_MAX_TOKENS"
option --max-seconds "$INPUT_MAX_SECONDS"
switch check --check "$INPUT_CHECK"
switch upload-sarif --upload-sarif "$INPUT_UPLOAD_SARIF"
switch drafts --drafts "$INPUT_DRAFTS"
switch dry-run --dry-run "$INPUT_DRY_RUN"
if [[ $INPUT_CACHE_RESULTS == true ]]; then arguments+=(--cache "$home/results"); else arguments+=(--no-cache); fi

# In a folder of their own, where no link of the repository can lead them elsewhere.
reports=$(mktemp -d "$RUNNER_TEMP/mlreview-reports-XXXXXX")
for format in ${INPUT_REPORTS//,/ }; do
    case $format in
        json | sarif | html) file=$reports/mlreview.$format ;;
        markdown) file=$reports/mlreview.md ;;
        *) fail "The input 'reports' takes json, sarif, markdown and html." ;;
    esac
    arguments+=(--format "$format=$file")
done
# For the log; and of a path, annotations, the job's summary and the outputs. A pull request has comments instead, or these where it can have none.
# A dry run prints what would be posted and nothing else.
if [[ $INPUT_DRY_RUN != true ]]; then arguments+=(--format terminal); fi
if [[ -z $INPUT_PULL_REQUEST && $about_pull == false ]]; then arguments+=(--format github); fi
lines '' "$INPUT_ARGUMENTS"

cd "$home/work"
# Git's bash on Windows would take what begins with a slash for a path.
export MSYS_NO_PATHCONV=1
if [[ ${RUNNER_OS:-} == Windows ]]; then tool=$home/tool/mlreview.exe; else tool=$home/tool/mlreview; fi
exec "$tool" "${arguments[@]}"
