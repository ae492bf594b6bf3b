package house

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFindsImportsThatDoNotRunDownwards(t *testing.T) {
	tests := []struct {
		name   string
		pkg    Package
		breach string
	}{
		{"the standard library is for all",
			Package{ImportPath: "raftarium/core/raft", Imports: []string{"slices", "math/bits"}}, ""},
		{"a package may have parts",
			Package{ImportPath: "raftarium/core/raft", Imports: []string{"raftarium/core/raft/quorum"}}, ""},
		{"and its parts the same ground",
			Package{ImportPath: "raftarium/core/raft/quorum", Imports: []string{"raftarium/core/wire"}}, "core/raft/quorum must not import raftarium/core/wire"},
		{"the algorithm imports nothing of ours",
			Package{ImportPath: "raftarium/core/raft", Imports: []string{"raftarium/core/wire"}}, "core/raft must not import raftarium/core/wire"},
		{"the store neither",
			Package{ImportPath: "raftarium/mvcc/lease", Imports: []string{"raftarium/core/api"}}, "mvcc/lease must not import raftarium/core/api"},
		{"the store has its B-tree",
			Package{ImportPath: "raftarium/mvcc", Imports: []string{"github.com/google/btree"}}, ""},
		{"the algorithm has not",
			Package{ImportPath: "raftarium/core/raft", Imports: []string{"github.com/google/btree"}}, "core/raft must not import github.com/google/btree"},
		{"a name that begins alike is another",
			Package{ImportPath: "raftarium/mvcc", Imports: []string{"github.com/google/btreeplus"}}, "mvcc must not import github.com/google/btreeplus"},
		{"members stand on raft and stores",
			Package{ImportPath: "raftarium/core/member", Imports: []string{"raftarium/core/raft", "raftarium/mvcc/lease"}}, ""},
		{"never upwards",
			Package{ImportPath: "raftarium/core/member", Imports: []string{"raftarium/core/sim"}}, "core/member must not import raftarium/core/sim"},
		{"the simulation does not know its actors",
			Package{ImportPath: "raftarium/core/sim", Imports: []string{"raftarium/core/member"}}, "core/sim must not import raftarium/core/member"},
		{"nor over a detour",
			Package{ImportPath: "raftarium/core/sim", Deps: []string{"raftarium/core/member"}}, "core/sim must not reach core/member, not over others either"},
		{"the checker shares nothing with what it checks",
			Package{ImportPath: "raftarium/core/check", Deps: []string{"raftarium/core/raft"}}, "core/check must not reach core/raft, not over others either"},
		{"the scene knows no ebiten",
			Package{ImportPath: "raftarium/viz/scene", Imports: []string{"github.com/hajimehoshi/ebiten/v2"}}, "viz/scene must not import github.com/hajimehoshi/ebiten/v2"},
		{"nor the house above it",
			Package{ImportPath: "raftarium/viz/scene", Imports: []string{"raftarium/viz/draw"}}, "viz/scene must not import raftarium/viz/draw"},
		{"ink has no idea of the scene",
			Package{ImportPath: "raftarium/viz/ink", Imports: []string{"raftarium/viz/scene"}}, "viz/ink must not import raftarium/viz/scene"},
		{"viz puts its parts together",
			Package{ImportPath: "raftarium/viz", Imports: []string{"raftarium/viz/draw", "raftarium/core/lab"}}, ""},
		{"the core does not import the picture",
			Package{ImportPath: "raftarium/core/lab", Imports: []string{"raftarium/viz/scene"}}, "core/lab must not import raftarium/viz/scene"},
		{"the headless binary has no window",
			Package{ImportPath: "raftarium/cmd/raftarium", Imports: []string{"raftarium/viz"}}, "cmd/raftarium must not import raftarium/viz"},
		{"a package without a line",
			Package{ImportPath: "raftarium/core/magic"}, "core/magic is not in the table of layers: give it a line there"},
		{"a part of viz without a line is not viz",
			Package{ImportPath: "raftarium/viz/magic"}, "viz/magic is not in the table of layers: give it a line there"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			breaches := Imports([]Package{tt.pkg})
			if tt.breach == "" {
				require.Empty(t, breaches)
				return
			}
			require.Equal(t, []string{tt.breach}, breaches)
		})
	}
}

