package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A program runs as before, stacks, garbage and panics, and tells functions,
// but no lines.
func TestAProgramWithoutLinesRunsAsBefore(t *testing.T) {
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
	const told = "[main.callers main.main]\nruntime error: invalid memory address or nil pointer dereference\n2000\nlines are told: "
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
