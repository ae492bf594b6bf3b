package passages

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
)

// insertion is something that is put into a file.
type insertion struct {
	at   int
	text string
}

// noting returns the files of core/raft so that each place to which a key leads,
// and each function, notes that it runs. No line moves.
func noting(t *testing.T, text *Text) map[string]string {
	t.Helper()
	all, err := text.sites()
	require.NoError(t, err)
	insertions := map[string][]insertion{}
	insert := func(n ast.Node, end bool, what string) {
		at := text.files.Position(n.Pos())
		if end {
			at = text.files.Position(n.End())
		}
		insertions[at.Filename] = append(insertions[at.Filename], insertion{at.Offset, what})
	}
	keys := map[ast.Node][]string{} // what leads to the same place
	for key, s := range all {
		node, err := text.node(s, text.functions[s.function])
		require.NoError(t, err)
		if node != nil {
			keys[node] = append(keys[node], key)
		}
	}
	for node, list := range keys {
		slices.Sort(list)
		key := strings.Join(list, "|")
		if _, literal := node.(*ast.CompositeLit); literal {
			insert(node, false, fmt.Sprintf("noted(s, %q, ", key))
			insert(node, true, ")")
			continue
		}
		insert(node, false, fmt.Sprintf("ran(s, %q); ", key))
	}
	for name, f := range text.functions {
		if len(f.Recv.List[0].Names) == 1 && len(f.Body.List) > 0 {
			insert(f.Body.List[0], false, fmt.Sprintf("entered(s, %q); ", name))
		}
	}
	files := map[string]string{}
	for name, list := range insertions {
		slices.SortStableFunc(list, func(a, b insertion) int { return b.at - a.at })
		source := string(text.source[name])
		for _, i := range list {
			source = source[:i.at] + i.text + source[i.at:]
		}
		files[name] = source
	}
	return files
}

// asked are keys of what a member finds out before it asks Raft.
var asked = []string{"NoLeader propose", "NoLeader read", "ChangeUnderWay", "LearnerBehind", "NoVoters", "NotLeading", "CannotLead"}

// What the book says of where events come from is what happens: stories and
// worlds full of faults are played with a core/raft that notes where it runs,
// and every event of theirs leads to a place that ran for it.
func TestEventsLeadToWhatRan(t *testing.T) {
	text, err := Parse(raft.Source)
	require.NoError(t, err)
	folder := t.TempDir()
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	root, err := filepath.Abs("../../..")
	require.NoError(t, err)
	replace := func(path, content string) {
		file := filepath.Join(folder, strings.ReplaceAll(path, "/", "_"))
		require.NoError(t, os.WriteFile(file, []byte(content), 0o644))
		overlay.Replace[filepath.Join(root, filepath.FromSlash(path))] = file
	}
	for name, source := range noting(t, text) {
		replace("core/raft/"+name, source)
	}
	noted, err := os.ReadFile("testdata/noted.go.txt")
	require.NoError(t, err)
	replace("core/raft/noted.go", string(noted))

	world, err := os.ReadFile(filepath.Join(root, "core/sim/world.go"))
	require.NoError(t, err)
	const records = "\treturn w.trace.add(w.now, cause, kind, node, peer, detail, why)\n"
	require.Contains(t, string(world), records)
	replace("core/sim/world.go", strings.Replace(string(world), records,
		"\tid := w.trace.add(w.now, cause, kind, node, peer, detail, why)\n\tRecorded(w, id)\n\treturn id\n", 1)+
		"\nvar Recorded = func(*World, EventID) {}\n")
	table, err := json.Marshal(overlay)
	require.NoError(t, err)
	file := filepath.Join(folder, "overlay.json")
	require.NoError(t, os.WriteFile(file, table, 0o644))

	all, err := text.sites()
	require.NoError(t, err)
	var whole []string
	for key, s := range all {
		if s.reason == "" && s.call == "" {
			whole = append(whole, strings.ReplaceAll(key, " ", "_")+"="+s.function)
		}
	}
	prove := exec.CommandContext(t.Context(), "go", "run", "-trimpath", "-overlay", file, "./testdata/prove", strings.Join(whole, " "))
	prove.Stderr = os.Stderr
	out, err := prove.Output()
	require.NoError(t, err)
	seen := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		require.Equal(t, "seen", word, "%s", rest)
		seen[rest] = true
	}
	var unseen []string
	for key := range all {
		if !seen[key] && !slices.Contains(asked, key) {
			unseen = append(unseen, key)
		}
	}
	require.Empty(t, unseen, "no event of the worlds leads there")
}
