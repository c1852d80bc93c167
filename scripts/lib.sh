# Shared by the scripts beside it: finds the newest JDK, runs Java with it, builds when something is newer than the jar.
# To be sourced, with set -eu, as: . "$(dirname "$0")/lib.sh"

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
jar=$root/target/dianzan.jar
built=$root/target/built # younger than every source of the last whole build

say() { printf '%s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

# The text between a script's first line and its first empty line is its help.
help_wanted() {
  case "${1-}" in
    -h | --help) sed -n '2,/^$/s/^# \{0,1\}//p' "$0"; exit 0 ;;
  esac
}

# 17 for "17.0.15", 25 for "25", 8 for "1.8.0"; 0 for what is no JDK.
jdk_release() {
  [ -x "$1/bin/javac" ] || { echo 0; return; }
  "$1/bin/javac" -version 2>&1 | sed -n 's/^javac 1\.\([0-9]*\).*/\1/p; t; s/^javac \([0-9]*\).*/\1/p' | grep . || echo 0
}

jdk_candidates() {
  [ -z "${JAVA_HOME-}" ] || printf '%s\n' "$JAVA_HOME"
  local on_path
  if on_path=$(command -v javac); then dirname "$(dirname "$(readlink -f "$on_path")")"; fi
  local folder
  for folder in /usr/lib/jvm/*/ /Library/Java/JavaVirtualMachines/*/Contents/Home/; do
    [ ! -d "$folder" ] || printf '%s\n' "${folder%/}"
  done
  if [ -x /usr/libexec/java_home ]; then /usr/libexec/java_home 2>/dev/null || true; fi
}

# Sets and exports JAVA_HOME, for Maven too, and sets java_release.
find_jdk() {
  local folder release newest='' oldest_seen=''
  java_release=0
  while IFS= read -r folder; do
    release=$(jdk_release "$folder")
    if [ "$release" -gt "$java_release" ]; then newest=$folder java_release=$release; fi
    [ "$release" -eq 0 ] || oldest_seen="$oldest_seen $release ($folder)"
  done <<EOF
$(jdk_candidates)
EOF
  [ "$java_release" -ge 17 ] ||
    die "Dianzan needs a JDK of release 17 or newer; found:${oldest_seen:- none}. Install one, or point JAVA_HOME at one."
  export JAVA_HOME=$newest
}

# From release 24 on Java warns of native code (epoll) and of sun.misc.Unsafe, which libraries use for good reason.
set_java_flags() {
  java_flags=()
  [ "$java_release" -ge 24 ] || return 0
  local flag
  for flag in --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow; do
    if "$JAVA_HOME/bin/java" "$flag" -version >/dev/null 2>&1; then java_flags+=("$flag"); fi
  done
}

find_maven() {
  command -v mvn >/dev/null || die "Dianzan is built with Maven, and there is no mvn on the PATH. Install Maven 3.8 or newer."
  # without a terminal Maven would still end its output with the codes that reset a colour
  local strip=''
  [ -t 1 ] || strip=-Djansi.mode=strip
  export MAVEN_OPTS="${java_flags[*]-} $strip ${MAVEN_OPTS-}"
}

# The browser tests drive a Chromium, and look at Chinese pages. Nothing here fails: without them those tests are skipped.
find_chromium() {
  if [ -n "${CHROME_BIN-}" ]; then [ -x "$CHROME_BIN" ]; return; fi
  local name
  for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then return 0; fi
  done
  return 1
}

has_chinese_font() {
  ! command -v fc-list >/dev/null || [ -n "$(fc-list :lang=zh family 2>/dev/null | head -n 1)" ]
}

chromium_if_possible() {
  if find_chromium && has_chinese_font; then return; fi
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    say "Installing what the browser tests need: chromium, fonts-noto-cjk ..."
    if apt-get -qq update >/dev/null 2>&1 &&
      DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium fonts-noto-cjk >/dev/null 2>&1; then
      return
    fi
    say "They could not be installed."
  fi
  if ! find_chromium; then
    say "No Chromium was found, so the browser tests are skipped. Install one, or name it in CHROME_BIN."
  elif ! has_chinese_font; then
    say "There is no Chinese font: the screenshots will show boxes. On Debian: apt-get install fonts-noto-cjk"
  fi
}

is_built() {
  [ -f "$jar" ] && [ -f "$built" ] && [ -d "$root/target/lib" ] &&
    [ -z "$(find "$root/pom.xml" "$root/src/main" -newer "$built" -print -quit)" ]
}

# Colour is for a terminal only; Maven's own switch does not quite see to that.
style() {
  if [ -t 1 ]; then echo auto; else echo never; fi
}

build_if_needed() {
  if is_built; then return; fi
  find_maven
  say "Building (the first time, Maven fetches the libraries; this can take some minutes) ..."
  local now=$root/target/building # from before the build, so that an edit during the build counts as newer
  mkdir -p "$root/target"
  touch "$now"
  mvn -q -B -Dstyle.color="$(style)" -f "$root/pom.xml" -Dmaven.test.skip=true -Dspotless.check.skip=true package ||
    die "The build failed; see above."
  mv "$now" "$built"
}

# People read the log on a terminal, machines anywhere else; JAVA_OPTS may say otherwise.
set_log_flags() {
  log_flags=()
  if [ -t 2 ]; then log_flags=(-Ddianzan.log=text); fi
}

# The same with the tests' classes, among which is the bench.
build_for_bench() {
  local built_tests=$root/target/built-tests
  if is_built && [ -f "$built_tests" ] && [ -z "$(find "$root/pom.xml" "$root/src" -newer "$built_tests" -print -quit)" ]; then
    return
  fi
  find_maven
  say "Building ..."
  local now=$root/target/building
  mkdir -p "$root/target"
  touch "$now"
  mvn -q -B -f "$root/pom.xml" -DskipTests -Dspotless.check.skip=true package || die "The build failed; see above."
  cp -p "$now" "$built"
  mv "$now" "$built_tests"
}

# The mini-program's tests run under Node. Root on Debian gets one from there; without one they are skipped, by name.
prepare_node() {
  if ! command -v npm >/dev/null && [ "$(id -u)" -eq 0 ] && [ -e /etc/debian_version ]; then
    say "Installing Node for the mini-program's tests ..."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm; } >/dev/null 2>&1 || true
  fi
  if ! command -v npm >/dev/null; then
    say "There is no Node with npm: MiniProgramIT will be skipped. Install Node 18 or newer to run it."
    return 0
  fi
  local folder=$root/src/test/miniprogram
  if [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ]; then return 0; fi
  npm ci --prefix "$folder" --no-audit --no-fund --silent ||
    say "npm ci did not work in $folder: MiniProgramIT will be skipped, or tests with what was there before."
}

# Replaces the shell, so that Ctrl-C and SIGTERM reach Java and its exit status is ours.
run_dianzan() {
  find_jdk
  set_java_flags
  set_log_flags
  build_if_needed
  # shellcheck disable=SC2086 # JAVA_OPTS is a list of words
  exec "$JAVA_HOME/bin/java" ${java_flags[@]+"${java_flags[@]}"} ${log_flags[@]+"${log_flags[@]}"} ${JAVA_OPTS-} \
    "-Ddianzan.home=$root" -jar "$jar" "$@"
}
