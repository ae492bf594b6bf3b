package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

const original = `package original

import (
	"fmt"
	"go/build"
)

var first, second = 1, 2

var (
	third  = 3
	fourth = fmt.Sprint(4)
)

func Find() string { return build.Default.GOOS }

func (n Number) Find(other Number) bool { return false }

type Number int
`

func TestEditsRewriteAFile(t *testing.T) {
	for _, tt := range []struct {
		name string
		edit edit
		want string
	}{
		{"a body, and the import that it needed", withBody("Find", `return ""`),
			"package original\n\nimport (\n\t\"fmt\"\n)\n\nvar first, second = 1, 2\n\nvar (\n\tthird  = 3\n\tfourth = fmt.Sprint(4)\n)\n\n" +
				"func Find() string {\n\treturn \"\"\n}\n\nfunc (n Number) Find(other Number) bool { return false }\n\ntype Number int\n"},
		{"declarations, methods too", without("Find", "third"),
			"package original\n\nimport (\n\t\"fmt\"\n)\n\nvar first, second = 1, 2\n\nvar (\n\tfourth = fmt.Sprint(4)\n)\n\ntype Number int\n"},
		{"a text", steps(without("Find", "third", "fourth", "Number"), swapped("= 1, 2", "= 2, 1")),
			"package original\n\nimport ()\n\nvar first, second = 2, 1\n"},
		{"all", insteadOf("package another\n", "Number"), "package another\n"},
		{"more", steps(insteadOf("package another\n"), with("var a int\n")), "package another\n\nvar a int\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, "a/original.go", original)
			require.NoError(t, change{"a/original.go", tt.edit}.to(dir))
			require.Equal(t, tt.want, string(read(t, dir, "a", "original.go")))
		})
	}
}

func TestEditsAddAndRemoveFiles(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, change{"a/b.go", added([]byte("package a\n"))}.to(dir))
	require.Equal(t, "package a\n", string(read(t, dir, "a", "b.go")))
	require.NoError(t, change{"a/b.go", removed}.to(dir))
	require.NoFileExists(t, filepath.Join(dir, "a", "b.go"))
}

func TestAnEbitenThatChangedIsRefused(t *testing.T) {
	for _, tt := range []struct {
		edit edit
		want string
	}{
		{withBody("Search", ""), "there is no func Search"},
		{without("third", "fifth", "sixth"), "there is no declaration of fifth, sixth"},
		{without("first"), "there is no declaration of first"},
		{swapped("var (", ""), ""},
		{swapped("var", ""), "this is there 2 times instead of once:\nvar"},
		{swapped("const", ""), "this is there 0 times instead of once:\nconst"},
		{insteadOf("package another\n", "Figure"), "there is no declaration of Figure"},
		{added(nil), "there is such a file"},
	} {
		dir := t.TempDir()
		put(t, dir, "original.go", original)
		err := change{"original.go", tt.edit}.to(dir)
		if tt.want == "" {
			require.ErrorContains(t, err, "original.go is not as it was: ", "what does not parse is no file")
		} else {
			require.EqualError(t, err, "original.go is not as it was: "+tt.want)
		}
		require.Equal(t, original, string(read(t, dir, "original.go")))
	}
	require.EqualError(t, change{"gone.go", removed}.to(t.TempDir()), "gone.go is not as it was: there is no such file")
	require.EqualError(t, change{"gone.go", withBody("Find", "")}.to(t.TempDir()), "gone.go is not as it was: there is no such file")
}
