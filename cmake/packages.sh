# Sourced by ./demo and ./test: what must be installed, by distribution, and how it gets there.
# Known: Debian 12 (bookworm) and later, Ubuntu 24.04 and later. Elsewhere, install the same things under
# the names they have there and set SILLOK_SKIP_PACKAGES=1.

# say "한국어" "English": one step's line.
say() { printf '\033[1m%s\033[0m  %s\n' "$1" "$2"; }
[ -t 1 ] || say() { printf '%s  %s\n' "$1" "$2"; }

build_packages() {
  echo g++ cmake ninja-build pkg-config
  # Boost's version is part of its package's name: whichever the distribution has.
  case "$(. /etc/os-release && echo "$ID-$VERSION_ID")" in
    debian-12) echo libboost1.81-dev ;;
    ubuntu-24.*) echo libboost1.83-dev ;;
    *) echo libboost-dev ;;
  esac
  echo libicu-dev libsimdjson-dev libsqlite3-dev libssl-dev libzstd-dev zlib1g-dev libdeflate-dev libseccomp-dev libxxhash-dev libcurl4-openssl-dev
  echo libpoppler-cpp-dev poppler-data libpugixml-dev libgumbo-dev libmd4c-dev
  echo nlohmann-json3-dev libtomlplusplus-dev libcli11-dev libfmt-dev
  # A list of Sino-Korean words and the readings of Hanja (docs/analysis.md).
  echo libhangul-data
}

test_packages() {
  build_packages
  echo libgtest-dev libgmock-dev clang clang-tidy clang-format python3
  # Clang's sanitizers are a package of their own, named by its version; the symbolizer makes their
  # reports readable.
  case "$(. /etc/os-release && echo "$ID-$VERSION_ID")" in
    ubuntu-24.*) echo libclang-rt-18-dev llvm ;;
    debian-12 | *) echo libclang-rt-14-dev llvm ;;
  esac
  # Programs that may well have come another way than as these packages.
  command -v node >/dev/null && command -v npm >/dev/null || echo nodejs npm
  # Ubuntu has Chromium as a snap only, which a container cannot install: the browser test then says
  # that it was left out.
  command -v chromium >/dev/null || case "$(. /etc/os-release && echo "$ID")" in
    debian) echo chromium ;;
  esac
}

# install_missing NAME...: a second when nothing is missing. Otherwise apt-get, as root or by sudo.
install_missing() {
  [ -z "${SILLOK_SKIP_PACKAGES:-}" ] || return 0
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "  apt-get이 없는 배포판입니다." "This distribution has no apt-get."
    echo "  Install what corresponds to these, then run again with SILLOK_SKIP_PACKAGES=1:"
    echo "    $*"
    return 1
  fi
  local missing
  missing=$(comm -23 <(printf '%s\n' "$@" | sort -u) \
    <(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
      sed -n 's/^installed //p' | sort -u) | tr '\n' ' ')
  [ -n "$missing" ] || { say "  모두 있습니다." "All there."; return 0; }
  say "  설치할 꾸러미:" "to install: $missing"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
      as_root=(sudo)
    else
      say "  설치할 권한이 없습니다. 관리자에게 아래 명령을 부탁하십시오." \
        "No right to install. Ask an administrator to run:"
      echo "    apt-get update && apt-get install -y --no-install-recommends $missing"
      return 1
    fi
  fi
  # shellcheck disable=SC2086 # names, split on purpose
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive sh -c \
    'apt-get update -q && apt-get install -y -q --no-install-recommends "$@"' sh $missing \
    >build-packages.log 2>&1 && rm -f build-packages.log && return 0
  tail -n 5 build-packages.log
  say "  설치하지 못했습니다." "Could not install them; the whole output is in build-packages.log."
  return 1
}
