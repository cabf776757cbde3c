# A short front for CMake and CTest. `make` builds build/release/quoth; everything is built under build/.
# What is missing on the machine is installed first (Debian 12; `make deps` alone shows what that is).
.DEFAULT_GOAL := all
.PHONY: all deps demo check check-full check-asan check-tsan check-clang check-neon check-tidy check-format fuzz bench models \
        format install uninstall clean

JOBS ?= $(shell nproc 2>/dev/null || echo 2)
PREFIX ?= /usr/local
DESTDIR ?=
FUZZ_SECONDS ?= 60
CORPORA ?=
TRIAL ?=
SOURCES = $(shell git ls-files '*.c' '*.h')

# $(call build,PRESET): configure once, build what changed.
build = cmake --preset $(1) --log-level=WARNING && cmake --build --preset $(1) -j $(JOBS) -- --quiet
# $(call test,PRESET): every test of that build.
test = ctest --preset $(1) -j $(JOBS) --no-tests=error

all:
	@cmake/deps.sh build
	@$(call build,release)
	@echo "build/release/quoth is ready"

deps:
	@cmake/deps.sh build test sanitize

# Reads the reports of one invented accident into a case file and prints its ledger.
demo: all
	@rm -rf build/demo && mkdir -p build/demo
	build/release/quoth add build/demo/demo.quoth examples/reports
	build/release/quoth statements build/demo/demo.quoth

# What every change must pass, in minutes: all tests with warnings as errors, then once more under ASan and UBSan.
check:
	@cmake/deps.sh build test sanitize
	@$(call build,check)
	@$(call test,check)
	@$(call build,asan)
	@$(call test,asan)

# What a release must pass as well: the other compiler, data races, the kernels of another processor, the linter, a minute
# of fuzzing a target.
check-full: check check-clang check-tsan check-neon check-tidy fuzz

check-clang:
	@cmake/deps.sh build test sanitize
	@$(call build,clang)
	@$(call test,clang)

check-asan:
	@cmake/deps.sh build test sanitize
	@$(call build,asan)
	@$(call test,asan)

check-tsan:
	@cmake/deps.sh build test sanitize
	@$(call build,tsan)
	@$(call test,tsan)

# The kernels of 64-bit ARM, in an emulator.
check-neon:
	@cmake/deps.sh build neon
	@tests/nn/neon.sh

check-tidy:
	@cmake/deps.sh build test sanitize full
	@$(call build,clang)
	git ls-files 'src/*.c' | xargs -P $(JOBS) -n 4 clang-tidy --quiet -p build/clang

check-format:
	@cmake/deps.sh full
	clang-format --dry-run --Werror $(SOURCES)

fuzz:
	@cmake/deps.sh build test sanitize
	@$(call build,fuzz)
	@fuzz/run.sh build/fuzz/fuzz $(FUZZ_SECONDS)

bench: all
	@bench/run.sh build/release

# Trains the model again. CORPORA is the folder of corpora that train/README.md lists; TRIAL=1 only tries the recipe.
models:
	@test -n "$(CORPORA)" || { echo "usage: make models CORPORA=DIR" >&2; exit 2; }
	@cmake/deps.sh build train
	@$(call build,release)
	TRIAL="$(TRIAL)" train/models.sh "$(CORPORA)"

format:
	@cmake/deps.sh full
	clang-format -i $(SOURCES)

install: all
	cmake --preset release --log-level=WARNING -DCMAKE_INSTALL_PREFIX="$(PREFIX)"
	DESTDIR="$(DESTDIR)" cmake --install build/release

uninstall:
	@test -f build/release/install_manifest.txt || { echo "nothing installed from here" >&2; exit 1; }
	xargs -d '\n' rm -f < build/release/install_manifest.txt

clean:
	rm -rf build