func TestALayerStandsOnlyOnWhatIsListedBeforeIt(t *testing.T) {
	listed := map[string]bool{"core": true, "viz": true} // folders, as a whole
	for _, l := range layers {
		for _, below := range l.ours {
			require.True(t, listed[below] || below == "cmd/internal", "%s stands on %s, which is not below it", l.path, below)
		}
		require.False(t, listed[l.path] && l.path != "viz", "%s is listed twice", l.path)
		listed[l.path] = true
	}
}

func TestFindsWhatThePageMustNotLink(t *testing.T) {
	const util = ebiten + "/ebitenutil"
	breaches := Linked([]Package{
		{ImportPath: "raftarium/core/api", Imports: []string{"net/url", "raftarium/core/wire"}},
		{ImportPath: "raftarium/core/wire", Imports: []string{"google.golang.org/grpc/codes"}},
		{ImportPath: "raftarium/mvcc", Imports: []string{"net/httpx", "fmt"}},
		{ImportPath: "raftarium/viz", Imports: []string{ebiten, util}},
		{ImportPath: "raftarium/cmd/page", Imports: []string{ebiten, "example.org/shell"}},
		{ImportPath: "raftarium/cmd/raftarium", Imports: []string{"net/http", "os/exec"}},
		{ImportPath: ebiten, Imports: []string{"go/build"}},
		{ImportPath: util, Imports: []string{"net/http"}},
		{ImportPath: "go/build", Imports: []string{"os/exec"}},
		{ImportPath: "example.org/shell", Imports: []string{"os/exec"}},
	})
	require.Equal(t, []string{
		"into the page comes google.golang.org/grpc: raftarium/core/api → raftarium/core/wire → google.golang.org/grpc/codes",
		"into the page comes google.golang.org/grpc: raftarium/core/wire → google.golang.org/grpc/codes",
		"into the page comes net/http: raftarium/viz → " + util + " → net/http",
		"into the page comes os/exec: raftarium/cmd/page → example.org/shell → os/exec",
	}, breaches, "os/exec is forgiven where ebiten alone brings it")
}

func TestFindsWhatIsNotAFunctionOfItsInputs(t *testing.T) {
	tests := []struct {
		name, source string
		breaches     []string
	}{
		{"durations, comments, strings and namesakes are welcome", `package p
			import "time"
			const beat = 50 * time.Millisecond // not time.Now()
			type clock struct{}
			func (clock) Now() string { return "time.Now()" }
			func f(c clock) string { return c.Now() }`, nil},
		{"the clock", `package p
import "time"
var started = time.Now()
func f() { time.Sleep(time.Since(started)) }`,
			[]string{
				"p.go:3:15: time.Now asks the clock on the wall",
				"p.go:4:12: time.Sleep asks the clock on the wall",
				"p.go:4:23: time.Since asks the clock on the wall",
			}},
		{"the clock by another name", "package p\nimport t \"time\"\nvar f = t.Now",
			[]string{"p.go:3:9: time.Now asks the clock on the wall"}},
		{"the clock without a name", "package p\nimport . \"time\"\nvar now = Now()",
			[]string{"p.go:2:8: time is imported without its name, which hides the clock"}},
		{"a goroutine", "package p\nfunc f() { go f() }",
			[]string{"p.go:2:12: a goroutine makes the order of things depend on the machine"}},
		{"randomness", "package p\nimport \"math/rand/v2\"\nvar n = rand.Int()",
			[]string{"p.go:2:8: math/rand/v2 is random beyond the world's seed"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			breaches, err := Purity("p.go", []byte(tt.source))
			require.NoError(t, err)
			require.Equal(t, tt.breaches, breaches)
		})
	}
	_, err := Purity("p.go", []byte("package"))
	require.ErrorContains(t, err, "reading p.go for the rules of purity")
}
