package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A program runs as before, stacks, garbage and panics, and tells functions,
// but no lines; and once their names are taken, no functions, until they are
// back.
func TestAProgramWithoutLinesAndNamesRunsAsBefore(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "program.wasm")
	build := exec.Command("go", "build", "-buildvcs=false", "-ldflags=-s -w", "-o", file, "./testdata/lines")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	output, err := build.CombinedOutput()
	require.NoError(t, err, "%s", output)
	root, err := exec.Command("go", "env", "GOROOT").Output()
	require.NoError(t, err)
	run := func() string {
		output, err := exec.Command(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "go_js_wasm_exec"), file).CombinedOutput()
		require.Error(t, err, "it ends with a panic")
		return string(output)
	}
	const others = "runtime error: invalid memory address or nil pointer dereference\n2000\nlines are told: "
	const told = "[main.callers main.main]\n" + others
	before := run()
	require.True(t, strings.HasPrefix(before, told+"true\npanic: at the end"), "%s", before)
	require.Contains(t, before, "main.go:")

	module, err := os.ReadFile(file)
	require.NoError(t, err)
	module, err = joinSegments(module)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, module, 0o644))
	after := run()
	require.True(t, strings.HasPrefix(after, told+"false\npanic: at the end"), "%s", after)
	require.Contains(t, after, "main.main(")
	require.NotContains(t, after, ".go:")

	full := bytes.Clone(module)
	table, at := takeNames(module)
	require.Contains(t, string(table), "\x00main.callers\x00")
	require.NoError(t, os.WriteFile(file, module, 0o644))
	nameless := run()
	require.True(t, strings.HasPrefix(nameless, "[]\n"+others+"false\npanic: at the end"), "%s", nameless)
	require.NotContains(t, nameless, "main.main(")

	content, err := namesJSON("raftarium.wasm?v=1", table, at)
	require.NoError(t, err)
	var kept struct {
		Of    string
		At    uint64
		Names string
	}
	require.NoError(t, json.Unmarshal(content, &kept))
	require.Equal(t, "raftarium.wasm?v=1", kept.Of)
	require.Equal(t, full, withNames(t, module, kept.Names, kept.At))
}

// withNames is a module with names put back where they were in memory.
func withNames(t *testing.T, module []byte, names string, at uint64) []byte {
	t.Helper()
	module = bytes.Clone(module)
	for rest := module[preambleSize:]; len(rest) > 0; {
		r := reader{rest: rest}
		id := r.byte()
		content := r.take(r.unsigned())
		rest = r.rest
		if id != dataSection {
			continue
		}
		segments, _, err := segmentsOf(content)
		require.NoError(t, err)
		for _, s := range segments {
			if at >= s.at && at < s.at+uint64(len(s.bytes)) {
				copy(s.bytes[at-s.at:], strings.ReplaceAll(names, "\n", "\x00"))
			}
		}
	}
	return module
}

// What the runtime looks at keeps its name.
func TestNamesThatTheRuntimeLooksAtStay(t *testing.T) {
	table := []byte("\x00runtime.main\x00main.main\x00reflect.methodValueCall\x00reflectlite.x\x00internal/runtime/maps.a\x00")
	clearNames(table)
	require.Equal(t, "\x00runtime.main\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00reflect.methodValueCall\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00internal/runtime/maps.a\x00", string(table))
}

func TestNamesOfWhatIsNoProgramAreNotFound(t *testing.T) {
	for _, bytes := range []string{"", "GIF89a and more", string(module(0, segment{1, []byte("abc")})), string(module(1, segment{1, []byte("abc")}))} {
		table, _ := takeNames([]byte(bytes))
		require.Empty(t, table)
	}
}

// What only looks like the table of functions, or is cut off, stays as it is.
func TestWhatIsNoTableOfFunctionsStaysAsItIs(t *testing.T) {
	for size := range 4 * headerSize {
		memory := make([]byte, size)
		copy(memory, headerStart)
		before := string(memory)
		forgetLines(memory)
		require.Equal(t, before, string(memory))
	}
}

func FuzzForgetLines(f *testing.F) {
	table := make([]byte, 300)
	copy(table, headerStart)
	for at, word := range map[int]byte{8: 1, 32: headerSize, 40: 80, 48: 90, 56: 100, 64: 120} {
		table[at] = word
	}
	f.Add(table)
	f.Fuzz(func(t *testing.T, memory []byte) {
		size := len(memory)
		forgetLines(memory)
		require.Len(t, memory, size)
	})
}
