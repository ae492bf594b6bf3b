package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The shader packages list what their templates make, for tools that compile
// shaders ahead of time. What the copy has written out must be the same.
func TestTheCopyOfEbitenHasTheVeryShadersOfTheOriginal(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", ebitenModule).Output()
	require.NoError(t, err)
	dir := strings.TrimSpace(string(out))
	lean := filepath.Join(t.TempDir(), "lean")
	require.NoError(t, writeLean(dir, lean))
	for _, name := range []string{"builtinshader", "colormshader"} {
		want := literals(t, filepath.Join(dir, "internal", name, "defs.go"))
		require.GreaterOrEqual(t, len(want), shaderFilters*shaderAddresses)
		got := literals(t, filepath.Join(lean, "internal", name, "shader.go"))
		for _, shader := range want[:shaderFilters*shaderAddresses] {
			require.Contains(t, got, shader)
		}
		source, err := os.ReadFile(filepath.Join(lean, "internal", name, "shader.go"))
		require.NoError(t, err)
		require.NotContains(t, string(source), "text/template")
	}
	require.NoFileExists(t, filepath.Join(lean, "image_test.go"))
}

func TestAnEbitenThatChangedIsRefused(t *testing.T) {
	_, err := withoutTemplate([]byte("package builtinshader\n"))
	require.EqualError(t, err, "there is no template")
	_, err = withoutBuild([]byte("package debug\n"))
	require.EqualError(t, err, "there is no FirstCaller")
}

// literals returns the strings in a Go file, in their order.
func literals(t *testing.T, path string) (list []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	require.NoError(t, err)
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, err := strconv.Unquote(lit.Value)
			require.NoError(t, err)
			list = append(list, text)
		}
		return true
	})
	return list
}
