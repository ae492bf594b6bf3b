package house

import (
	"fmt"
	"slices"
	"strings"
)

// Module is the path that all our packages begin with.
const Module = "raftarium"

// layer is a package, with the packages below its folder, and what its code
// may import besides its own folder and the standard library.
type layer struct {
	path   string   // without the module's
	ours   []string // folders, without the module's path; what is below them is meant too
	theirs []string // packages or modules of others
}

const (
	btree  = "github.com/google/btree"
	ebiten = "github.com/hajimehoshi/ebiten/v2"
	ximage = "golang.org/x/image"
	xterm  = "golang.org/x/term"
	liner  = "github.com/peterh/liner"
	brotli = "github.com/andybalholm/brotli"

	porcupine = "github.com/anishathalye/porcupine"
)

// layers is the house, from the ground up. A package stands on what is listed
// before it, and not on all of that.
var layers = []layer{
	{path: "core/wire"},
	{path: "core/slab"},
	{path: "core/raft", ours: []string{"core/slab"}},
	{path: "mvcc", theirs: []string{btree}},

	{path: "core/api", ours: []string{"core/wire"}},
	{path: "core/v2store", ours: []string{"core/wire", "core/api"}, theirs: []string{btree}},
	{path: "core/member", ours: []string{"core/wire", "core/slab", "core/raft", "mvcc", "core/api", "core/v2store"}, theirs: []string{btree}},

	{path: "core/sim", ours: []string{"core/wire"}}, // actors, whatever they are

	{path: "core/check", ours: []string{"core/wire", "core/api", "core/sim"}}, // events and states, never the algorithm
	{path: "core/narrate", ours: slices.Concat(cluster, []string{"core/check"})},
	{path: "core/passage", ours: cluster}, // which rule an event comes from
	{path: "core/shell", ours: slices.Concat(cluster, []string{"core/narrate"})},

	{path: "core/lab", ours: slices.Concat(cluster, []string{"core/check", "core/narrate", "core/shell"})},

	{path: "core/lesson", ours: slices.Concat(cluster, []string{"core/narrate", "core/shell", "core/lab"})},

	{path: "core/sweep", ours: slices.Concat(cluster, []string{"core/shell", "core/lab"}), theirs: []string{porcupine}},

	{path: "viz/theme"},
	{path: "viz/film"}, // pictures into a file
	{path: "viz/scene", ours: []string{"core", "mvcc"}},
	{path: "viz/panel", ours: []string{"core", "mvcc", "viz/scene"}},
	{path: "viz/compose", ours: []string{"core", "mvcc", "viz/scene", "viz/theme"}},
	{path: "viz/viewer", ours: []string{"core", "mvcc", "viz/scene", "viz/panel", "viz/theme", "viz/compose"}},

	{path: "viz/ink", ours: []string{"viz/theme"}, theirs: []string{ebiten, ximage}},
	{path: "viz/paper", ours: []string{"viz/theme", "viz/ink"}, theirs: []string{ximage}},
	{path: "viz/draw", ours: []string{"core", "mvcc", "viz/theme", "viz/scene", "viz/panel", "viz/viewer", "viz/ink"}, theirs: []string{ebiten, ximage}},
	{path: "viz/window", ours: []string{"core", "mvcc", "viz/theme", "viz/scene", "viz/panel", "viz/compose", "viz/viewer", "viz/ink", "viz/draw", "viz/film", "viz/paper"}, theirs: []string{ebiten, ximage}},
	{path: "viz", ours: []string{"core", "mvcc"}, theirs: []string{ebiten, ximage}},

	{path: "web", ours: []string{"core", "mvcc", "viz"}},
	{path: "web/lessons"}, // the built-in lessons, as files
	{path: "cmd/page", ours: []string{"core", "mvcc", "viz"}, theirs: []string{ebiten}},
	{path: "cmd/internal/passages", ours: []string{"core"}}, // the text of core/raft
	{path: "cmd/desktop", ours: []string{"core", "mvcc", "viz", "web/lessons", "cmd/internal/passages"}, theirs: []string{ebiten}},
	{path: "cmd/raftarium", ours: []string{"core", "mvcc", "cmd/internal", "web/lessons"}, theirs: []string{liner, xterm}},
	{path: "cmd/internal", ours: []string{"core", "mvcc", "viz/theme"}, theirs: []string{brotli}},
}

// cluster is a simulated cluster and all that it is made of.
var cluster = []string{"core/wire", "core/slab", "core/raft", "mvcc", "core/api", "core/v2store", "core/member", "core/sim"}

// unreachable are pairs where not even a detour over other packages may lead
// from the one to the other.
var unreachable = []struct{ from, to string }{
	{"core/check", "core/raft"},
	{"core/sim", "core/member"},
}

// Package is a package as `go list` tells of it.
type Package struct {
	ImportPath string
	Imports    []string // direct ones, of its code without tests
	Deps       []string // all of them, over whatever detours
}

// path is the package's path in the repository: "" for its top.
func (p Package) path() string {
	return strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, Module), "/")
}

// Imports returns a sentence for each import that does not run downwards.
func Imports(packages []Package) []string {
	var breaches []string
	for _, p := range packages {
		l, ok := layerOf(p.path())
		if !ok {
			breaches = append(breaches, fmt.Sprintf("%s is not in the table of layers: give it a line there", p.path()))
			continue
		}
		for _, imported := range p.Imports {
			if !l.may(imported) {
				breaches = append(breaches, fmt.Sprintf("%s must not import %s", p.path(), imported))
			}
		}
		for _, pair := range unreachable {
			target := Module + "/" + pair.to
			if within(p.path(), pair.from) && slices.ContainsFunc(p.Deps, func(d string) bool { return within(d, target) }) {
				breaches = append(breaches, fmt.Sprintf("%s must not reach %s, not over others either", p.path(), pair.to))
			}
		}
	}
	return breaches
}

// layerOf returns the layer with the longest path that p is within. The folder
// viz stands above its parts: its line is for itself alone.
func layerOf(p string) (layer, bool) {
	var found layer
	for _, l := range layers {
		covers := within(p, l.path)
		if l.path == "viz" {
			covers = p == "viz"
		}
		if covers && len(l.path) > len(found.path) {
			found = l
		}
	}
	return found, found.path != ""
}

// may reports whether code of the layer may import a package.
func (l layer) may(imported string) bool {
	ours, isOurs := strings.CutPrefix(imported, Module+"/")
	if isOurs {
		if l.path == "viz" && within(ours, "viz") || l.path != "viz" && within(ours, l.path) {
			return true
		}
		return slices.ContainsFunc(l.ours, func(folder string) bool { return within(ours, folder) })
	}
	if standard(imported) {
		return true
	}
	return slices.ContainsFunc(l.theirs, func(module string) bool { return within(imported, module) })
}

// standard reports whether a package is of Go itself: others begin with a
// host, which has a dot.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

// within reports whether path is folder or below it.
func within(path, folder string) bool {
	return path == folder || strings.HasPrefix(path, folder+"/")
}
