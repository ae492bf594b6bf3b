package house

import (
	"slices"
	"strings"
)

// pageRoots are the folders that go into the page.
var pageRoots = []string{"core", "mvcc", "viz", "cmd/page"}

// notInPage is what the page must not link: it is large, and a page has no
// network of its own and starts no processes.
var notInPage = []struct {
	path string
	but  string // whoever it comes from does not count; "" for nobody
}{
	{path: "net/http"},
	{path: "google.golang.org/grpc"},
	{path: "os/exec", but: ebiten}, // its internal/debug reads Go's sources with go/build
}

// Linked returns a sentence, with the way that it came, for each package that
// one of ours would bring into the page and that must not be there. It is
// given all packages, those of others and of Go included, as they are with
// GOOS=js GOARCH=wasm.
func Linked(all []Package) []string {
	imports := map[string][]string{}
	for _, p := range all {
		imports[p.ImportPath] = p.Imports
	}
	var breaches []string
	for _, p := range all {
		ours := p.ImportPath == Module || strings.HasPrefix(p.ImportPath, Module+"/")
		if !ours || !slices.ContainsFunc(pageRoots, func(root string) bool { return within(p.path(), root) }) {
			continue
		}
		for _, banned := range notInPage {
			if way := wayTo(imports, p.ImportPath, banned.path, banned.but); way != nil {
				breaches = append(breaches, "into the page comes "+banned.path+": "+strings.Join(way, " → "))
			}
		}
	}
	return breaches
}

// wayTo returns a shortest chain of imports from a package to target or below
// it that does not touch the folder around, or nil when there is none.
func wayTo(imports map[string][]string, from, target, around string) []string {
	cameFrom := map[string]string{from: ""}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		if within(at, target) {
			var way []string
			for ; at != ""; at = cameFrom[at] {
				way = append(way, at)
			}
			slices.Reverse(way)
			return way
		}
		for _, next := range imports[at] {
			if _, seen := cameFrom[next]; seen || around != "" && within(next, around) {
				continue
			}
			cameFrom[next] = at
			queue = append(queue, next)
		}
	}
	return nil
}
