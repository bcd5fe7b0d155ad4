#!/usr/bin/env bash
# Restores, builds and runs the whole test suite. The last line says how it went, for example "212 passed, 0 failed,
# 3 skipped". Exits with 0 only if something ran, everything was built and nothing failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null

results=artifacts/test-results
# Nothing may stay behind: no build server, and no compiler that waits for more work.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# 1. What the tests need beside .NET: services are installed and started, and stopped by a trap.
source tests/services.sh

# 2. Build.
give_up() { printf '%s\n0 passed, 0 failed\n' "$1"; exit 1; }
dotnet restore ClipGrid.sln || give_up "The restore failed, so nothing was tested."
# The restore has failed on packages with a known vulnerability that is high or critical, but only as far as somebody told it of any.
for feed in $(dotnet nuget list source --format short | sed -nE 's/^E[A-Z]* (https?:.*)/\1/p'); do
  case $(curl --silent --fail --location --max-time 20 "$feed" || echo unreachable) in
    *VulnerabilityInfo*) echo "Dependencies: checked for known vulnerabilities by the advisories of $feed." ;;
    unreachable) echo "Dependencies: NOT checked for known vulnerabilities, $feed could not be asked." ;;
    *) echo "Dependencies: NOT checked for known vulnerabilities, $feed has no advisories." ;;
  esac
done
dotnet build ClipGrid.sln --no-restore --configuration Release -p:UseSharedCompilation=false || give_up "The build failed, so nothing was tested."

# Most of what the tests start lives for seconds: it is not worth while to measure first how its code is used.
export DOTNET_TieredPGO=0

# 3. Run. The end-to-end tests alone, because they use all cores and have deadlines; the others two programs at a time, of which one
# waits half of its time. A program that hangs is told to stop after a while, and its report says which test that was.
rm -rf "$results"
run() { dotnet test --test-modules "$1" --max-parallel-test-modules 2 --timeout 40m --results-directory "$results" --report-xunit-xml || status=1; }
status=0 others=''
for project in tests/*.Tests; do
  name=${project#tests/} program="$project/bin/Release/net10.0/${project#tests/}.dll"
  if [ "$name" = ClipGrid.EndToEnd.Tests ]; then run "$program"; else others="$others;$program"; fi
done
run "${others#;}"

# 4. Count, from the reports of the programs themselves.
shopt -s nullglob
reports=("$results"/*.xunit.xml)
programs=$(find tests -name '*.Tests.csproj' | wc -l)

# count NAME adds up an attribute of all <assembly> elements: <assembly … total="60" passed="59" failed="1" …>.
count() {
  local sum=0 value
  for value in $(sed -nE "s/.*<assembly [^>]* $1=\"([0-9]+)\".*/\1/p" "${reports[@]}" /dev/null); do sum=$((sum + value)); done
  echo "$sum"
}
passed=$(count passed) failed=$(($(count failed) + $(count errors))) skipped=$(count skipped)

if [ "$skipped" -gt 0 ]; then
  echo "Skipped, with the reason:"
  # <test … name="A.B" … result="Skip" …><reason><![CDATA[why]]></reason></test>
  tr '\n' ' ' < <(cat "${reports[@]}") | sed 's/<test /\n&/g' \
    | sed -nE 's/^<test ([^>]* )?name="([^"]*)"[^>]* result="Skip".*<reason>(<!\[CDATA\[)?([^]<]*).*/  \2: \4/p' \
    | sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&apos;/'"'"'/g; s/&amp;/\&/g'
fi
broken=$((programs - ${#reports[@]}))
if [ "$broken" -ne 0 ]; then
  echo "Of $programs test programs, ${#reports[@]} reported to the end: see above which one broke off. It counts as one failure."
  failed=$((failed + broken))
fi
if [ "$status" -eq 0 ] && { [ "$failed" -gt 0 ] || [ "$passed" -eq 0 ]; }; then status=1; fi

summary="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || summary="$summary, $skipped skipped"
echo "$summary"
exit "$status"
