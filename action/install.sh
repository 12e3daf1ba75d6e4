#!/usr/bin/env bash
# Installs the tool from one source and no other, and from the folder that prepare.sh made: the workspace is neither the current directory nor above it.
set -euo pipefail

home=$RUNNER_TEMP/mlreview
cd "$home/work"

cat > nuget.config <<CONFIG
<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <packageSources>
    <clear />
    <add key="mlreview" value="$INPUT_PACKAGE_SOURCE" />
  </packageSources>
  <disabledPackageSources><clear /></disabledPackageSources>
  <fallbackPackageFolders><clear /></fallbackPackageFolders>
</configuration>
CONFIG

# Packages and settings of the user, which an earlier step may have changed, play no part.
export DOTNET_CLI_HOME=$home/work/home NUGET_PACKAGES=$home/work/packages
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_ADD_GLOBAL_TOOLS_TO_PATH=false
# Git's bash on Windows would take what begins with a slash for a path.
export MSYS_NO_PATHCONV=1

dotnet tool install MlReview.Cli --version "$INPUT_VERSION" --tool-path "$home/tool" --configfile "$home/work/nuget.config" --no-http-cache
