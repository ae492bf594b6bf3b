package passages

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"slices"
	"strings"

	"raftarium/core/passage"
	"raftarium/core/raft"
)

// folder is where the text is in the repository.
const folder = "core/raft/"

// Text is the syntax of core/raft, without its tests.
type Text struct {
	files     *token.FileSet
	source    map[string][]byte        // by file
	functions map[string]*ast.FuncDecl // the server's, by name
	reasons   map[string][]made        // by the reason's name
	messages  []string
}

// made is a place at which a reason is made.
type made struct {
	function string
	literal  *ast.CompositeLit
}

// JSON returns the book of the text that this program was built with, as the
// page loads it.
func JSON() ([]byte, error) {
	b, err := Book()
	if err != nil {
		return nil, err
	}
	return json.Marshal(b)
}

// Book returns the book of the text that this program was built with.
func Book() (*passage.Book, error) {
	t, err := Parse(raft.Source)
	if err != nil {
		return nil, err
	}
	return t.Book()
}

// Parse reads the files of core/raft. The error says which is not Go.
func Parse(from fs.FS) (*Text, error) {
	t := &Text{files: token.NewFileSet(), source: map[string][]byte{}, functions: map[string]*ast.FuncDecl{}, reasons: map[string][]made{}}
	names, err := fs.Glob(from, "*.go")
	if err != nil {
		return nil, fmt.Errorf("read core/raft: %w", err)
	}
	var all []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, fmt.Errorf("read core/raft: %w", err)
		}
		file, err := parser.ParseFile(t.files, name, source, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("read core/raft: %w", err)
		}
		t.source[name] = source
		all = append(all, file)
	}
	for _, file := range all {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				switch {
				case f.Name.Name == "reason" && f.Recv != nil:
					reason := receiver(f)
					t.reasons[reason] = slices.Clone(t.reasons[reason]) // known, though none may be made
				case f.Name.Name == "Says" && f.Recv != nil:
					t.messages = append(t.messages, receiver(f))
				case receiver(f) == "Server" && f.Body != nil:
					t.functions[f.Name.Name] = f
				}
			}
		}
	}
	for name, f := range t.functions {
		ast.Inspect(f, func(n ast.Node) bool {
			if literal, ok := n.(*ast.CompositeLit); ok {
				if of, ok := literal.Type.(*ast.Ident); ok {
					if places, ok := t.reasons[of.Name]; ok {
						t.reasons[of.Name] = append(places, made{name, literal})
					}
				}
			}
			return true
		})
	}
	return t, nil
}

// receiver is the name of the type that a method is of.
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	of := f.Recv.List[0].Type
	if pointer, ok := of.(*ast.StarExpr); ok {
		of = pointer.X
	}
	if name, ok := of.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}

// Book makes the book. The error names what leads nowhere, or is led to by
// nothing.
func (t *Text) Book() (*passage.Book, error) {
	b := &passage.Book{Rules: map[string]passage.Rule{}, Keys: map[string]passage.Place{}}
	all, err := t.sites()
	if err != nil {
		return nil, err
	}
	led := map[*ast.CompositeLit]bool{}
	for key, s := range all {
		f := t.functions[s.function]
		if f == nil {
			return nil, fmt.Errorf("find the code of %q: core/raft's Server has no method %s", key, s.function)
		}
		node, err := t.node(s, f)
		if err != nil {
			return nil, fmt.Errorf("find the code of %q: %w", key, err)
		}
		if literal, ok := node.(*ast.CompositeLit); ok {
			led[literal] = true
		}
		b.Keys[key] = passage.Place{Rule: s.function, Marks: t.marks(f, node)}
		if _, ok := b.Rules[s.function]; !ok {
			b.Rules[s.function] = t.rule(f)
		}
	}
	for _, message := range t.messages {
		if _, ok := b.Keys["received "+message]; !ok {
			return nil, fmt.Errorf("core/raft's Server hands no %s to one method alone", message)
		}
	}
	for reason, places := range t.reasons {
		if len(places) == 0 {
			return nil, fmt.Errorf("no rule of core/raft gives the reason %s", reason)
		}
		for _, m := range places {
			if !led[m.literal] && !passedOn(reason) {
				return nil, fmt.Errorf("%s: no event leads to this %s", t.files.Position(m.literal.Pos()), reason)
			}
		}
	}
	return b, nil
}

