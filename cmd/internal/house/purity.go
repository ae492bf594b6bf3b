package house

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
)

// PureRoots are the folders whose code is a function of its inputs.
var PureRoots = []string{"core", "mvcc", "viz/scene", "viz/panel"}

// impureImports bring in randomness that no seed of the world's decides.
var impureImports = []string{"math/rand", "math/rand/v2", "crypto/rand", "hash/maphash"}

// clock is what package time has to do with the clock on the wall; its
// durations and formats are welcome.
var clock = []string{"After", "AfterFunc", "NewTicker", "NewTimer", "Now", "Since", "Sleep", "Tick", "Until"}

// Purity returns a sentence for each place in a Go file where something else
// than inputs could come in. It reads the syntax tree, so that comments,
// strings and other packages' names do not matter.
func Purity(name string, source []byte) ([]string, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("reading %s for the rules of purity: %w", name, err)
	}
	var breaches []string
	report := func(at token.Pos, what string) {
		breaches = append(breaches, fmt.Sprintf("%s: %s", files.Position(at), what))
	}
	timeName := ""
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, fmt.Errorf("reading %s for the rules of purity: %w", name, err)
		}
		if slices.Contains(impureImports, path) {
			report(spec.Pos(), path+" is random beyond the world's seed")
		}
		if path != "time" {
			continue
		}
		timeName = "time"
		if spec.Name != nil {
			timeName = spec.Name.Name
		}
		if timeName == "." {
			report(spec.Pos(), "time is imported without its name, which hides the clock")
		}
	}
	ast.Inspect(file, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.GoStmt:
			report(n.Pos(), "a goroutine makes the order of things depend on the machine")
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == timeName && slices.Contains(clock, n.Sel.Name) {
				report(n.Pos(), "time."+n.Sel.Name+" asks the clock on the wall")
			}
		}
		return true
	})
	return breaches, nil
}
