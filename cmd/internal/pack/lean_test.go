package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheCopyOfEbitenHasTheVeryShadersOfTheOriginal(t *testing.T) {
	original, lean := filepath.Join(t.TempDir(), "original"), filepath.Join(t.TempDir(), "lean")
	require.NoError(t, os.MkdirAll(original, 0o755))
	require.NoError(t, copySources(ebitenDir(t), original))
	require.NoError(t, writeLean(t.Context(), ebitenDir(t), lean))
	require.NoFileExists(t, filepath.Join(lean, "image_test.go"))
	require.NoDirExists(t, filepath.Join(lean, "internal", "precompile"), "the tool that compiled is gone")

	want := runInside(t, original, "shaders/main.go", "shaders/original.go")
	got := runInside(t, lean, "shaders/main.go", "shaders/copy.go")
	require.Equal(t, 19, strings.Count(want, "shader: "))
	require.Equal(t, 19, strings.Count(want, "\nvoid main(void) {\n\tfragColor"), "each has its text")
	require.Equal(t, want, got)

	require.Equal(t, `legacyshader: the shader "somebody's own" is not among those that were compiled when the page was packed`,
		runInside(t, lean, "missing.go"))
}

func TestTheCopyOfEbitenLinksNoCompiler(t *testing.T) {
	p := packer{cache: filepath.Join(t.TempDir(), ".cache")}
	modfile, err := p.lean(t.Context())
	require.NoError(t, err)
	list := exec.Command("go", "list", "-modfile", modfile, "-deps", ebitenModule)
	list.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := list.Output()
	require.NoError(t, err)
	linked := strings.Fields(string(out))
	require.Contains(t, linked, ebitenModule+"/internal/legacyshader")
	for _, name := range []string{
		"archive/zip", "encoding/gob", "encoding/json", "go/ast", "go/build", "go/constant", "go/parser", "go/printer",
		"log/slog", "math/big", "net", "net/url", "os/exec", "regexp", "text/template", ebitenModule + "/internal/shader", ebitenModule + "/internal/png",
	} {
		require.NotContains(t, linked, name)
	}
}

// ebitenDir is where ebiten is that our go.mod names.
func ebitenDir(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", ebitenModule).Output()
	require.NoError(t, err)
	return strings.TrimSpace(string(out))
}

// runInside runs a program of testdata inside a copy of ebiten.
func runInside(t *testing.T, dir string, files ...string) string {
	t.Helper()
	const name = "internal/asked"
	require.NoError(t, os.RemoveAll(filepath.Join(dir, filepath.FromSlash(name))))
	for _, file := range files {
		put(t, dir, name+"/"+filepath.Base(file), string(read(t, "testdata", filepath.FromSlash(file))))
	}
	out, err := runIn(t.Context(), dir, name)
	require.NoError(t, err)
	return string(out)
}