// passedOn reports whether the events with a reason lead to where it is used,
// and not to where it is made.
func passedOn(reason string) bool {
	for key, s := range sites {
		if first, _, _ := strings.Cut(key, " "); first == reason && s.reason == "" {
			return true
		}
	}
	return false
}

// sites are those of the table, and those that the text itself tells: of each
// reason that is given at one place, and of each message by what handles it.
func (t *Text) sites() (map[string]site, error) {
	all := map[string]site{}
	for key, s := range sites {
		all[key] = s
	}
	for reason, places := range t.reasons {
		if _, listed := all[reason]; !listed && len(places) == 1 && !passedOn(reason) {
			all[reason] = site{function: places[0].function, reason: reason}
		}
	}
	receive := t.functions["receive"]
	if receive == nil {
		return nil, fmt.Errorf("core/raft's Server has no method receive")
	}
	ast.Inspect(receive, func(n ast.Node) bool {
		clause, ok := n.(*ast.CaseClause)
		if !ok || len(clause.List) != 1 || len(clause.Body) != 1 {
			return true
		}
		message, ok := clause.List[0].(*ast.Ident)
		if !ok {
			return true
		}
		if handler := called(clause.Body[0]); handler != "" {
			all["received "+message.Name] = site{function: handler}
		}
		return true
	})
	return all, nil
}

// called is the name of the method of s that a statement calls, and does no
// more.
func called(statement ast.Stmt) string {
	if e, ok := statement.(*ast.ExprStmt); ok {
		if call, ok := e.X.(*ast.CallExpr); ok {
			if method, ok := call.Fun.(*ast.SelectorExpr); ok {
				return method.Sel.Name
			}
		}
	}
	return ""
}

// node finds what of a function a site is: nil for all of it.
func (t *Text) node(s site, f *ast.FuncDecl) (found ast.Node, err error) {
	count := 0
	var way []ast.Node
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil {
			way = way[:len(way)-1]
			return true
		}
		way = append(way, n)
		switch {
		case s.reason != "":
			literal, ok := n.(*ast.CompositeLit)
			if of, is := literalType(literal, ok); is && of == s.reason && t.within(way, s.call) && givenTo(way, s.set) {
				found, count = n, count+1
			}
		case s.call != "":
			if call, ok := n.(*ast.CallExpr); ok && t.text(call.Fun) == s.call {
				found, count = n, count+1
			}
		}
		return true
	})
	if s.reason == "" && s.call == "" {
		return nil, nil
	}
	if count != 1 {
		return nil, fmt.Errorf("%s has %d of %s%s, not one", s.function, count, s.reason, s.call)
	}
	return found, nil
}

func literalType(literal *ast.CompositeLit, ok bool) (string, bool) {
	if !ok {
		return "", false
	}
	of, ok := literal.Type.(*ast.Ident)
	if !ok {
		return "", false
	}
	return of.Name, true
}

// within reports whether the way to a node leads over a call as it is written;
// any does for "".
func (t *Text) within(way []ast.Node, call string) bool {
	return call == "" || slices.ContainsFunc(way, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		return ok && t.text(c.Fun) == call
	})
}

// givenTo reports whether the way to a node leads over a statement that sets a
// variable; any does for "".
func givenTo(way []ast.Node, name string) bool {
	return name == "" || slices.ContainsFunc(way, func(n ast.Node) bool {
		s, ok := n.(ast.Stmt)
		return ok && set(s) == name
	})
}

// text is a node as it is written.
func (t *Text) text(n ast.Node) string {
	from, to := t.files.Position(n.Pos()), t.files.Position(n.End())
	return string(t.source[from.Filename][from.Offset:to.Offset])
}
