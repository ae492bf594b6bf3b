package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// change is the rewriting of one file of ebiten. Each looks for what it
// replaces and fails where that is not as it was: whoever takes a later ebiten
// sees at once what to look at again.
type change struct {
	file string
	edit edit
}

// edit makes a file of what it was. Both are nil where there is no file.
type edit func(source []byte) ([]byte, error)

var errNoFile = errors.New("there is no such file")

// to applies the change to the copy in dir.
func (c change) to(dir string) error {
	path := filepath.Join(dir, filepath.FromSlash(c.file))
	source, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	edited, err := c.edit(source)
	if err == nil && edited != nil {
		edited, err = withoutUnusedImports(edited)
	}
	if err != nil {
		return fmt.Errorf("%s is not as it was: %w", c.file, err)
	}
	if edited == nil {
		return os.Remove(path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, edited, 0o644)
}

// steps does one edit after the other.
func steps(edits ...edit) edit {
	return func(source []byte) ([]byte, error) {
		for _, e := range edits {
			var err error
			if source, err = e(source); err != nil {
				return nil, err
			}
		}
		return source, nil
	}
}

// removed takes a file away.
func removed(source []byte) ([]byte, error) {
	if source == nil {
		return nil, errNoFile
	}
	return nil, nil
}

// added makes a file that was not there.
func added(text []byte) edit {
	return func(source []byte) ([]byte, error) {
		if source != nil {
			return nil, errors.New("there is such a file")
		}
		return text, nil
	}
}

// with appends declarations.
func with(text string) edit {
	return func(source []byte) ([]byte, error) { return append(source, "\n"+text...), nil }
}

// swapped replaces a text that occurs once.
func swapped(before, after string) edit {
	return func(source []byte) ([]byte, error) {
		if n := bytes.Count(source, []byte(before)); n != 1 {
			return nil, fmt.Errorf("this is there %d times instead of once:\n%s", n, before)
		}
		return bytes.Replace(source, []byte(before), []byte(after), 1), nil
	}
}

// insteadOf puts another file in the place of one that declares names.
func insteadOf(text string, names ...string) edit {
	return func(source []byte) ([]byte, error) {
		if _, err := without(names...)(source); err != nil {
			return nil, err
		}
		return []byte(text), nil
	}
}

// withBody gives a function another body.
func withBody(name, body string) edit {
	return func(source []byte) ([]byte, error) {
		set, file, err := parsed(source)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == name {
				from, to := set.Position(f.Body.Lbrace).Offset+1, set.Position(f.Body.Rbrace).Offset
				return slices.Concat(source[:from], []byte("\n"+body+"\n"), source[to:]), nil
			}
		}
		return nil, fmt.Errorf("there is no func %s", name)
	}
}

// without takes declarations away: functions, methods, and variables,
// constants or types that stand alone in their specification.
func without(names ...string) edit {
	return func(source []byte) ([]byte, error) {
		set, file, err := parsed(source)
		if err != nil {
			return nil, err
		}
		missing := slices.Clone(names)
		gone := func(name string) bool {
			if !slices.Contains(names, name) {
				return false
			}
			missing = slices.DeleteFunc(missing, func(m string) bool { return m == name })
			return true
		}
		var cuts []ast.Node
		for _, d := range file.Decls {
			cuts = append(cuts, declared(d, gone)...)
		}
		if len(missing) > 0 {
			return nil, fmt.Errorf("there is no declaration of %s", strings.Join(missing, ", "))
		}
		return cutOut(source, set, cuts), nil
	}
}

// declared returns the parts of a declaration whose name is gone.
func declared(d ast.Decl, gone func(string) bool) (parts []ast.Node) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if gone(d.Name.Name) {
			return []ast.Node{d}
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.ValueSpec:
				if len(s.Names) == 1 && gone(s.Names[0].Name) {
					parts = append(parts, spec)
				}
			case *ast.TypeSpec:
				if gone(s.Name.Name) {
					parts = append(parts, spec)
				}
			}
		}
		if len(parts) == len(d.Specs) && len(parts) > 0 {
			return []ast.Node{d}
		}
	}
	return parts
}

// withoutUnusedImports takes away the imports that an edit has left unused:
// those whose name no selector begins with.
func withoutUnusedImports(source []byte) ([]byte, error) {
	set, file, err := parsed(source)
	if err != nil {
		return nil, err
	}
	used := map[string]bool{"_": true, ".": true}
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok {
				used[x.Name] = true
			}
		}
		return true
	})
	var cuts []ast.Node
	for _, i := range file.Imports {
		name, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return nil, err
		}
		name = path.Base(name)
		if i.Name != nil {
			name = i.Name.Name
		}
		if !used[name] {
			cuts = append(cuts, i)
		}
	}
	return format.Source(cutOut(source, set, cuts))
}

func parsed(source []byte) (*token.FileSet, *ast.File, error) {
	if source == nil {
		return nil, nil, errNoFile
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "", source, parser.SkipObjectResolution)
	return set, file, err
}

// cutOut returns source without the nodes, which are in their order.
func cutOut(source []byte, set *token.FileSet, nodes []ast.Node) []byte {
	var rest []byte
	at := 0
	for _, n := range nodes {
		rest = append(rest, source[at:set.Position(n.Pos()).Offset]...)
		at = set.Position(n.End()).Offset
	}
	return append(rest, source[at:]...)
}
