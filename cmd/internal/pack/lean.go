package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"text/template"
)

// The page is compiled with a copy of ebiten in which three files are
// rewritten, and which does the same.
//
// Two of them make shaders with text/template when the program runs. A program
// that links text/template can call any method by its name, so the linker has
// to keep every exported method of everything: a quarter of the page. The copy
// has the shaders written out. The third asks go/build where ebiten's sources
// are, to name the caller in messages for developers; in a browser it never
// finds them.
const (
	ebitenModule = "github.com/hajimehoshi/ebiten/v2"
	leanVersion  = "1" // of the rewriting: raise it when it changes
)

// shaderFilters and shaderAddresses are how many of each the shader packages
// know: FilterCount and AddressCount.
const shaderFilters, shaderAddresses = 3, 3

// lean returns the file to be used instead of go.mod, by which the page is
// compiled with the rewritten copy of ebiten. The copy stays,
// beside the cache.
func (p *packer) lean(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}\n{{.Version}}", ebitenModule).Output()
	if err != nil {
		return "", fmt.Errorf("asking go where ebiten is: %w", err)
	}
	dir, version, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	cache, err := filepath.Abs(p.cache)
	if err != nil {
		return "", err
	}
	lean := filepath.Join(filepath.Dir(cache), ".ebiten", version+"-"+leanVersion)
	if _, err := os.Stat(lean); err != nil {
		if err := writeLean(dir, lean); err != nil {
			return "", fmt.Errorf("rewriting a copy of ebiten %s: %w", version, err)
		}
	}
	return writeModfile(ctx, lean)
}

// writeModfile puts our go.mod, with the copy in ebiten's place, beside it.
func writeModfile(ctx context.Context, lean string) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("asking go for our go.mod: %w", err)
	}
	ours := strings.TrimSuffix(strings.TrimSpace(string(out)), "mod")
	for _, ending := range []string{"mod", "sum"} {
		content, err := os.ReadFile(ours + ending)
		if err != nil {
			return "", err
		}
		if ending == "mod" {
			content = fmt.Appendf(content, "\nreplace %s => %s\n", ebitenModule, lean)
		}
		if err := os.WriteFile(lean+"."+ending, content, 0o644); err != nil {
			return "", err
		}
	}
	return lean + ".mod", nil
}

// writeLean makes the copy, and puts it into its place when it is whole.
func writeLean(from, to string) error {
	half := to + ".half"
	if err := os.RemoveAll(half); err != nil {
		return err
	}
	if err := os.MkdirAll(half, 0o755); err != nil {
		return err
	}
	if err := copySources(from, half); err != nil {
		return err
	}
	for name, rewrite := range map[string]func([]byte) ([]byte, error){
		"internal/builtinshader/shader.go": withoutTemplate,
		"internal/colormshader/shader.go":  withoutTemplate,
		"internal/debug/caller.go":         withoutBuild,
	} {
		path := filepath.Join(half, filepath.FromSlash(name))
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if source, err = rewrite(source); err != nil {
			return fmt.Errorf("%s is not as it was: %w", name, err)
		}
		if err := os.WriteFile(path, source, 0o644); err != nil {
			return err
		}
	}
	return os.Rename(half, to)
}

// copySources copies a module without its examples and tests.
func copySources(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		switch {
		case entry.IsDir() && (name == "examples" || entry.Name() == "testdata"):
			return fs.SkipDir
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(to, name), 0o755)
		case strings.HasSuffix(name, "_test.go"):
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, name), content, 0o644)
	})
}

// withoutTemplate writes out what a shader package makes of its template.
func withoutTemplate(source []byte) ([]byte, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "shader.go", source, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	text, err := templateText(file)
	if err != nil {
		return nil, err
	}
	table, err := shaderTable(text)
	if err != nil {
		return nil, err
	}
	cut := source[:0:0]
	at := 0
	for _, d := range file.Decls {
		if replaced(d) {
			cut = append(cut, source[at:set.Position(d.Pos()).Offset]...)
			at = set.Position(d.End()).Offset
		}
	}
	cut = append(append(cut, source[at:]...), table...)
	return format.Source(cut)
}

// replaced reports whether a declaration is one of those that the table
// replaces: the imports, the template, what it made, and who used it.
func replaced(d ast.Decl) bool {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return d.Name.Name == "ShaderSource"
	case *ast.GenDecl:
		if d.Tok == token.IMPORT {
			return true
		}
		for _, spec := range d.Specs {
			if v, ok := spec.(*ast.ValueSpec); ok && (v.Names[0].Name == "tmpl" || v.Names[0].Name == "shaders") {
				return true
			}
		}
	}
	return false
}

// templateText finds the text that is handed to Parse.
func templateText(file *ast.File) (text string, err error) {
	err = errors.New("there is no template")
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 {
			return true
		}
		name, ok := call.Fun.(*ast.SelectorExpr)
		lit, isText := call.Args[0].(*ast.BasicLit)
		if ok && isText && name.Sel.Name == "Parse" {
			text, err = strconv.Unquote(lit.Value)
		}
		return true
	})
	return text, err
}

// shaderTable runs a template for all filters and addresses, as ShaderSource
// would, and returns Go that has the results.
func shaderTable(text string) ([]byte, error) {
	shader, err := template.New("shader").Parse(text)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "\n\nvar shaders = [FilterCount][AddressCount]string{\n")
	for filter := range shaderFilters {
		fmt.Fprintf(&b, "{\n")
		for address := range shaderAddresses {
			var source bytes.Buffer
			if err := shader.Execute(&source, map[string]int{
				"Filter": filter, "FilterNearest": 0, "FilterLinear": 1, "FilterPixelated": 2,
				"Address": address, "AddressUnsafe": 0, "AddressClampToZero": 1, "AddressRepeat": 2,
			}); err != nil {
				return nil, err
			}
			fmt.Fprintf(&b, "%q,\n", source.String())
		}
		fmt.Fprintf(&b, "},\n")
	}
	fmt.Fprintf(&b, "}\n\n// ShaderSource returns the shader source for the given parameters.\n"+
		"func ShaderSource(filter Filter, address Address) []byte { return []byte(shaders[filter][address]) }\n")
	return b.Bytes(), nil
}

// withoutBuild lets the search for the caller find nothing.
func withoutBuild(source []byte) ([]byte, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "caller.go", source, 0)
	if err != nil {
		return nil, err
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "FirstCaller" {
			return []byte(`package debug

// CallerType says what sort of caller was found.
type CallerType int

const (
	CallerTypeNone CallerType = iota
	CallerTypeRegular
	CallerTypeInternal
)

// FirstCaller finds nothing: there are no sources where this runs.
func FirstCaller() (file string, line int, callerType CallerType) { return "", 0, CallerTypeNone }
`), nil
		}
	}
	return nil, errors.New("there is no FirstCaller")
}
