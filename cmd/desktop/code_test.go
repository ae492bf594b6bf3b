package main

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/cmd/internal/passages"
	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/panel"
	"raftarium/viz/viewer"
)

// reader is somebody who looks at the code that runs.
type reader struct {
	t *testing.T
	*viewer.Viewer
}

func (r reader) acts(action string) {
	r.t.Helper()
	require.NoError(r.t, r.Act(action))
}

// panel is what is shown now.
func (r reader) panel() panel.Panel { return r.View().Inspector.Panel }

// section is the first section of a kind.
func (r reader) section(kind panel.SectionKind) panel.Section {
	r.t.Helper()
	for _, s := range r.panel().Sections {
		if s.Kind == kind {
			return s
		}
	}
	r.t.Fatalf("there is no section of the kind %s in %+v", kind, r.panel())
	return panel.Section{}
}

// ran are the lines that ran, without their numbers.
func (r reader) ran() string {
	r.t.Helper()
	var lines []string
	for _, row := range r.section(panel.Source).Rows {
		if row.Selected {
			line := ""
			for _, cell := range row.Cells[1:] {
				line += cell.Text
			}
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return strings.Join(lines, "\n")
}

func readers(t *testing.T) reader {
	l, err := lab.New(lab.Config{Members: 3, Seed: 1})
	require.NoError(t, err)
	l.Advance(2 * sim.Second)
	return reader{t, viewer.New(l)}
}

// newest is the newest event of a kind.
func (r reader) newest(kind string) sim.EventID {
	trace := r.Lab().World().Trace()
	for id := trace.Next() - 1; id >= trace.First(); id-- {
		if e, ok := trace.At(id); ok && e.Kind.String() == kind {
			return id
		}
	}
	r.t.Fatalf("no event is of the kind %s", kind)
	return 0
}

// The code of an event stands beside what the paper says of it, in the language
// of the viewer.
func TestTheCodeThatRuns(t *testing.T) {
	r := readers(t)
	r.SetSource(passages.Book)
	r.acts("code " + id(r.newest("became-leader")))
	require.Equal(t, "core/raft/election.go", r.panel().Subtitle)
	require.Equal(t, "if won {\ns.becomeLeader(now, WonElection{Votes: votes, Needed: s.Quorum()}, out)", r.ran())
	require.Contains(t, r.section(panel.Quote).Rows[1].Cells[0].Text, "become leader")
	r.acts("lang zh")
	_, text, _ := narrate.Passage(narrate.Chinese, "countVote")
	require.Equal(t, text, r.section(panel.Quote).Rows[1].Cells[0].Text)

	r.acts("code " + id(r.newest("committed")))
	require.NotContains(t, r.ran(), "becomeLeader")
}

// With every step the code is that of the event that was stepped to.
func TestTheCodeGoesAlongWithSteps(t *testing.T) {
	r := readers(t)
	r.SetSource(passages.Book)
	r.acts("code " + id(r.newest("became-leader")))
	seen := map[string]bool{}
	for range 60 {
		r.acts("step")
		seen[r.ran()] = true
	}
	require.GreaterOrEqual(t, len(seen), 3)
}

// The page brings the text when the panel wants it, and says if it does not
// come.
func TestThePageBringsTheText(t *testing.T) {
	r := readers(t)
	r.acts("tab code")
	require.Equal(t, panel.CodeFile, r.panel().Wants)
	call := func(arg any) string {
		b, err := json.Marshal(arg)
		require.NoError(t, err)
		return r.Call("source", string(b))
	}
	require.JSONEq(t, `{"ok":null}`, call(map[string]string{"why": "HTTP 404"}))
	require.Contains(t, r.panel().Sections[0].Rows[0].Cells[0].Text, "HTTP 404")
	call(map[string]string{"text": "{}"})
	require.Contains(t, r.panel().Sections[0].Rows[0].Cells[0].Text, "leads from no event")

	book, err := passages.JSON()
	require.NoError(t, err)
	require.JSONEq(t, `{"ok":null}`, call(map[string]string{"text": string(book)}))
	require.Empty(t, r.panel().Wants)
	require.NotEmpty(t, r.ran())
}

func id(e sim.EventID) string { return strconv.FormatUint(uint64(e), 10) }
